/**
 * A program that stands for the PowerShell of a computer from which an Exchange server can be reached: a real
 * PowerShell into which remoting commands are loaded first, whose sessions are the practice lab's. The product starts
 * it like any other and knows nothing of it.
 */
import { chmod, copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LabReady } from '../../../../src/shared/lab';

/** The program, and what was called in it. */
export interface ExchangeHost {
  readonly executable: string;
  /** Lines such as `open Microsoft.Exchange http://… Kerberos CONTOSO\ada` and `close`. */
  readonly calls: () => Promise<readonly string[]>;
}

/** Makes it in `folder`. `password` is the only one that its server takes. */
export async function makeExchangeHost(
  folder: string,
  powershell: string,
  lab: LabReady,
  bridge: string,
  password = '',
): Promise<ExchangeHost> {
  const bin = join(folder, 'bin');
  await mkdir(bin, { recursive: true });
  const module = join(folder, 'Lab.Exchange.psm1');
  await copyFile(join(import.meta.dirname, 'Lab.Exchange.psm1'), module);
  const { endpoint, secret } = lab;
  await writeFile(join(folder, 'lab.json'), JSON.stringify({ endpoint, secret, bridge, password }));
  const local =
    'function Connect-ExchangeServer { param([switch]$auto, $ClientApplication) Connect-LabShell }\n';
  await writeFile(join(bin, 'RemoteExchange.ps1'), local);
  const executable = join(folder, 'powershell');
  await writeFile(
    executable,
    `#!/bin/sh
export ExchangeInstallPath='${folder}'
{ echo "Import-Module '${module}' -Global -DisableNameChecking"; exec cat; } | exec '${powershell}' "$@"
`,
  );
  await chmod(executable, 0o755);
  return {
    executable,
    calls: async () =>
      (await readFile(join(folder, 'log.txt'), 'utf8').catch(() => ''))
        .split('\n')
        .filter((line) => line !== ''),
  };
}
