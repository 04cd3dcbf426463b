/** Keeps a sign-in between starts: MSAL's cache as one sealed file of the customer. */
import type { ICachePlugin } from '@azure/msal-node';
import * as v from 'valibot';
import type { Files, Log } from '../../core/ports';

/**
 * Seals bytes with the system's own key store, for this person on this computer. Made only where that store is real:
 * where there is none, nothing is kept on disk.
 */
export interface Sealer {
  /** Throws where the key store refuses. */
  seal(text: string): Promise<Uint8Array>;
  /** Throws for what another person, computer or key sealed. */
  unseal(bytes: Uint8Array): Promise<string>;
}

/** Name of the file below the customer's folder. */
const FILE = 'sign-in.bin';

/** What is sealed: the cache, and whose it is, so that a file that was moved opens nothing. */
const content = v.strictObject({
  format: v.literal(1),
  tenantId: v.string(),
  clientId: v.string(),
  cache: v.string(),
});

const cacheContent = v.object({
  RefreshToken: v.optional(v.record(v.string(), v.unknown()), {}),
  Account: v.optional(v.record(v.string(), v.unknown()), {}),
});

/** Where and for whom a sign-in is kept. */
export interface TokenCacheOptions {
  readonly files: Files;
  readonly sealer: Sealer;
  readonly tenantId: string;
  readonly clientId: string;
  readonly log: Log;
}

/**
 * MSAL's plug-in. The file is written after each change, and removed when no account is left. A file that cannot be
 * opened is removed: the person signs in again.
 */
export function createTokenCache(options: TokenCacheOptions): ICachePlugin {
  const { files } = options;
  return {
    beforeCacheAccess: async ({ tokenCache }) => {
      const kept = await readKept(options);
      if (kept !== undefined) tokenCache.deserialize(kept);
    },
    afterCacheAccess: async ({ cacheHasChanged, tokenCache }) => {
      if (!cacheHasChanged) return;
      const cache = tokenCache.serialize();
      try {
        if (isEmpty(cache)) await files.remove(FILE);
        else await files.write(FILE, await options.sealer.seal(wrapped(options, cache)));
      } catch (thrown) {
        // The sign-in goes on in memory; that it is not kept is all that is lost. An older file must not outlive it.
        options.log.warn('sign-in.not-kept', { detail: nameOf(thrown) });
        await removeKept(files);
      }
    },
  };
}

/** Removes what was kept, where the person does not want it any more. */
export async function removeKept(files: Files): Promise<void> {
  await files.remove(FILE).catch(() => undefined);
}

async function readKept(options: TokenCacheOptions): Promise<string | undefined> {
  const { clientId, files, log, sealer, tenantId } = options;
  const bytes = await files.read(FILE).catch(() => undefined);
  if (bytes === undefined) return undefined;
  try {
    const kept = v.parse(v.pipe(v.string(), v.parseJson(), content), await sealer.unseal(bytes));
    if (kept.tenantId === tenantId && kept.clientId === clientId) return kept.cache;
  } catch (thrown) {
    log.warn('sign-in.kept-unreadable', { detail: nameOf(thrown) });
  }
  await removeKept(files);
  return undefined;
}

function wrapped({ tenantId, clientId }: TokenCacheOptions, cache: string): string {
  return JSON.stringify({ format: 1, tenantId, clientId, cache });
}

/** True when nobody is signed in according to the cache. */
function isEmpty(cache: string): boolean {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), cacheContent), cache);
  if (!parsed.success) return false;
  const { Account, RefreshToken } = parsed.output;
  return Object.keys(Account).length === 0 && Object.keys(RefreshToken).length === 0;
}

/** Only what kind of error it was: texts of a key store are nobody's business here. */
function nameOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.name : 'error';
}
