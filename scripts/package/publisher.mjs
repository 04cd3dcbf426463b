/**
 * Who publishes a release: what electron-builder.yml only holds places for. It comes from the environment, or from
 * `release-publisher.json` at the root of the checkout; the environment wins.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, SetupError } from '../setup/common.mjs';

/** @typedef {import('./builder.mjs').Configuration} Configuration */
/** @typedef {'homepage' | 'maintainer' | 'upgradeCode'} PublisherField */
/** @typedef {Partial<Record<PublisherField, string>>} Publisher */

export const PUBLISHER_FILE = 'release-publisher.json';

/** Hosts that nobody can have (RFC 2606, RFC 6761). */
const NOBODY = /(?:^|\.)(?:invalid|example|test|localhost|example\.(?:com|net|org))$/i;

/** @param {string} text */
function isHomepage(text) {
  try {
    const { hostname, protocol } = new URL(text);
    return protocol === 'https:' && hostname.includes('.') && !NOBODY.test(hostname);
  } catch {
    return false;
  }
}

/** @param {string} text */
function isMaintainer(text) {
  const host = /^[^<>]+ <[^@<>\s]+@([^@<>\s]+\.[^@<>\s]+)>$/.exec(text)?.[1];
  return host !== undefined && !NOBODY.test(host);
}

/** @param {string} text */
const isGuid = (text) =>
  /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) && !/^[0-]+$/.test(text);

/** @type {Record<PublisherField, {variable: string, what: string, fits: (text: string) => boolean}>} */
const FIELDS = {
  homepage: {
    variable: 'RELEASE_HOMEPAGE',
    what: 'the https address of the product',
    fits: isHomepage,
  },
  maintainer: {
    variable: 'RELEASE_MAINTAINER',
    what: '“Name <address>” of whoever answers for the packages',
    fits: isMaintainer,
  },
  upgradeCode: {
    variable: 'RELEASE_UPGRADE_CODE',
    what: 'a GUID of the publisher’s own, the same for every version of the MSI',
    fits: isGuid,
  },
};
/** @type {readonly PublisherField[]} */
const NAMES = ['homepage', 'maintainer', 'upgradeCode'];

/**
 * What environment and file say.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} file
 * @returns {Publisher}
 */
export function readPublisher(env, file = join(ROOT, PUBLISHER_FILE)) {
  const stored = storedPublisher(file);
  /** @type {Publisher} */
  const publisher = {};
  for (const name of NAMES) {
    const value = (env[FIELDS[name].variable] ?? stored[name] ?? '').trim();
    if (value !== '') publisher[name] = value;
  }
  return publisher;
}

/**
 * @param {string} file
 * @returns {Publisher}
 */
function storedPublisher(file) {
  if (!existsSync(file)) return {};
  /** @type {unknown} */
  let found;
  try {
    found = JSON.parse(readFileSync(file, 'utf8'));
  } catch (thrown) {
    throw new SetupError(`${file} is not JSON.`, String(thrown), 'Correct it, or remove it.');
  }
  const entries = typeof found === 'object' && found !== null ? Object.entries(found) : [];
  /** @type {Publisher} */
  const publisher = {};
  for (const name of NAMES) {
    /** @type {unknown} */
    const value = entries.find(([key]) => key === name)?.[1];
    if (typeof value === 'string') publisher[name] = value;
  }
  return publisher;
}

/**
 * What electron-builder.yml holds in the places.
 * @param {Configuration} base
 * @returns {Record<PublisherField, string>}
 */
function placeholdersOf(base) {
  return {
    homepage: String(base['extraMetadata']?.homepage),
    maintainer: String(base['linux']?.maintainer),
    upgradeCode: String(base['msi']?.upgradeCode),
  };
}

/**
 * Which places would keep a placeholder, or get what does not fit.
 * @param {Configuration} base
 * @param {Publisher} publisher
 * @returns {string[]} empty when a release has all it needs
 */
export function missingPublisher(base, publisher) {
  const placeholders = placeholdersOf(base);
  return NAMES.flatMap((name) => {
    const { fits, variable, what } = FIELDS[name];
    const value = publisher[name];
    const isPlaceholder = value?.toLowerCase() === placeholders[name].toLowerCase();
    if (value !== undefined && fits(value) && !isPlaceholder) return [];
    const problem = value === undefined || isPlaceholder ? 'is a placeholder' : 'does not fit';
    return [`${name} ${problem}: set ${variable}, or “${name}” in ${PUBLISHER_FILE}, to ${what}.`];
  });
}

/**
 * The configuration with its publisher.
 * @param {Configuration} plain
 * @param {Publisher} publisher
 * @returns {Configuration}
 */
export function publishedConfiguration(plain, { homepage, maintainer, upgradeCode }) {
  return {
    ...plain,
    ...(homepage === undefined ? {} : { extraMetadata: { ...plain['extraMetadata'], homepage } }),
    ...(maintainer === undefined ? {} : { linux: { ...plain['linux'], maintainer } }),
    ...(upgradeCode === undefined ? {} : { msi: { ...plain['msi'], upgradeCode } }),
  };
}
