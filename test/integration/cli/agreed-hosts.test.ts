/** Hosts of a customer whose file came from somewhere: the command line reaches none before a person agreed to it. */
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { record } from '../../unit/main/support';
import { command } from '../support/command-line';

let root = '';
let data = '';
let marks = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'crossprem-agreed-'));
  data = join(root, 'data');
  marks = join(root, 'started');
  // Leaves a mark where a command got as far as PowerShell.
  await writeFile(join(root, 'pwsh'), `#!/bin/sh\necho x >> '${marks}'\nexit 1\n`);
  await chmod(join(root, 'pwsh'), 0o755);
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  await rm(root, { recursive: true, force: true });
});

const crossprem = (...words: string[]) =>
  command([...words, '--powershell', join(root, 'pwsh'), '--data', data]);
const customer = ['--customer', 'contoso'];
const isStarted = async (): Promise<boolean> => (await readdir(root)).includes('started');

async function confirmed(): Promise<readonly string[]> {
  const text = await readFile(join(data, 'customers/contoso/confirmed-hosts.json'), 'utf8');
  return (JSON.parse(text) as { hosts: string[] }).hosts;
}

/** A customer as an import leaves it. */
async function stored(): Promise<void> {
  const folder = join(data, 'customers/contoso');
  await mkdir(folder, { recursive: true });
  const made = record({
    exchangeServer: 'ex01.elsewhere.invalid',
    skypeServer: 'fe01.elsewhere.invalid',
    connection: { exchange: 'remote', tenant: 'carry', skype: 'remote' },
    inputs: { domainController: 'dc01.elsewhere.invalid' },
  });
  await writeFile(join(folder, 'customer.json'), JSON.stringify(made));
}
const NAMED = ['ex01.elsewhere.invalid', 'fe01.elsewhere.invalid', 'dc01.elsewhere.invalid'];

// threat T6
test('whatever would ask a server of an imported customer says which, and asks none', async () => {
  await stored();
  for (const words of [['read'], ['plan'], ['apply', '--yes'], ['verify'], ['check'], ['doctor']]) {
    const refused = await crossprem(...words, ...customer);
    expect(refused, words.join(' ')).toMatchObject({ code: 4, out: '' });
    expect(refused.err).toContain('HX-NOTAGREED');
    expect(refused.err).toContain('--agree-hosts');
    for (const host of NAMED) expect(refused.err).toContain(host);
  }
  const keys = await crossprem('keys', 'list', ...customer, '--json');
  expect(keys.err).not.toContain('HX-BUG');
  const all = await crossprem('check', '--all', '--json');
  expect(all.code).toBe(3);
  expect(all.out).toContain('HX-NOTAGREED');
  // Nobody can have looked at the names of all.
  expect((await crossprem('check', '--all', '--agree-hosts')).code).toBe(64);
  expect(await isStarted()).toBe(false);
  // What asks no server needs nobody.
  const look = await crossprem('script', '--look', '--target', 'exchange', ...customer);
  expect(look).toMatchObject({ code: 0, err: '' });
});

// threat T6
test('agreeing once, by the option, is remembered for the names that were there', async () => {
  await stored();
  const agreed = await crossprem('read', ...customer, '--agree-hosts');
  for (const host of NAMED) expect(agreed.err).toContain(`  ${host}\n`);
  expect(agreed.out).not.toContain('HX-NOTAGREED');
  expect(await isStarted()).toBe(true);
  expect(await confirmed()).toEqual(NAMED);
  const again = await crossprem('read', ...customer);
  expect(again.out + again.err).not.toMatch(/HX-NOTAGREED|nobody has agreed/);
  const folder = join(data, 'customers/contoso/customer.json');
  const text = await readFile(folder, 'utf8');
  await writeFile(folder, text.replace('ex01.', 'ex02.'));
  const other = await crossprem('read', ...customer);
  expect(other.code).toBe(4);
  expect(other.err).toContain('ex02.elsewhere.invalid');
  expect(other.err).not.toContain('fe01.');
});

// A process of its own has no terminal here.
test.skipIf(process.env['CROSSPREM_FULL'] === '1')(
  'on a terminal it is asked, and anything but yes is no',
  async () => {
    await stored();
    const refused = await onTerminal('', () => crossprem('read', ...customer));
    expect(refused.code).toBe(4);
    expect(refused.err).toContain('Connect? [y/N]');
    expect(await isStarted()).toBe(false);
    await onTerminal('yes', () => crossprem('read', ...customer));
    expect(await isStarted()).toBe(true);
    expect(await confirmed()).toEqual(NAMED);
  },
);

test('names that were typed are the person’s own', async () => {
  const words = ['--name', 'Contoso', '--tenant-domain', 'contoso.com', '--tenant', 'carry'];
  const id = ['--tenant-id', '11111111-2222-4333-8444-555555555555'];
  await crossprem('customer', 'add', ...words, ...id, '--server', 'EX01.contoso.invalid');
  expect(await confirmed()).toEqual(['ex01.contoso.invalid']);
  await crossprem('customer', 'set', ...customer, '--skype', 'fe01.contoso.invalid');
  await crossprem('read', ...customer, '--input', 'domainController=dc01.contoso.invalid');
  expect(await isStarted()).toBe(true);
  expect(await confirmed()).toEqual([
    'ex01.contoso.invalid',
    'fe01.contoso.invalid',
    'dc01.contoso.invalid',
  ]);
  // It names nothing.
  await crossprem('customer', 'set', ...customer, '--skype', 'none');
  expect(await confirmed()).toHaveLength(3);
});

/** Does the work where a person sits, who answers this to the first question. */
async function onTerminal<T>(answer: string, work: () => Promise<T>): Promise<T> {
  const typed = Object.assign(new PassThrough(), { isTTY: true });
  vi.spyOn(process, 'stdin', 'get').mockReturnValue(typed as never);
  const before = process.stderr.isTTY;
  process.stderr.isTTY = true;
  try {
    typed.write(`${answer}\n`);
    return await work();
  } finally {
    process.stderr.isTTY = before;
    vi.restoreAllMocks();
  }
}
