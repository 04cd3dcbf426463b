/** The marked package that tests start: unpacked, for the practice lab only, never in the release folder. */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, SetupError, say } from '../setup/common.mjs';
import { ensureRuntime } from '../setup/runtime.mjs';
import { buildPackages, readFuses, targetsOf } from './builder.mjs';
import {
  TEST_FOLDER,
  plainConfiguration,
  readConfiguration,
  testConfiguration,
} from './configuration.mjs';
import { commitOfPackage } from './commit.mjs';
import { expectFuses } from './fuses.mjs';
import { writeLicences } from './licences.mjs';
import { versionIn } from './machine.mjs';
import { productVersion, startOnce } from './start-check.mjs';

const SYSTEM =
  process.platform === 'win32' || process.platform === 'darwin' ? process.platform : 'linux';
const UNPACKED = { linux: 'linux-unpacked', win32: 'win-unpacked', darwin: 'mac' };
const PROGRAM = {
  linux: 'crossprem',
  win32: 'Crossprem Test.exe',
  darwin: 'Crossprem Test.app/Contents/MacOS/Crossprem Test',
};

/**
 * Makes it from whatever Electron runs the tests, the out-of-date one included.
 * @returns {Promise<{program: string, folder: string, lacksNewestFuse: boolean}>}
 */
export async function makeTestPackage() {
  const { binary, env } = await ensureRuntime();
  const electron = env['ELECTRON_OVERRIDE_DIST_PATH'] ?? '';
  const version = versionIn(electron) ?? '';
  const lacksNewestFuse = !('grantFileProtocolExtraPrivileges' in (await readFuses(binary)));
  const plain = plainConfiguration(readConfiguration(), {
    version,
    folder: electron,
    commit: commitOfPackage(),
  });
  const config = testConfiguration(plain, { lacksNewestFuse });
  const output = join(ROOT, TEST_FOLDER);
  rmSync(output, { recursive: true, force: true });
  writeLicences(version);
  await buildPackages({ targets: await targetsOf(SYSTEM, ['dir'], process.arch), config });
  const folder = join(output, UNPACKED[SYSTEM]);
  const program = join(folder, PROGRAM[SYSTEM]);
  if (!existsSync(program))
    throw new SetupError(
      'The test package is not where it should be.',
      `There is no ${program}.`,
      'Look at what electron-builder wrote above.',
    );
  await expectFuses(program, config['electronFuses']);
  startOnce(program, productVersion());
  say(`Test package (practice lab only, Electron ${version}): ${program}`);
  return { program, folder, lacksNewestFuse };
}
