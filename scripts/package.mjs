/**
 * `npm run package`: the packages that this computer can make, and in plain words those that it cannot.
 *
 * Exit codes: 0 everything for this system was made; 2 a part of it was, the rest is named; 3 refused, nothing was made;
 * 1 a fault.
 */
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildPackages, targetsOf, validateConfiguration } from './package/builder.mjs';
import { commitOfPackage } from './package/commit.mjs';
import {
  RELEASE_FOLDER,
  plainConfiguration,
  readConfiguration,
  releaseConfiguration,
} from './package/configuration.mjs';
import { checkPackages, removeLeftovers, signSums, writeSums } from './package/finish.mjs';
import { LICENCES_FILE, LICENCES_FOLDER, writeLicences } from './package/licences.mjs';
import { lookAtMachine, obstacle, pinnedElectron, wantedPackages } from './package/machine.mjs';
import { missingPublisher, publishedConfiguration, readPublisher } from './package/publisher.mjs';
import { SBOM_FILE, makeSbom } from './package/sbom.mjs';
import { missingIdentity } from './package/signing.mjs';
import { ROOT, SetupError, runMain, say } from './setup/common.mjs';
import { ensureBuild, ensurePackages } from './setup.mjs';

/** @typedef {import('./package/machine.mjs').Machine} Machine */
/** @typedef {import('./package/machine.mjs').Wanted} Wanted */

const EXIT = { done: 0, partly: 2, refused: 3 };
const OUTPUT = join(ROOT, RELEASE_FOLDER);

const HELP = `npm run package [-- --release | --test]

  (nothing)   unsigned packages, for trying out
  --release   signed packages; refuses where the environment names no identity, or nobody who publishes them
  --test      a marked package for the tests, in test-output/, for the practice lab only
`;

/**
 * Why nothing may be made at all.
 * @param {Machine} machine
 * @param {boolean} isRelease
 * @param {NodeJS.ProcessEnv} env
 * @param {import('./package/publisher.mjs').Publisher} publisher
 * @returns {string[]} empty when packages may be made
 */
export function refusal(machine, isRelease, env, publisher) {
  const { electron, system } = machine;
  const pinned = pinnedElectron();
  const toDo =
    `A package needs Electron ${pinned}: allow the download from github.com, set ELECTRON_MIRROR, or set ` +
    'ELECTRON_OVERRIDE_DIST_PATH to the folder of that version.';
  if (electron.kind === 'wrong')
    return [
      `The only Electron here is ${electron.version}. It is not the one this product is made for, so nobody may be given a package of it.`,
      toDo,
    ];
  if (electron.kind === 'none') return ['There is no Electron here and none can be fetched.', toDo];
  if (!isRelease) return [];
  const missing = missingIdentity(system, env);
  const unknown = missingPublisher(readConfiguration(), publisher);
  return [
    ...(missing === undefined
      ? []
      : ['A release is signed, and the environment names nobody who signs.', missing]),
    ...(unknown.length === 0 ? [] : ['A release says who publishes it.', ...unknown]),
  ];
}

/**
 * Says of every configured package whether it is made here.
 * @param {readonly Wanted[]} wanted
 * @param {Machine} machine
 */
function sayPlan(wanted, machine) {
  for (const item of wanted) {
    const name = `${item.system} ${item.target} ${item.arch}`.padEnd(24);
    const found = obstacle(item, machine);
    say(
      found === undefined
        ? `  made      ${name}`
        : `  not made  ${name} ${found.why}; it can be made ${found.where}`,
    );
  }
}

/**
 * @param {Machine} machine
 * @param {readonly Wanted[]} possible
 * @param {boolean} isRelease
 */
async function make(machine, possible, isRelease) {
  const version = pinnedElectron();
  const folder = machine.electron.kind === 'pinned' ? machine.electron.folder : undefined;
  const base = readConfiguration();
  rmSync(OUTPUT, { recursive: true, force: true });
  mkdirSync(OUTPUT, { recursive: true });
  const shipped = [...writeLicences(version), { name: 'electron', version }];
  const sbom = `${JSON.stringify(makeSbom(shipped), null, 2)}\n`;
  writeFileSync(join(LICENCES_FOLDER, SBOM_FILE), sbom);
  const packages = [];
  for (const arch of new Set(possible.map((item) => item.arch))) {
    const targets = possible.filter((item) => item.arch === arch).map((item) => item.target);
    const own = arch === machine.arch ? folder : undefined;
    const plain = plainConfiguration(base, { version, folder: own, commit: commitOfPackage() });
    const published = publishedConfiguration(plain, readPublisher(process.env));
    const config = isRelease ? releaseConfiguration(published, process.env) : plain;
    await validateConfiguration(config);
    packages.push(
      ...(await buildPackages({
        targets: await targetsOf(machine.system, targets, arch),
        config,
      })),
    );
  }
  removeLeftovers(OUTPUT);
  await checkPackages(
    OUTPUT,
    packages.filter((file) => !file.endsWith('.blockmap')),
    base['electronFuses'],
  );
  finish(
    packages.filter((file) => !file.endsWith('.blockmap')),
    isRelease,
  );
}

/**
 * Puts the list of parts, the licences and the checksums beside the packages.
 * @param {readonly string[]} packages
 * @param {boolean} isRelease
 */
function finish(packages, isRelease) {
  const beside = [SBOM_FILE, LICENCES_FILE].map((name) => {
    copyFileSync(join(LICENCES_FOLDER, name), join(OUTPUT, name));
    return join(OUTPUT, name);
  });
  writeSums(OUTPUT, [...packages, ...beside]);
  const key = process.env['RELEASE_GPG_KEY'];
  if (isRelease && key) signSums(OUTPUT, key);
  say(`\nMade in ${OUTPUT}:`);
  for (const file of packages) say(`  ${file}`);
}

/** @param {boolean} isRelease */
async function packageAll(isRelease) {
  const machine = await lookAtMachine(process.env);
  const wanted = wantedPackages(readConfiguration());
  const reasons = refusal(machine, isRelease, process.env, readPublisher(process.env));
  if (reasons.length > 0) {
    say(['Nothing was made.', ...reasons].join('\n  '));
    return EXIT.refused;
  }
  sayPlan(wanted, machine);
  const own = wanted.filter((item) => item.system === machine.system);
  const possible = own.filter((item) => obstacle(item, machine) === undefined);
  if (possible.length === 0) {
    say('Nothing was made: this computer can make none of them.');
    return EXIT.refused;
  }
  await ensureBuild();
  await make(machine, possible, isRelease);
  return possible.length === own.length ? EXIT.done : EXIT.partly;
}

/** @param {readonly string[]} words */
async function main(words) {
  const unknown = words.filter((word) => word !== '--release' && word !== '--test');
  if (unknown.length > 0 || words.length > 1) {
    process.stdout.write(HELP);
    const isHelp = unknown.every((word) => word === '--help' || word === '-h');
    if (isHelp) return EXIT.done;
    throw new SetupError(
      'This call cannot be carried out as given.',
      `It has ${words.join(' ')}.`,
      'Give one of the options above, or none.',
    );
  }
  await ensurePackages();
  if (!words.includes('--test')) return packageAll(words.includes('--release'));
  await ensureBuild();
  const { makeTestPackage } = await import('./package/test-package.mjs');
  await makeTestPackage();
  return EXIT.done;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  await runMain(() => main(process.argv.slice(2)));
