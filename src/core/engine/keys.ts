/** Writing a key list: back up, write, look, and put back valid keys that vanished. */
import type { AppError } from '../../shared/errors';
import { appError } from '../../shared/errors';
import { applicationName } from '../../shared/applications';
import type { Action } from '../model/action';
import type { Operation } from '../model/command';
import type { Facts } from '../model/facts';
import type { Observation } from '../model/observation';
import { readRequest } from '../reads/definition';
import { servicePrincipal } from '../reads/tenant';
import type { ServicePrincipal } from '../reads/tenant';
import { canRewrite, keyListBody, patchRequest } from '../resources/principal-keys';
import type { Results } from './facts';
import { send } from './operation';
import { performRead } from './read';
import type { EnginePorts } from './ports';
import type { Look } from './settle';
import { lookUntilAfter } from './settle';
import { LOOK_AGAIN_AFTER, VISIBLE_WITHIN } from './ports';

type ReplaceKeys = Extract<Operation, { kind: 'replace-keys' }>;
type ReadObservation = Extract<Observation, { status: 'read' }>;

/** The principal as it is right before the write, or why it must not be written. */
export type KeyBackup =
  | { readonly kind: 'backed-up'; readonly principal: ServicePrincipal | null }
  | { readonly kind: 'refused'; readonly error: AppError };

/**
 * Stores the whole principal, as it was read right before, in the customer's backups folder. A list with a key whose
 * bytes are not in hand is not written at all.
 */
export async function backUpKeys(
  operation: ReplaceKeys,
  found: ReadObservation,
  run: string,
  ports: EnginePorts,
): Promise<KeyBackup> {
  const { applicationId } = operation;
  const principal = servicePrincipalOf(found.value);
  if (!canRewrite(principal?.keys ?? [])) {
    const application = applicationName(applicationId);
    return { kind: 'refused', error: appError('HX-NULLKEY', { application }) };
  }
  const text = JSON.stringify({ format: 1, at: found.at, principal }, null, 2);
  await ports.files.write(`backups/${run}-${applicationId}.json`, new TextEncoder().encode(text));
  return { kind: 'backed-up', principal };
}

/** The value of the service-principal read; the registry made it with this definition. */
function servicePrincipalOf(value: unknown): ServicePrincipal | null {
  return value as ServicePrincipal | null;
}

/** Result of looking after a write. */
export interface KeysSettled {
  readonly look: Look;
  /** Thumbprints that had vanished and were put back. */
  readonly putBack: readonly string[];
}

/**
 * Looks until the new list is visible. When the new keys are there but kept ones are not, the service lost them:
 * they are put back once from the backup.
 */
export async function settleKeys(
  action: Action,
  operation: ReplaceKeys,
  backup: ServicePrincipal | null,
  results: Results,
  ports: EnginePorts,
): Promise<KeysSettled> {
  const look = await lookUntilVisible(action, operation, results, ports);
  const vanished = look.kind === 'other' ? vanishedKeys(operation, action, look.facts) : [];
  if (vanished.length === 0) return { look, putBack: [] };
  const current = await performRead(
    readRequest(servicePrincipal, { applicationId: operation.applicationId }),
    ports,
  );
  const now = current.status === 'read' ? servicePrincipalOf(current.value) : null;
  const lost = (backup?.keys ?? []).filter((key) => vanished.includes(key.thumbprint));
  if (now === null || !canRewrite(now.keys)) return { look, putBack: [] };
  const all = [...now.keys, ...lost];
  await send(
    patchRequest(
      operation.applicationId,
      keyListBody(
        all.map((key) => key.key ?? ''),
        all,
      ),
    ),
    ports,
  );
  return { look: await lookUntilAfter(action, results, ports, VISIBLE_WITHIN), putBack: vanished };
}

/** Waits like lookUntilAfter, but stops as soon as the new keys show without the kept ones. */
async function lookUntilVisible(
  action: Action,
  operation: ReplaceKeys,
  results: Results,
  ports: EnginePorts,
): Promise<Look> {
  const start = ports.clock.monotonic();
  for (;;) {
    const look = await lookUntilAfter(action, results, ports, 0);
    const waited = ports.clock.monotonic() - start;
    if (look.kind === 'after' || waited >= VISIBLE_WITHIN) return look;
    if (look.kind === 'other' && vanishedKeys(operation, action, look.facts).length > 0)
      return look;
    await ports.clock.sleep(LOOK_AGAIN_AFTER);
  }
}

/** Kept thumbprints that are missing while every added one shows. */
function vanishedKeys(operation: ReplaceKeys, action: Action, facts: Facts): string[] {
  const list = (value: unknown): readonly string[] =>
    Array.isArray(value) ? value.map(String) : [];
  const thumbprints = (value: unknown): string[] =>
    list(value).map((item) => item.split(' ')[0] ?? '');
  const found = thumbprints(facts['keys']);
  const added = thumbprints(action.after['keys']).filter((item) => !operation.keep.includes(item));
  return added.every((item) => found.includes(item))
    ? operation.keep.filter((item) => !found.includes(item))
    : [];
}
