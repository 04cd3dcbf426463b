/** Writing a key list: back up, write, look, and put back valid keys that vanished. */
import type { AppError } from '../../shared/errors';
import { appError } from '../../shared/errors';
import { applicationName } from '../../shared/applications';
import type { Json } from '../../shared/json';
import { BACKUP_FOLDER, backupList, backupText } from '../keys/backup';
import type { Action } from '../model/action';
import type { GraphRequest } from '../model/command';
import type { Facts } from '../model/facts';
import type { Observation } from '../model/observation';
import { applicationKeys } from '../reads/hybrid-application';
import type { ApplicationKeys } from '../reads/hybrid-application';
import type { ServicePrincipal } from '../reads/tenant';
import { canRewrite, keyListBody } from '../resources/principal-keys';
import type { Results } from './facts';
import { resolveGraph, resolveRead } from './facts';
import { send } from './operation';
import { performRead } from './read';
import type { EnginePorts } from './ports';
import type { Look } from './settle';
import { lookUntilAfter } from './settle';
import { LOOK_AGAIN_AFTER, VISIBLE_WITHIN } from './ports';

type ReadObservation = Extract<Observation, { status: 'read' }>;

/** What holds the keys: a service principal, or an application of the tenant's own. */
type KeyHolder = ServicePrincipal | ApplicationKeys;

/** The run that an action belongs to, and whose tenant it changes. */
export interface RunIdentity {
  readonly id: string;
  readonly customer: string;
  readonly tenantId: string;
}

/** A key list as an action writes it. */
export interface KeyWrite {
  readonly request: GraphRequest;
  /** Thumbprints of valid keys that must still be there afterwards. */
  readonly keep: readonly string[];
}

/** The key list that an action writes; null where it writes none. */
export function keyWriteOf(action: Action, results: Results): KeyWrite | null {
  const { operation } = action;
  if (operation.kind === 'replace-keys')
    return { request: operation.request, keep: operation.keep };
  if (operation.kind !== 'graph' || !holdsKeyList(operation.request.body)) return null;
  const after = thumbprints(action.after['keys']);
  const keep = thumbprints(action.before['keys']).filter((item) => after.includes(item));
  return { request: resolveGraph(operation, results), keep };
}

function holdsKeyList(body: Json | undefined): boolean {
  return typeof body === 'object' && body !== null && Object.hasOwn(body, 'keyCredentials');
}

/** The list as it is right before the write, or why it must not be written. */
export type KeysBackedUp =
  | { readonly kind: 'backed-up'; readonly holder: KeyHolder | null }
  | { readonly kind: 'refused'; readonly error: AppError };

/**
 * Stores the whole list, as it was read right before, in the customer's backups folder. A list with a key whose bytes
 * are not in hand is not written at all.
 */
export async function backUpKeys(
  found: ReadObservation,
  run: RunIdentity,
  ports: EnginePorts,
): Promise<KeysBackedUp> {
  const holder = holderOf(found.value);
  if (holder === null) return { kind: 'backed-up', holder };
  if (!canRewrite(holder.keys)) {
    const application = nameOfHolder(holder);
    return { kind: 'refused', error: appError('HX-NULLKEY', { application }) };
  }
  const object = found.request.read === applicationKeys.id ? 'application' : 'service-principal';
  const text = backupText(
    {
      customer: run.customer,
      tenantId: run.tenantId,
      at: found.at,
      run: run.id,
      lists: [backupList(object, holder)],
    },
    ports.crypto,
  );
  const file = `${BACKUP_FOLDER}/${run.id}-${holder.appId}.json`;
  await ports.files.write(file, new TextEncoder().encode(text));
  return { kind: 'backed-up', holder };
}

/** The value of a read of keys; the registry made it with one of the two definitions. */
function holderOf(value: unknown): KeyHolder | null {
  return value as KeyHolder | null;
}

/** What people call it: the product's name, or the one that the application was registered with. */
export function nameOfHolder(holder: KeyHolder): string {
  return 'name' in holder ? holder.name : applicationName(holder.appId);
}

/** Result of looking after a write. */
export interface KeysSettled {
  readonly look: Look;
  /** Thumbprints that had vanished. */
  readonly vanished: readonly string[];
  /** True where all that had vanished were seen again. */
  readonly isBack: boolean;
}

/** So often vanished keys are put back: each time the list is read first, so nothing is sent that is there. */
const PUT_BACK_TRIES = 3;

/**
 * Looks until the new list is visible. When the new keys are there but kept ones are not, the service lost them:
 * they are put back from the backup.
 */
export async function settleKeys(
  action: Action,
  write: KeyWrite,
  backup: KeyHolder | null,
  results: Results,
  ports: EnginePorts,
): Promise<KeysSettled> {
  let look = await lookUntilVisible(action, write, results, ports);
  const vanished = missingOf(look, action, write);
  if (vanished.length === 0) return { look, vanished, isBack: true };
  for (let attempt = 1; attempt <= PUT_BACK_TRIES; attempt += 1) {
    await putBack(action, write, { backup, vanished }, results, ports);
    look = await lookUntilAfter(action, results, ports, VISIBLE_WITHIN);
    if (missingOf(look, action, write).length === 0 && look.kind !== 'not-read')
      return { look, vanished, isBack: true };
  }
  return { look, vanished, isBack: false };
}

/** Sends the list as it now is with what vanished from it. How that ended shows at the next look. */
async function putBack(
  action: Action,
  write: KeyWrite,
  from: { readonly backup: KeyHolder | null; readonly vanished: readonly string[] },
  results: Results,
  ports: EnginePorts,
): Promise<void> {
  const current = await performRead(resolveRead(action.read, results), ports);
  const now = current.status === 'read' ? holderOf(current.value) : null;
  if (now === null || !canRewrite(now.keys)) return;
  const lost = (from.backup?.keys ?? []).filter(
    (key) =>
      from.vanished.includes(key.thumbprint) &&
      !now.keys.some((item) => item.thumbprint === key.thumbprint),
  );
  if (lost.length === 0) return;
  const all = [...now.keys, ...lost];
  const body = keyListBody(
    all.map((key) => key.key ?? ''),
    all,
  );
  await send({ ...write.request, body }, ports);
}

/** Waits like lookUntilAfter, but stops as soon as the new keys show without the kept ones. */
async function lookUntilVisible(
  action: Action,
  write: KeyWrite,
  results: Results,
  ports: EnginePorts,
): Promise<Look> {
  const start = ports.clock.monotonic();
  for (;;) {
    const look = await lookUntilAfter(action, results, ports, 0);
    const waited = ports.clock.monotonic() - start;
    if (look.kind === 'after' || waited >= VISIBLE_WITHIN) return look;
    if (missingOf(look, action, write).length > 0) return look;
    await ports.clock.sleep(LOOK_AGAIN_AFTER);
  }
}

/** Kept thumbprints that are missing while every added one shows. */
function missingOf(look: Look, action: Action, write: KeyWrite): string[] {
  if (look.kind !== 'other') return [];
  return vanishedKeys(action, write, look.facts);
}

function vanishedKeys(action: Action, write: KeyWrite, facts: Facts): string[] {
  const found = thumbprints(facts['keys']);
  const added = thumbprints(action.after['keys']).filter((item) => !write.keep.includes(item));
  return added.every((item) => found.includes(item))
    ? write.keep.filter((item) => !found.includes(item))
    : [];
}

function thumbprints(keys: unknown): string[] {
  return Array.isArray(keys) ? keys.map((item) => String(item).split(' ')[0] ?? '') : [];
}
