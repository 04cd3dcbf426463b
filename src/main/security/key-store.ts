/** The system's key store, as a sealer for what may be kept on disk. */
import type { Sealer } from '../../adapters/tenant';

/**
 * The part of Electron's safeStorage that is used. All of it may be missing: the functions that answer promises came
 * late, and without them nothing is kept. The name of the backend is known on Linux only.
 */
export interface KeyStore {
  isAsyncEncryptionAvailable?(): Promise<boolean>;
  encryptStringAsync?(text: string): Promise<Uint8Array>;
  decryptStringAsync?(bytes: Buffer): Promise<{ readonly result: string }>;
  getSelectedStorageBackend?(): string;
}

/**
 * True where the system really seals (DPAPI, Keychain, libsecret, KWallet). Not where there is no key store, nor
 * where Chromium would fall back to a key that stands in its own source (`basic_text`). Asked at use: the first
 * question opens the store.
 */
export async function isKeyStoreReal(
  store: KeyStore,
  platform: string = process.platform,
): Promise<boolean> {
  if ((await store.isAsyncEncryptionAvailable?.()) !== true) return false;
  if (platform !== 'linux') return true;
  const backend = store.getSelectedStorageBackend?.() ?? 'unknown';
  return backend !== 'basic_text' && backend !== 'unknown';
}

/** A sealer over the key store; it refuses where the store is not real. */
export function keyStoreSealer(store: KeyStore, platform: string = process.platform): Sealer {
  const assertReal = async (): Promise<void> => {
    if (!(await isKeyStoreReal(store, platform))) throw new Error('no key store');
  };
  return {
    seal: async (text) => {
      await assertReal();
      const sealed = await store.encryptStringAsync?.(text);
      if (sealed === undefined) throw new Error('no key store');
      return sealed;
    },
    unseal: async (bytes) => {
      await assertReal();
      const opened = await store.decryptStringAsync?.(Buffer.from(bytes));
      if (opened === undefined) throw new Error('no key store');
      return opened.result;
    },
  };
}
