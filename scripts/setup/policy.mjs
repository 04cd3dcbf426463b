/** What may be in the repository and its packages: licences, the lockfile, and no secrets. Reads files only. */

/** Licences that may be in what is installed: none of them asks anything of a program that uses the package. */
export const ALLOWED_LICENCES = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'Unlicense',
];
/** Allowed as well in what only builds and tests, and never ships. */
const ALLOWED_IN_TOOLS = ['CC-BY-4.0', 'MPL-2.0', 'Python-2.0', 'WTFPL'];

/**
 * @typedef {{version?: string, license?: string, dev?: boolean, link?: boolean, resolved?: string, integrity?: string, bundled?: boolean, inBundle?: boolean}} Locked
 */

/**
 * @param {string} expression an SPDX expression
 * @param {readonly string[]} allowed
 * @returns {boolean} whether one way to read it is allowed: any side of OR, every side of AND
 */
export function isLicenceAllowed(expression, allowed) {
  const ways = expression.replace(/[()]/g, '').split(/ OR /);
  return ways.some((way) => way.split(/ AND /).every((name) => allowed.includes(name.trim())));
}

/**
 * @param {Readonly<Record<string, Locked>>} packages of a lockfile
 * @returns {string[]} packages whose licence is not allowed, or not told
 */
export function refusedLicences(packages) {
  return packagesOf(packages)
    .filter(([, { license = '', dev = false }]) => {
      const allowed = dev ? [...ALLOWED_LICENCES, ...ALLOWED_IN_TOOLS] : ALLOWED_LICENCES;
      return !isLicenceAllowed(license, allowed);
    })
    .map(([path, { license }]) => `${path}: ${license ?? 'no licence'}`);
}

/**
 * @param {Readonly<Record<string, Locked>>} packages of a lockfile
 * @returns {string[]} packages that could be replaced unseen: without a hash, or from elsewhere than the registry
 */
export function looseLocks(packages) {
  return packagesOf(packages).flatMap(([path, { integrity, resolved, inBundle }]) => {
    if (inBundle === true) return [];
    const faults = [];
    if (integrity?.startsWith('sha512-') !== true) faults.push(`${path}: no sha512`);
    if (resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/'))
      faults.push(`${path}: ${resolved}`);
    return faults;
  });
}

/** @param {Readonly<Record<string, Locked>>} packages */
function packagesOf(packages) {
  return Object.entries(packages).filter(([path, { link }]) => path !== '' && link !== true);
}

/** What a secret looks like, by name. @type {readonly (readonly [string, RegExp])[]} */
const SECRETS = [
  [
    'private key',
    /-----BEGIN (?:RSA |EC |DSA |OPENSSH |ENCRYPTED )?PRIVATE KEY-----\s*[A-Za-z0-9+/]/,
  ],
  ['JSON Web Token', /\beyJ[A-Za-z0-9_-]{15,}\.eyJ[A-Za-z0-9_-]{15,}\.[A-Za-z0-9_-]{20,}/],
  ['GitHub token', /\bgh[pousr]_[A-Za-z0-9]{36}\b/],
  ['GitHub token', /\bgithub_pat_[A-Za-z0-9_]{60,}/],
  ['npm token', /\bnpm_[A-Za-z0-9]{36}\b/],
  ['key of AWS', /\bAKIA[0-9A-Z]{16}\b/],
  ['key of Azure storage', /AccountKey=[A-Za-z0-9+/]{80,}==/],
  ['client secret of Entra', /\b[A-Za-z0-9_~.-]{3}8Q~[A-Za-z0-9_~.-]{34}\b/],
  ['address with a password', /\bhttps?:\/\/[^\s/:@"'`]+:[^\s/@"'`$]{6,}@[a-z0-9.-]+\.[a-z]{2,}/],
];

/**
 * @param {string} text of a file
 * @returns {string[]} what kinds of secrets it seems to hold
 */
export function secretsIn(text) {
  return [...new Set(SECRETS.filter(([, shape]) => shape.test(text)).map(([name]) => name))];
}
