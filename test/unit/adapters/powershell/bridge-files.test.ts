import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readBridgeFiles } from '../../../../src/adapters/powershell/bridge-files';

const ASSETS = join(import.meta.dirname, '../../../../assets/powershell');
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossprem-bridge-'));
  await cp(ASSETS, folder, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const checkBridgeFiles = async (from: string) => (await readBridgeFiles(from)).error;

describe('the bridge’s files', () => {
  it('are those of this build (node scripts/powershell-table.mjs writes the list)', async () => {
    expect(await checkBridgeFiles(ASSETS)).toBeUndefined();
  });

  // threat T8, T10
  it('are refused when one was changed', async () => {
    const file = join(folder, 'Crossprem.Values.ps1');
    await writeFile(file, `${await readFile(file, 'utf8')}# harmless\n`);
    expect(await checkBridgeFiles(folder)).toEqual({
      code: 'HX-BRIDGE',
      args: { folder, files: 'Crossprem.Values.ps1' },
    });
  });

  // threat T10
  it('are refused when the allow-list was changed', async () => {
    await writeFile(join(folder, 'allow-list.json'), '{"commands":{},"modules":{}}\n');
    expect((await checkBridgeFiles(folder))?.args['files']).toBe('allow-list.json');
  });

  it('are refused when one is missing, or the whole folder', async () => {
    await rm(join(folder, 'Crossprem.Channel.ps1'));
    expect((await checkBridgeFiles(folder))?.args['files']).toBe('Crossprem.Channel.ps1');
    const nowhere = join(folder, 'nowhere');
    expect((await checkBridgeFiles(nowhere))?.args['files']).toContain('Crossprem.Bridge.psm1');
  });

  it.each(['extra.ps1', 'Extra.PSM1', 'x.psd1', 'Microsoft.PowerShell.Utility.dll'])(
    'are refused beside %s',
    async (name) => {
      await writeFile(join(folder, name), '');
      expect((await checkBridgeFiles(folder))?.args['files']).toBe(name);
    },
  );

  it('may lie beside what PowerShell does not load', async () => {
    await writeFile(join(folder, 'LICENSE.txt'), 'MIT');
    expect(await checkBridgeFiles(folder)).toBeUndefined();
  });
});
