/** Who signs. Identities and passwords come from the environment, never from a file of the project. */

/** @typedef {'win32' | 'darwin' | 'linux'} System */

const AZURE_ACCOUNT = ['AZURE_TENANT_ID', 'AZURE_CLIENT_ID'];
const AZURE_SECRETS = [
  'AZURE_CLIENT_SECRET',
  'AZURE_CLIENT_CERTIFICATE_PATH',
  'AZURE_FEDERATED_TOKEN_FILE',
];
const AZURE_PROFILE = {
  publisherName: 'AZURE_SIGN_PUBLISHER',
  endpoint: 'AZURE_SIGN_ENDPOINT',
  codeSigningAccountName: 'AZURE_SIGN_ACCOUNT',
  certificateProfileName: 'AZURE_SIGN_PROFILE',
};

/** Each line is one complete way to have Apple's notary look at a package. */
const NOTARISING = [
  ['APPLE_API_KEY', 'APPLE_API_KEY_ID', 'APPLE_API_ISSUER'],
  ['APPLE_ID', 'APPLE_APP_SPECIFIC_PASSWORD', 'APPLE_TEAM_ID'],
  ['APPLE_KEYCHAIN_PROFILE'],
];

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {readonly string[]} names
 */
const hasAll = (env, names) => names.every((name) => Boolean(env[name]));

/**
 * Whether the environment says how to notarise.
 * @param {NodeJS.ProcessEnv} env
 */
export function isNotarised(env) {
  return NOTARISING.some((names) => hasAll(env, names));
}

/**
 * Azure's signing service, where the environment names it completely.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Record<string, string> | undefined}
 */
export function azureSigning(env) {
  const account = hasAll(env, AZURE_ACCOUNT) && AZURE_SECRETS.some((name) => Boolean(env[name]));
  if (!account || !hasAll(env, Object.values(AZURE_PROFILE))) return undefined;
  return Object.fromEntries(
    Object.entries(AZURE_PROFILE).map(([option, name]) => [option, env[name] ?? '']),
  );
}

/**
 * What the environment lacks before packages of a system can be signed.
 * @param {System} system
 * @param {NodeJS.ProcessEnv} env
 * @returns {string | undefined} undefined when nothing is missing
 */
export function missingIdentity(system, env) {
  switch (system) {
    case 'win32': {
      const certificate = Boolean(env['WIN_CSC_LINK'] || env['CSC_LINK']);
      return certificate || azureSigning(env) !== undefined
        ? undefined
        : 'Set WIN_CSC_LINK (or CSC_LINK) with its password, or the variables of Azure’s signing service.';
    }
    case 'darwin': {
      if (!env['CSC_LINK'] && !env['CSC_NAME'])
        return 'Set CSC_LINK with CSC_KEY_PASSWORD, or CSC_NAME for a certificate in the keychain.';
      return isNotarised(env) ? undefined : 'Set the APPLE_ variables of one way to notarise.';
    }
    case 'linux':
      // Packages for Linux bear no signature; the list of checksums does.
      return env['RELEASE_GPG_KEY']
        ? undefined
        : 'Set RELEASE_GPG_KEY to the key that signs the list of checksums.';
  }
}
