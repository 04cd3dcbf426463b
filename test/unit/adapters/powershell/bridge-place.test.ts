import { cp, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { bridgePlace, type BridgePlace } from '../../../../src/adapters/powershell/bridge-place';

const ASSETS = join(import.meta.dirname, '../../../../assets/powershell');
const PART = 'Crossprem.Values.ps1';
let folder: string;
let place: BridgePlace;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossprem-bridge-'));
  await cp(ASSETS, folder, { recursive: true });
  place = await bridgePlace(folder);
});
afterEach(async () => {
  await place.dispose();
  await rm(folder, { recursive: true, force: true });
});

// threat T8, T10
it('a PowerShell loads the bytes that were checked, from a folder that nobody else may write to', async () => {
  expect(await place.check()).toBeUndefined();
  expect(dirname(place.modulePath)).not.toBe(folder);
  expect(place.modulePath.startsWith(place.folder)).toBe(true);
  expect((await stat(place.folder)).mode & 0o777).toBe(0o700);
  expect((await stat(dirname(place.modulePath))).mode & 0o777).toBe(0o700);
  const copy = join(dirname(place.modulePath), PART);
  const right = await readFile(join(ASSETS, PART), 'utf8');
  // Exchanged after the check: what is loaded is what was checked.
  await writeFile(join(folder, PART), 'evil');
  expect(await readFile(copy, 'utf8')).toBe(right);
  // And the next start refuses it.
  expect((await place.check())?.code).toBe('HX-BRIDGE');
});

it('is made anew for each start, and is gone with its shell', async () => {
  await place.check();
  await writeFile(join(dirname(place.modulePath), 'extra.ps1'), 'evil');
  await place.check();
  await expect(stat(join(dirname(place.modulePath), 'extra.ps1'))).rejects.toThrow('ENOENT');
  await place.dispose();
  await expect(stat(place.folder)).rejects.toThrow('ENOENT');
});

it('leaves files where they are that this account may not write', async () => {
  // Nobody may open what is not there; a folder of an administrator answers alike.
  await rm(join(folder, 'Crossprem.Bridge.psm1'));
  const other = await bridgePlace(folder);
  expect(dirname(other.modulePath)).toBe(folder);
  expect((await other.check())?.args['files']).toBe('Crossprem.Bridge.psm1');
  await other.dispose();
});
