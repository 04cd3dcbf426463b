/** Skype for Business Server in a process of its own, in a real PowerShell with a stand-in module. */
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { skypeShell } from '../../../src/adapters/powershell/module-shells';
import type { PowerShellShell } from '../../../src/adapters/powershell/shell';
import type { AppError } from '../../../src/shared/errors';
import { KINDS, call, removeFolder, shippedBridge } from './support/shells';

const real = KINDS[1]?.executable;
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

const SKYPE = `
function Get-CsServerVersion { param() 'Skype for Business Server 2019 (7.0.2046.0)' }
Export-ModuleMember -Function *`;

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'crossprem-modules-'));
});
const open: PowerShellShell[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((shell) => shell.close()));
});
afterAll(async () => {
  await removeFolder();
  await rm(root, { recursive: true, force: true });
});

/** A PowerShell that has the stand-in module on its module path. */
async function host(name: string) {
  const folder = join(root, name);
  const module = join(folder, 'SkypeForBusiness');
  await mkdir(module, { recursive: true });
  await writeFile(join(module, 'SkypeForBusiness.psm1'), SKYPE);
  const configured = join(folder, 'powershell');
  await writeFile(configured, `#!/bin/sh\nPSModulePath='${folder}' exec '${real ?? ''}' "$@"\n`);
  await chmod(configured, 0o755);
  return { setup: { bridgeFolder: dirname(shippedBridge), configured, log } };
}

function opened(shell: PowerShellShell | AppError): PowerShellShell {
  if ('code' in shell) throw new Error(shell.code);
  open.push(shell);
  return shell;
}

describe.skipIf(real === undefined)('Skype for Business Server in a real PowerShell', () => {
  const version = { op: 'invoke', command: 'Get-CsServerVersion', parameters: [] } as const;

  it('is its module on a server', async () => {
    const { setup } = await host('skype');
    const shell = opened(await skypeShell(setup, { server: 'fe01.contoso.lab', local: true }));
    expect(await shell.perform(version, call())).toMatchObject({
      kind: 'done',
      items: ['Skype for Business Server 2019 (7.0.2046.0)'],
    });
  });

  it('by an address instead of a name is refused', async () => {
    const { setup } = await host('skype-address');
    const shell = opened(await skypeShell(setup, { server: '10.0.0.1', local: false }));
    expect(await shell.perform(version, call())).toMatchObject({ error: { code: 'HX-KERB' } });
  });
});
