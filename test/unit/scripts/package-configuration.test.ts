/** The packages' configuration, held against the schema of the electron-builder that is installed, and what it promises. */
import { describe, expect, it } from 'vitest';
import { validateConfiguration } from '../../../scripts/package/builder.mjs';
import {
  RELEASE_FOLDER,
  TEST_FOLDER,
  plainConfiguration,
  readConfiguration,
  releaseConfiguration,
  testConfiguration,
} from '../../../scripts/package/configuration.mjs';

const AZURE = {
  AZURE_TENANT_ID: 't',
  AZURE_CLIENT_ID: 'c',
  AZURE_CLIENT_SECRET: 's',
  AZURE_SIGN_PUBLISHER: 'CN=Contoso',
  AZURE_SIGN_ENDPOINT: 'https://weu.codesigning.azure.net',
  AZURE_SIGN_ACCOUNT: 'contoso',
  AZURE_SIGN_PROFILE: 'public',
};
const NOTARY = { APPLE_API_KEY: 'k', APPLE_API_KEY_ID: 'i', APPLE_API_ISSUER: 'j' };

const base = readConfiguration();
const plain = plainConfiguration(base, { version: '45.4.1', folder: '/electron' });
const variants = {
  base,
  plain,
  fetched: plainConfiguration(base, { version: '45.4.1' }),
  'with a commit': plainConfiguration(base, { version: '45.4.1', commit: 'abcdef012345' }),
  release: releaseConfiguration(plain, {}),
  'release with Azure and a notary': releaseConfiguration(plain, { ...AZURE, ...NOTARY }),
  test: testConfiguration(plain, { lacksNewestFuse: false }),
  'test on the out-of-date Electron': testConfiguration(plain, { lacksNewestFuse: true }),
};

describe('the configuration of packages', () => {
  it.each(Object.entries(variants))(
    'is one that electron-builder takes: %s',
    async (_, one) => {
      await expect(validateConfiguration(one)).resolves.toBeUndefined();
      // Reading the schema takes seconds on a busy computer.
    },
    30_000,
  );

  it('names the commit beside what it names anyway, and the mark of tests keeps it', () => {
    const named = variants['with a commit'];
    const metadata = { ...base['extraMetadata'], commit: 'abcdef012345' };
    expect(named['extraMetadata']).toEqual(metadata);
    const marked = testConfiguration(named, { lacksNewestFuse: false })['extraMetadata'];
    expect(marked).toMatchObject({ ...metadata, practiceOnly: true });
    expect(plain['extraMetadata']).toEqual(base['extraMetadata']);
  });

  it.each([
    { ...base, electronFuse: {} },
    { ...base, electronFuses: { runAsNod: false } },
    { ...base, nsis: { ...base['nsis'], silent: true } },
    { ...base, win: { ...base['win'], azureSignOptions: { endpoint: 'x' } } },
  ])('with a wrong key is refused (%#)', async (wrong) => {
    await expect(validateConfiguration(wrong)).rejects.toThrow('Invalid configuration');
  });

  // threat T10
  it('sets every fuse as the security checklist has it', () => {
    const release = {
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
    };
    expect(variants.release['electronFuses']).toEqual(release);
    expect(variants.plain['electronFuses']).toEqual(release);
    expect(variants.test['electronFuses']).toEqual({
      ...release,
      enableNodeCliInspectArguments: true,
    });
  });

  // threat T12
  it('has every kind of package, and nothing that looks for updates', () => {
    const kinds = (key: string) =>
      (base[key] as { target: { target: string; arch: string[] }[] }).target;
    expect(kinds('win').map(({ target }) => target)).toEqual(['nsis', 'msi', 'portable', 'zip']);
    expect(kinds('mac').map(({ target }) => target)).toEqual(['dmg']);
    expect(kinds('linux').map(({ target }) => target)).toEqual(['AppImage', 'deb', 'tar.gz']);
    for (const key of ['win', 'mac', 'linux'])
      for (const { arch } of kinds(key)) expect(arch).toEqual(['x64', 'arm64']);
    expect(base['publish']).toBeNull();
    expect(base['electronLanguages']).toEqual(['en', 'en-US', 'fr', 'zh-TW', 'zh_TW']);
  });

  // threat T10
  it('forces signatures in a release, and takes identities from the environment only', () => {
    expect(variants.release).toMatchObject({ forceCodeSigning: true, mac: { notarize: false } });
    expect(variants['release with Azure and a notary']).toMatchObject({
      forceCodeSigning: true,
      mac: { notarize: true, hardenedRuntime: true },
      win: { azureSignOptions: { publisherName: 'CN=Contoso', certificateProfileName: 'public' } },
    });
    expect(JSON.stringify(base)).not.toMatch(/password|certificateFile|identity/i);
  });

  it('marks a package for tests and keeps it out of the release folder', () => {
    expect(variants.test).toMatchObject({
      productName: 'Crossprem Test',
      extraMetadata: { practiceOnly: true },
      directories: { output: TEST_FOLDER },
    });
    expect(TEST_FOLDER).not.toContain(RELEASE_FOLDER);
    expect(JSON.stringify(variants.release)).not.toContain('practiceOnly');
  });
});
