/** One call in a session with Exchange Online: who calls, what time it is, how errors look. */
import { digest, guidOf } from '../deterministic';
import { CmdletError } from '../exchange/errors';
import { matching } from '../exchange/identity';
import type { Row } from '../exchange/session';
import { utc } from '../exchange/rows';
import { ShellSession } from '../shell-session';
import type { WorldState } from '../world';
import type { OnlineKind, OnlineKinds, OnlineObject } from './state';

/** Who opened the session. */
export interface OnlineCaller {
  readonly userPrincipalName: string;
  /** Milliseconds since the epoch, real time. */
  readonly tokenEnds: number;
}

/** What a cmdlet of Exchange Online works with. */
export class OnlineSession extends ShellSession {
  constructor(
    world: WorldState,
    cmdlet: string,
    /** Number of the call in the log. */
    readonly number: number,
    readonly caller: OnlineCaller,
  ) {
    super(world, cmdlet);
  }

  /** Name of the organisation. */
  get organisation(): string {
    return this.world.tenant.initialDomain;
  }

  /** The domain controller that answers; Exchange Online does not let anybody choose one. */
  get domainController(): string {
    return `${this.server.slice(0, 6)}DC${digest('dc', this.seed).slice(0, 3).toUpperCase()}.EURPR01A001.prod.outlook.com`;
  }

  private get server(): string {
    return `AM9PR${digest('server', this.seed).slice(0, 6).toUpperCase()}`;
  }

  /** A GUID for a new object. */
  guid(purpose: string): string {
    return guidOf(this.seed, 'made online', this.world.counters['online'] ?? 0, purpose);
  }

  /**
   * An error of the service. The prefix of the message is published for objects that are not found; that all errors
   * have it, and the form of the id, are general knowledge.
   */
  error(exception: string, message: string): CmdletError {
    const hash = digest(this.cmdlet, exception).slice(0, 6).toUpperCase();
    const request = guidOf(this.seed, 'online request', this.number);
    return new CmdletError({
      message: `Ex${hash}|${exception}|${message}`,
      fullyQualifiedErrorId: `[Server=${this.server},RequestId=${request},TimeStamp=${utc(this.now)}],Write-ErrorMessage`,
      category: `NotSpecified: (:) [${this.cmdlet}], ${exception.slice(exception.lastIndexOf('.') + 1)}`,
      exceptionType: 'System.Exception',
    });
  }

  /** The object of an identity is not there. */
  notFound(typed: string): CmdletError {
    return this.error(
      'Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException',
      `The operation couldn't be performed because object '${typed}' couldn't be found on '${this.domainController}'.`,
    );
  }

  /** Objects of a kind that an identity fits; no identity, $null or an empty one: all. */
  get<Kind extends OnlineKind>(
    kind: Kind,
    typed: string | undefined,
  ): OnlineObject<OnlineKinds[Kind]>[] {
    const all = this.list(kind);
    if (typed === undefined || typed === '') return all;
    const found = matching(all, identitiesOf, typed);
    if (found.length === 0 && !typed.includes('*')) throw this.notFound(typed);
    return found;
  }

  /** The one object that a change addresses. */
  one<Kind extends OnlineKind>(kind: Kind, typed: string): OnlineObject<OnlineKinds[Kind]> {
    const found = matching(this.list(kind), identitiesOf, typed);
    const [first] = found;
    if (first === undefined) throw this.notFound(typed);
    if (found.length === 1) return first;
    throw this.error(
      'Microsoft.Exchange.Configuration.Tasks.ManagementObjectAmbiguousException',
      `The operation couldn't be performed because '${typed}' matches multiple entries.`,
    );
  }

  /** Makes an object. Its name must be free. */
  create<Kind extends OnlineKind>(
    kind: Kind,
    data: OnlineKinds[Kind],
  ): OnlineObject<OnlineKinds[Kind]> {
    const isTaken = this.list(kind).some(
      (item) => item.data.name.toLowerCase() === data.name.toLowerCase(),
    );
    if (isTaken) {
      throw this.error(
        'Microsoft.Exchange.Data.Directory.ADObjectAlreadyExistsException',
        `Active Directory operation failed on ${this.domainController}. The object 'CN=${data.name}' already exists.`,
      );
    }
    const made = { guid: this.guid(kind), created: this.now, changed: this.now, data };
    this.list(kind).push(made);
    return made;
  }

  /** Replaces an object's data. */
  update<Kind extends OnlineKind>(kind: Kind, guid: string, data: OnlineKinds[Kind]): void {
    const list = this.list(kind);
    const at = list.findIndex((item) => item.guid === guid);
    const before = list[at];
    if (before !== undefined) list[at] = { ...before, changed: this.now, data };
  }

  /** Removes an object. */
  remove(kind: OnlineKind, guid: string): void {
    const list = this.list(kind);
    list.splice(
      list.findIndex((item) => item.guid === guid),
      1,
    );
  }

  private list<Kind extends OnlineKind>(kind: Kind): OnlineObject<OnlineKinds[Kind]>[] {
    return this.world.online.objects[kind];
  }

  /** A row: own properties first, then what every object of Exchange Online has. */
  row(item: OnlineObject<{ readonly name: string }>, category: string, own: Row): Row {
    const { name } = item.data;
    const root = `CN=Configuration,CN=${this.organisation},CN=ConfigurationUnits,DC=EURPR01A001,DC=prod,DC=outlook,DC=com`;
    return {
      ...own,
      AdminDisplayName: '',
      ExchangeVersion: '0.20 (15.0.0.0)',
      Name: name,
      DistinguishedName: `CN=${name},${root}`,
      Identity: name,
      Guid: item.guid,
      ExchangeObjectId: item.guid,
      ObjectCategory: `EURPR01A001.prod.outlook.com/Configuration/Schema/${category}`,
      ObjectClass: ['top'],
      WhenChanged: utc(item.changed).replace('Z', '+00:00'),
      WhenCreated: utc(item.created).replace('Z', '+00:00'),
      WhenChangedUTC: utc(item.changed),
      WhenCreatedUTC: utc(item.created),
      OrganizationId: `EURPR01A001.prod.outlook.com/Microsoft Exchange Hosted Organizations/${this.organisation}`,
      OrganizationalUnitRoot: `EURPR01A001.prod.outlook.com/Microsoft Exchange Hosted Organizations/${this.organisation}`,
      Id: name,
      OriginatingServer: this.domainController,
      IsValid: true,
      ObjectState: 'Unchanged',
    };
  }
}

function identitiesOf(item: OnlineObject<OnlineKinds[OnlineKind]>): {
  readonly unique: readonly string[];
  readonly others: readonly string[];
} {
  const { data } = item;
  const mailbox =
    'primarySmtpAddress' in data
      ? [data.alias, data.primarySmtpAddress, data.userPrincipalName]
      : [];
  const organisation = 'organizationGuid' in data ? [data.organizationGuid] : [];
  return { unique: [item.guid], others: [data.name, ...mailbox, ...organisation] };
}
