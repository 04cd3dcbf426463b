/** The three kinds of packages: as anybody may build them, signed for release, and marked for tests. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../setup/common.mjs';
import { readYaml } from './builder.mjs';
import { azureSigning, isNotarised } from './signing.mjs';

/** @typedef {import('./builder.mjs').Configuration} Configuration */

/** Folder of packages that people may be given. */
export const RELEASE_FOLDER = 'dist';

/** Folder of the package that tests start; never the release folder. */
export const TEST_FOLDER = 'test-output/test-package';

/** The configuration in electron-builder.yml. */
export function readConfiguration() {
  const text = readFileSync(join(ROOT, 'electron-builder.yml'), 'utf8');
  return /** @type {Configuration} */ (readYaml(text));
}

/**
 * As configured, on exactly the pinned Electron; About names the commit where it is known.
 * @param {Configuration} base
 * @param {{version: string, folder?: string | undefined, commit?: string | undefined}} electron
 * @returns {Configuration}
 */
export function plainConfiguration(base, { version, folder, commit }) {
  return {
    ...base,
    electronVersion: version,
    ...(folder === undefined ? {} : { electronDist: folder }),
    ...(commit === undefined ? {} : { extraMetadata: { ...base['extraMetadata'], commit } }),
  };
}

/**
 * Signed, or nothing: what cannot be signed fails. Identities come from the environment only.
 * @param {Configuration} plain
 * @param {NodeJS.ProcessEnv} env
 * @returns {Configuration}
 */
export function releaseConfiguration(plain, env) {
  const azure = azureSigning(env);
  return {
    ...plain,
    forceCodeSigning: true,
    win: { ...plain['win'], ...(azure === undefined ? {} : { azureSignOptions: azure }) },
    mac: { ...plain['mac'], notarize: isNotarised(env) },
  };
}

/**
 * A package for tests: unpacked, marked so that it opens no customer, and with a debugger let in, through which
 * Playwright drives it. An out-of-date Electron lacks the newest fuse.
 * @param {Configuration} plain
 * @param {{lacksNewestFuse: boolean}} runtime
 * @returns {Configuration}
 */
export function testConfiguration(plain, { lacksNewestFuse }) {
  const { grantFileProtocolExtraPrivileges, ...fuses } = plain['electronFuses'];
  const newest = lacksNewestFuse ? {} : { grantFileProtocolExtraPrivileges };
  return {
    ...plain,
    appId: `${plain['appId']}.test`,
    productName: `${plain['productName']} Test`,
    directories: { ...plain['directories'], output: TEST_FOLDER },
    electronFuses: { ...fuses, ...newest, enableNodeCliInspectArguments: true },
    extraMetadata: {
      ...plain['extraMetadata'],
      productName: `${plain['productName']} Test`,
      practiceOnly: true,
    },
    afterExtract: './scripts/package/after-extract.mjs',
  };
}
