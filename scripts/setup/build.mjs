/** Builds the product when its sources changed since the last build. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { ROOT, SetupError, errorCode, run, say, withLock } from './common.mjs';

const SOURCES = [
  'src',
  'assets',
  'package.json',
  'package-lock.json',
  'electron.vite.config.ts',
  'tsconfig.base.json',
  'scripts/bundled-packages-plugin.mjs',
  'scripts/messages-plugin.mjs',
];
const STAMP = join(ROOT, 'out', '.stamp');

/**
 * A hash over the names and contents of files and folders. Contents, not times: a fresh clone or a
 * branch switch changes every time and nothing else.
 * @param {string} root
 * @param {readonly string[]} sources
 */
export function sourcesStamp(root, sources) {
  const hash = createHash('sha256');
  const files = sources.flatMap((source) => filesBelow(join(root, source))).sort();
  for (const file of files) {
    hash.update(`${relative(root, file).split(sep).join('/')}\0`);
    hash.update(createHash('sha256').update(readFileSync(file)).digest());
  }
  return hash.digest('hex');
}

/**
 * @param {string} path a file, a folder, or nothing
 * @returns {string[]}
 */
function filesBelow(path) {
  if (!existsSync(path)) return [];
  try {
    return readdirSync(path, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? filesBelow(join(path, entry.name)) : [join(path, entry.name)],
    );
  } catch (error) {
    if (errorCode(error) === 'ENOTDIR') return [path];
    throw error;
  }
}

/** Builds if the last build is not of these sources. */
export async function ensureBuild() {
  if (isCurrent()) return;
  await withLock('build', () => {
    if (!isCurrent()) build();
  });
}

function isCurrent() {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sourcesStamp(ROOT, SOURCES);
}

/** Runs the bundler; its output is shown only when it fails. */
function build() {
  say('Building…');
  const stamp = sourcesStamp(ROOT, SOURCES);
  rmSync(STAMP, { force: true });
  const bundler = join(ROOT, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const { code, stdout, stderr } = run(process.execPath, [bundler, 'build', '--logLevel', 'warn'], {
    quiet: true,
    env: { NODE_ENV: 'production' },
  });
  if (code !== 0) {
    say(`${stdout}${stderr}`);
    throw new SetupError(
      'The product could not be built.',
      'The messages above name the file and the fault.',
      'Correct it, then run the same command again.',
    );
  }
  mkdirSync(dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, stamp);
}
