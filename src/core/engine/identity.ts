/** Whether the servers are this customer's: organisation and SIP domain against what was recorded at the first read. */
import type { AppError } from '../../shared/errors';
import { CodedError, appError } from '../../shared/errors';
import type { TargetId } from '../model/command';
import type { CustomerRecord } from '../model/customer';
import type { CustomerIdentity, FoundIdentity } from '../model/identity';
import type { Observation, Observations, ReadRequest } from '../model/observation';
import type { Plan } from '../model/plan';
import { readKey, readRequest } from '../reads/definition';
import { organisationIdentity } from '../reads/identity';
import { findRead } from '../reads/registry';
import { sipDomains } from '../reads/skype';
import { look, valueOf } from '../resources/context';
import type { CustomerStore } from '../ports';
import type { EnginePorts } from './ports';
import { performReads } from './read-lanes';

/** What the observations say about whose servers they are of. */
export function foundIdentity(observations: Observations): FoundIdentity {
  const context = { observations };
  const organisation = valueOf(look(context, organisationIdentity));
  const sipDomain = valueOf(look(context, sipDomains))
    ?.find((item) => item.IsDefault)
    ?.Name.toLowerCase();
  return {
    // An answer without a GUID tells nobody apart.
    ...(organisation === null || organisation === undefined || organisation.guid === ''
      ? {}
      : { organisation }),
    ...(sipDomain === undefined || sipDomain === '' ? {} : { sipDomain }),
  };
}

/** The identity with what was found for the first time; undefined where nothing is new. What is recorded stays. */
function addedIdentity(
  known: CustomerIdentity | undefined,
  found: FoundIdentity,
  at: string,
): CustomerIdentity | undefined {
  const isNew =
    (found.organisation !== undefined && known?.organisation === undefined) ||
    (found.sipDomain !== undefined && known?.sipDomain === undefined);
  return isNew ? { recordedAt: at, ...found, ...known } : undefined;
}

/** HX-ORG where something found is another customer's. What was not found is no mismatch: its read says why. */
export function identityProblem(
  known: CustomerIdentity | undefined,
  found: FoundIdentity,
): AppError | undefined {
  const expected = known?.organisation;
  const other = found.organisation;
  if (expected !== undefined && other !== undefined && expected.guid !== other.guid) {
    // Two organisations may have one name; then only the GUID tells what differs.
    const isSameName = expected.name === other.name;
    const text = (item: typeof other): string =>
      isSameName ? `${item.name} (${item.guid})` : item.name;
    return appError('HX-ORG', { found: text(other), expected: text(expected) });
  }
  const [domain, otherDomain] = [known?.sipDomain, found.sipDomain];
  return domain !== undefined && otherDomain !== undefined && domain !== otherDomain
    ? appError('HX-ORG', { found: otherDomain, expected: domain })
    : undefined;
}

/** Asks the sides that a plan touches whose they are, right before it runs. Throws HX-ORG, or why they were not reached. */
export async function lookAtIdentity(
  plan: Plan,
  known: CustomerIdentity | undefined,
  ports: EnginePorts,
): Promise<FoundIdentity> {
  const requests = identityReads(touchedTargets(plan));
  const found = await performReads(requests, ports, () => undefined);
  const changed = sidesOf(plan.actions.map(({ target }) => target));
  for (const item of found) {
    // A side that only gave the plan its facts is read again with them; what changes must say whose it is.
    if (item.status === 'not-read' && changed.has(item.target)) throw new CodedError(item.error);
  }
  const identity = foundIdentity(byKey(found));
  const problem = identityProblem(known, identity);
  if (problem !== undefined) throw new CodedError(problem);
  return identity;
}

/**
 * Stores what is new of a customer's identity and returns it; undefined where nothing is new. Only the identity is
 * written into the file: a command may work with other choices than the file's, and what is only looked at has no file.
 */
export async function keepIdentity(
  { id, identity }: CustomerRecord,
  found: FoundIdentity,
  { store, ports }: { readonly store: CustomerStore; readonly ports: EnginePorts },
): Promise<CustomerIdentity | undefined> {
  const added = addedIdentity(identity, found, ports.clock.now().toISOString());
  if (added === undefined) return undefined;
  const stored = await store.load(id);
  if (stored !== undefined) await store.save({ ...stored, identity: added });
  return added;
}

/** Refuses a customer that was imported and not taken over. */
export function refuseStaged(record: CustomerRecord): void {
  if (record.staged !== undefined) {
    throw new CodedError(appError('HX-STAGED', { name: record.name }));
  }
}

function identityReads(targets: ReadonlySet<TargetId>): readonly ReadRequest[] {
  return [organisationIdentity, sipDomains]
    .filter(({ target }) => targets.has(target))
    .map((definition) => readRequest(definition));
}

/** Sides that a plan changes or rests on. A server's own shell is the same organisation's. */
function touchedTargets({ actions, observations }: Plan): ReadonlySet<TargetId> {
  return sidesOf([
    ...actions.map(({ target }) => target),
    ...observations.map(({ request }) => findRead(request.read).target),
  ]);
}

function sidesOf(targets: readonly TargetId[]): ReadonlySet<TargetId> {
  return new Set(targets.map((target) => (target === 'local' ? 'exchange' : target)));
}

function byKey(found: readonly Observation[]): Observations {
  return new Map(found.map((item) => [readKey(item.request), item]));
}
