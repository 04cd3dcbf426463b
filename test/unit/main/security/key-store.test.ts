import { describe, expect, it } from 'vitest';
import type { KeyStore } from '../../../../src/main/security/key-store';
import { isKeyStoreReal, keyStoreSealer } from '../../../../src/main/security/key-store';

const store = (backend: string, isAvailable = true): KeyStore => ({
  isAsyncEncryptionAvailable: () => Promise.resolve(isAvailable),
  encryptStringAsync: (text) => Promise.resolve(Buffer.from(text).reverse()),
  decryptStringAsync: (bytes) =>
    Promise.resolve({ result: Buffer.from(bytes).reverse().toString() }),
  getSelectedStorageBackend: () => backend,
});

describe('the key store', () => {
  it.each([
    ['gnome_libsecret', 'linux', true],
    ['kwallet6', 'linux', true],
    ['basic_text', 'linux', false],
    ['unknown', 'linux', false],
    ['', 'win32', true],
    ['', 'darwin', true],
  ])('%s on %s is real: %s', async (backend, platform, isReal) => {
    expect(await isKeyStoreReal(store(backend), platform)).toBe(isReal);
  });

  // threat T4
  it('is not there in an older runtime, or where the system says so', async () => {
    expect(await isKeyStoreReal({}, 'win32')).toBe(false);
    expect(await isKeyStoreReal(store('', false), 'win32')).toBe(false);
    const isAsyncEncryptionAvailable = () => Promise.resolve(true);
    expect(await isKeyStoreReal({ isAsyncEncryptionAvailable }, 'linux')).toBe(false);
  });

  // threat T4
  it('seals and opens, and refuses both where it is not real', async () => {
    const sealer = keyStoreSealer(store('kwallet'), 'linux');
    const sealed = await sealer.seal('text');
    expect(Buffer.from(sealed).toString()).toBe('txet');
    expect(await sealer.unseal(sealed)).toBe('text');
    const refusing = keyStoreSealer(store('basic_text'), 'linux');
    await expect(refusing.seal('text')).rejects.toThrow('no key store');
    await expect(refusing.unseal(sealed)).rejects.toThrow('no key store');
    await expect(keyStoreSealer({}, 'win32').seal('text')).rejects.toThrow();
  });
});
