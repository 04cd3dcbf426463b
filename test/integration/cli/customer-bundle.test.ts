/** Customers that go from one computer to another on the command line. */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const CLI =
  process.env['CROSSPREM_CLI_BUNDLE'] ?? join(import.meta.dirname, '../../../out/main/cli.cjs');
const TENANT = '11111111-2222-4333-8444-555555555555';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'crossprem-carried-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

function crossprem(data: string, ...words: string[]) {
  return new Promise<{ code: number; out: string; err: string }>((resolve) => {
    const options = { env: { ...process.env, LANG: 'C' } };
    const argv = [CLI, ...words, '--data', join(root, data)];
    execFile(process.execPath, argv, options, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });
}

test('is sealed, refused with a wrong passphrase, taken in read-only, and forgotten', async () => {
  const file = join(root, 'contoso.crossprem');
  const [good, bad, short] = [join(root, 'good'), join(root, 'bad'), join(root, 'short')];
  await writeFile(good, 'correct horse battery\n');
  await writeFile(bad, 'another passphrase\n');
  await writeFile(short, 'too short\n');
  const added = await crossprem(
    'here',
    ...['customer', 'add', '--name', 'Contoso', '--tenant-id', TENANT],
    ...['--tenant-domain', 'contoso.onmicrosoft.com', '--server', 'ex01.contoso.lab'],
  );
  expect(added.code).toBe(0);
  const seal = ['customer', 'export', 'contoso', '--out', file, '--passphrase-file'];
  expect((await crossprem('here', ...seal, short)).code).toBe(64);
  expect((await crossprem('here', ...seal.slice(0, -1))).code).toBe(64);
  const sealed = await crossprem('here', ...seal, good);
  expect(sealed).toMatchObject({ code: 0, err: '' });
  expect(sealed.out).toContain('Profile, inputs and how the customer is recognised: 1 file');
  const take = ['customer', 'import', file, '--passphrase-file'];
  const refused = await crossprem('there', ...take, bad);
  expect(refused.code).not.toBe(0);
  expect(refused.err).toContain('HX-BUNDLEPASS');
  const taken = await crossprem('there', ...take, good);
  expect(taken.code).toBe(0);
  expect(taken.out).toContain('customer take-over contoso');
  expect((await crossprem('there', ...take, good)).err).toContain('HX-BUNDLEHAVE');
  expect(
    (await crossprem('there', 'customer', 'forget', '--customer', 'contoso', '--yes')).code,
  ).toBe(0);
  expect(await readdir(join(root, 'there', 'customers'))).toEqual([]);
  for (const words of [
    ['export'],
    ['import'],
    ['list', 'more'],
    ['export', 'nobody', '--out', 'x'],
  ])
    expect((await crossprem('there', 'customer', ...words)).code).not.toBe(0);
});
