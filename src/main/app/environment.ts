/** What a packaged app takes away from whoever controls its environment or command line. */

/** Variables that could change what runs, whom we trust or what is logged. */
const DANGEROUS_VARIABLES: readonly string[] = [
  'NODE_POWERSHELL',
  'NODE_OPTIONS',
  'NODE_EXTRA_CA_CERTS',
  'NODE_TLS_REJECT_UNAUTHORIZED',
  'NODE_PATH',
  'OPENSSL_CONF',
  // Chromium and Node would write the keys of every connection there.
  'SSLKEYLOGFILE',
  'ELECTRON_RUN_AS_NODE',
  'ELECTRON_ENABLE_LOGGING',
  'ELECTRON_NO_ASAR',
  'DEBUG',
  // The PowerShell adapter gives its processes none: each edition of PowerShell then builds its own.
  'PSModulePath',
];

/** Prefix of our own test hooks. */
const TEST_HOOKS = 'CROSSPREM_';

/** Switches that open the app to another program. */
const DANGEROUS_SWITCHES: readonly string[] = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-allow-origins',
  'disable-web-security',
  'ignore-certificate-errors',
  'ignore-certificate-errors-spki-list',
  'allow-running-insecure-content',
  'unsafely-treat-insecure-origin-as-secure',
  'auth-server-allowlist',
  'auth-negotiate-delegate-allowlist',
  'ssl-key-log-file',
  'load-extension',
  'browser-subprocess-path',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
  'gpu-launcher',
  'enable-logging',
  'log-file',
  'host-rules',
  'host-resolver-rules',
  'log-net-log',
  'js-flags',
];

/** The part of `app.commandLine` that is needed. */
interface Switches {
  removeSwitch(name: string): void;
}

/** Hardens a packaged app before anything is used; does nothing in a checkout. */
export function hardenEnvironment(
  isPackaged: boolean,
  environment: NodeJS.ProcessEnv,
  switches: Switches,
): void {
  if (!isPackaged) return;
  for (const name of Object.keys(environment)) {
    // Windows does not tell upper from lower case in these names.
    const dangerous = DANGEROUS_VARIABLES.some((item) => item.toLowerCase() === name.toLowerCase());
    // Deleting is the only way to unset a variable of the process.
    // oxlint-disable-next-line typescript/no-dynamic-delete
    if (dangerous || name.toUpperCase().startsWith(TEST_HOOKS)) delete environment[name];
  }
  for (const name of DANGEROUS_SWITCHES) switches.removeSwitch(name);
}
