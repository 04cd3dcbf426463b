/** What every output row carries, in the plain remoting shape: identities, dates and enums as text. */
import { createHash } from 'node:crypto';
import { guidOf } from '../deterministic';
import { CONFIGURATION, configurationName } from './configuration';
import type { ConfigurationKind } from './configuration';
import type { View } from './directory';
import { accountCanonical, accountDn } from './names';
import type { Row, Session } from './session';

/** Bytes on the wire. */
export function bytes(base64: string): { readonly $bytes: string } {
  return { $bytes: base64 };
}

/** Properties that PowerShell remoting adds. SerializationData is a stand-in: only its presence means something. */
export function remoting(session: Session, subject: string): Row {
  const data = createHash('sha256').update(subject, 'utf8').digest('base64');
  return {
    PSComputerName: session.serverFqdn.toLowerCase(),
    RunspaceId: guidOf(session.seed, 'runspace'),
    PSShowComputerName: false,
    SerializationData: bytes(data),
  };
}

/** ISO 8601 in UTC, to the second. */
export function utc(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** The same as a server prints its local time; the lab's servers live in UTC. */
function local(milliseconds: number): string {
  return utc(milliseconds).replace('Z', '+00:00');
}

/** The tail of every directory object. */
function directoryTail(
  session: Session,
  view: { readonly guid: string; readonly created: number; readonly changed: number },
  text: {
    readonly identity: string;
    readonly dn: string;
    readonly category: string;
    readonly version: string;
  },
  name: string,
  classes: readonly string[],
): Row {
  return {
    AdminDisplayName: '',
    ExchangeVersion: text.version,
    Name: name,
    DistinguishedName: text.dn,
    Identity: text.identity,
    Guid: view.guid,
    ObjectCategory: `${session.organisation.forest}/Configuration/Schema/${text.category}`,
    ObjectClass: [...classes],
    WhenChanged: local(view.changed),
    WhenCreated: local(view.created),
    WhenChangedUTC: utc(view.changed),
    WhenCreatedUTC: utc(view.created),
    OrganizationId: '',
    Id: text.identity,
    OriginatingServer: session.directory.domainController,
    IsValid: true,
    ObjectState: 'Unchanged',
  };
}

/** A row of the configuration partition: own properties first, then the common ones. */
export function configurationRow<Kind extends ConfigurationKind>(
  session: Session,
  view: View<Kind>,
  own: Row,
  identity: string = view.data.name,
): Row {
  const { version, category, classes } = CONFIGURATION[view.kind];
  const dn = configurationName(session, view);
  return {
    ...remoting(session, `${view.guid} ${String(view.changed)}`),
    ...own,
    ...directoryTail(session, view, { identity, dn, category, version }, view.data.name, classes),
  };
}

/** A row of an account: own properties first, then the common ones. */
export function accountRow(session: Session, view: View<'account'>, own: Row): Row {
  const { forest } = session.organisation;
  const { container, name, type } = view.data;
  const isContact = type === 'MailContact';
  const text = {
    identity: accountCanonical(forest, container, name),
    dn: accountDn(forest, container, name),
    category: 'Person',
    version: '0.20 (15.0.0.0)',
  };
  const classes = ['top', 'person', 'organizationalPerson', isContact ? 'contact' : 'user'];
  return {
    ...remoting(session, `${view.guid} ${String(view.changed)}`),
    ...own,
    ...directoryTail(session, view, text, name, classes),
  };
}
