/** One cmdlet call: which domain controller answers, what time it is, how its errors and warnings look. */
import { ShellSession } from '../shell-session';
import type { WorldState } from '../world';
import { digest, guidOf } from '../deterministic';
import { Directory, REPLICATION_MS, SLOW_REPLICATION_MS } from './directory';
import { serverError } from './errors';
import type { CmdletError } from './errors';
import type { Bound } from './binding';
import type { OrganisationState } from './state';

/** Name of the server that sessions land on: the organisation's first. */
export function sessionServer({ objects }: OrganisationState): string {
  return objects.server[0]?.versions.at(-1)?.data?.name ?? 'EX01';
}

/** A row of output: property names and values in the plain remoting shape. */
export type Row = Readonly<Record<string, unknown>>;

/** What a cmdlet works with. */
export class Session extends ShellSession {
  readonly directory: Directory;
  readonly organisation: OrganisationState;

  constructor(
    world: WorldState,
    cmdlet: string,
    /** Number of the call in the log: makes the ids of its errors repeatable. */
    private readonly sequence: number,
    parameters: Bound,
  ) {
    super(world, cmdlet);
    this.organisation = world.organisation;
    const asked = parameters.text('DomainController') ?? '';
    this.directory = new Directory(
      world.organisation,
      this.answeringController(asked),
      world.now,
      this.has('replication-lag') ? SLOW_REPLICATION_MS : REPLICATION_MS,
    );
  }

  /** Number of the call in the log. */
  get number(): number {
    return this.sequence;
  }

  /** A GUID for a new object; depends on seed and the order of changes. */
  guid(purpose: string): string {
    return guidOf(this.world.seed, 'made', this.world.counters['exchange'] ?? 0, purpose);
  }

  /** FQDN of the server the session landed on. */
  get serverFqdn(): string {
    return `${sessionServer(this.organisation)}.${this.organisation.forest}`;
  }

  /** An error of the server, with the id a remote caller sees. */
  error(exception: string, message: string): CmdletError {
    const request = guidOf(this.world.seed, 'request', this.sequence);
    return serverError(
      {
        cmdlet: this.cmdlet,
        prefix: `[Server=${sessionServer(this.organisation)},RequestId=${request},TimeStamp=${serverTime(this.now)}]`,
        hash: digest(this.cmdlet, exception).slice(0, 8).toUpperCase(),
      },
      exception,
      message,
    );
  }

  /** The object of an identity is not there. */
  notFound(typed: string): CmdletError {
    return this.error(
      'ManagementObjectNotFoundException',
      `The operation couldn't be performed because object '${typed}' couldn't be found on '${this.directory.domainController}'.`,
    );
  }

  /** An identity fits several objects where one is needed. */
  ambiguous(typed: string): CmdletError {
    return this.error(
      'ManagementObjectAmbiguousException',
      `The operation couldn't be performed because '${typed}' matches multiple entries.`,
    );
  }

  /** An object of that name is in its place already. */
  alreadyExists(distinguishedName: string): CmdletError {
    return this.error(
      'ADObjectAlreadyExistsException',
      `Active Directory operation failed on ${this.directory.domainController}. The object '${distinguishedName}' already exists.`,
    );
  }

  /** Active Directory refuses the write. */
  accessDenied(): CmdletError {
    return this.error(
      'ADOperationException',
      `Active Directory operation failed on ${this.directory.domainController}. This error is not retriable. ` +
        'Additional information: Access is denied.\n' +
        'Active directory response: 00000005: SecErr: DSID-03152857, problem 4003 (INSUFF_ACCESS_RIGHTS), data 0',
    );
  }

  /** The domain controller that answers: the one asked for, by FQDN or short name, else the server's own choice. */
  private answeringController(asked: string): string {
    const { domainControllers, defaultDomainController } = this.world.organisation;
    if (asked === '') return defaultDomainController;
    const wanted = asked.toLowerCase();
    const found = domainControllers.find(
      (fqdn) => fqdn.toLowerCase() === wanted || fqdn.toLowerCase().startsWith(`${wanted}.`),
    );
    const isDown = this.has('domain-controller-down') && found === domainControllers[0];
    if (found !== undefined && !isDown) return found;
    throw this.error(
      'SuitabilityDirectoryException',
      `An Active Directory error 0x51 occurred when trying to check the suitability of server '${asked}'. ` +
        "Error: 'Active directory response: The LDAP server is unavailable.'",
    );
  }
}

/** Short date and time as an English (United States) server prints them, in UTC. */
function serverTime(milliseconds: number): string {
  const date = new Date(milliseconds);
  const hours = date.getUTCHours();
  const two = (value: number): string => String(value).padStart(2, '0');
  return (
    `${String(date.getUTCMonth() + 1)}/${String(date.getUTCDate())}/${String(date.getUTCFullYear())} ` +
    `${String(hours % 12 === 0 ? 12 : hours % 12)}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} ` +
    (hours < 12 ? 'AM' : 'PM')
  );
}
