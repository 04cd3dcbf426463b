/**
 * Configure-EnterprisePartnerApplication.ps1, the script that Exchange ships: a hidden mail user, its roles, and a partner
 * application made from a metadata document. It looks for no application that is there already, so every run makes
 * another. The order of its parts is inferred.
 */
import type { LabShellAnswer } from '../../shared/lab';
import { bind } from '../exchange/binding';
import type { Bound } from '../exchange/binding';
import { HANDLERS } from '../exchange/cmdlets';
import { CmdletError, PRACTICE, serverError } from '../exchange/errors';
import { CMDLETS } from '../exchange/parameters';
import { fold } from '../exchange/names';
import { Session } from '../exchange/session';
import type { Row } from '../exchange/session';
import { guidOf } from '../deterministic';
import type { LiveWorld } from '../live-world';
import type { Operation } from './operation';

const ACCOUNT = 'LyncEnterprise-ApplicationAccount';
/** What it gives the account for Lync; copies of the script of other versions may give others. */
const ROLES = ['UserApplication', 'ArchiveApplication', 'MeetingGraphApplication'];
/** Names that are tried when a mailbox has the first one. */
const TRIES = 10;

/** Runs it. What it has made stays when a later part fails. */
export const configurePartnerApplication: Operation = (world, parameters) => {
  if (fold(parameters.required('ApplicationType')) !== 'lync')
    return ended(1, `${PRACTICE} The lab knows the application type Lync only.`);
  try {
    const script = new Script(world, parameters);
    const account = script.account();
    script.giveRoles(account);
    script.makeApplication(account, parameters.required('AuthMetaDataUrl'));
    return ended(0, 'THE CONFIGURATION HAS SUCCEEDED.');
  } catch (error) {
    if (!(error instanceof CmdletError)) throw error;
    // An answer, not a throw: what was made before stays.
    return { items: [], warnings: [], error: error.record };
  }
};

function ended(exitCode: number, line: string): LabShellAnswer {
  return { items: [{ ExitCode: exitCode, Output: [line] }], warnings: [] };
}

class Script {
  private readonly pinned: Row;

  constructor(
    private readonly world: LiveWorld,
    private readonly parameters: Bound,
  ) {
    const controller = parameters.text('DomainController') ?? '';
    this.pinned = controller === '' ? {} : { DomainController: controller };
  }

  /** The application account, found or made. A mailbox of that name makes it try another one. */
  account(): string {
    let name = ACCOUNT;
    for (let number = 1; number <= TRIES; number += 1) {
      const holder = this.run('Get-User', {}).find((row) => row['Name'] === name);
      if (holder === undefined) return this.makeAccount(name);
      const type = holder['RecipientTypeDetails'];
      if (type === 'MailUser' || type === 'User') return name;
      name = `${name}-${String(number)}`;
    }
    throw this.failed(`no free name for ${ACCOUNT}.`);
  }

  private makeAccount(name: string): string {
    // Name, not DomainName: a renamed accepted domain makes a wrong address.
    const [domain] = this.run('Get-AcceptedDomain', {});
    const address = `${name}@${String(domain?.['Name'])}`;
    this.run('New-MailUser', { Name: name, ExternalEmailAddress: address });
    this.run('Set-MailUser', { Identity: name, HiddenFromAddressListsEnabled: true });
    return name;
  }

  giveRoles(account: string): void {
    const assigned = this.run('Get-ManagementRoleAssignment', {
      RoleAssignee: account,
      AssignmentMethod: 'Direct',
    }).map((row) => row['Role']);
    for (const role of ROLES.filter((name) => !assigned.includes(name)))
      this.run('New-ManagementRoleAssignment', { Role: role, User: account });
  }

  makeApplication(account: string, url: string): void {
    const { seed, counters } = this.world.state;
    const unique = guidOf(seed, 'LyncEnterprise', counters['exchange'] ?? 0).replace(/-/g, '');
    this.run('New-PartnerApplication', {
      Name: `LyncEnterprise-${unique}`,
      AuthMetadataUrl: url,
      TrustAnySSLCertificate: this.parameters.flag('TrustAnySSLCertificate') === true,
      LinkedAccount: account,
      AcceptSecurityIdentifierInformation: true,
      Enabled: true,
    });
  }

  /** Runs a cmdlet as the script does: in the same shell, with the same domain controller. */
  private run(cmdlet: string, given: Row): readonly Row[] {
    const rule = CMDLETS[cmdlet];
    const handler = HANDLERS[cmdlet];
    if (rule === undefined || handler === undefined) throw new Error(`no cmdlet ${cmdlet}`);
    const { state, sequence } = this.world;
    // Ids of new objects come from this count.
    if (rule.change) state.counters['exchange'] = (state.counters['exchange'] ?? 0) + 1;
    const bound = bind(cmdlet, rule, { ...given, ...this.pinned });
    return handler(new Session(state, cmdlet, sequence, bound), bound);
  }

  private failed(text: string): CmdletError {
    const origin = { cmdlet: 'Configure-EnterprisePartnerApplication', prefix: '', hash: '' };
    return serverError(origin, 'ScriptFailedException', `${PRACTICE} ${text}`);
  }
}
