/** `check` as schedulers run it: exit codes, JSON, JUnit, and that it changes and asks nothing. */
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Ran } from '../support/command-line';
import { command, endLabs } from '../support/command-line';

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'crossprem-check-'));
});
afterAll(async () => {
  await endLabs();
  await rm(root, { recursive: true, force: true });
});

const crossprem = (data: string, ...words: string[]): Promise<Ran> =>
  command([...words, '--data', data]);

async function check(data: string, ...words: string[]) {
  const ran = await crossprem(data, 'check', '--json', ...words);
  const { customers } = JSON.parse(ran.out) as {
    customers: {
      id: string;
      status: string;
      dates?: { kind: string; where: string; daysLeft: number; state: string }[];
      drift?: { resource: string; differences: string[] }[];
      notChecked?: unknown[];
      errors?: { code: string }[];
    }[];
  };
  return { ...ran, customers };
}

/** Every file of the customers, by its content. */
async function stored(data: string): Promise<readonly string[]> {
  const folder = join(data, 'customers');
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names
    .filter((item) => item.isFile())
    .map((item) => join(item.parentPath, item.name));
  return Promise.all(
    files.sort().map(
      async (file) =>
        `${file} ${createHash('sha256')
          .update(await readFile(file))
          .digest('hex')}`,
    ),
  );
}

describe('the practice customer', () => {
  let data = '';
  beforeAll(async () => {
    data = join(root, 'practice');
    expect((await crossprem(data, 'start')).code).toBe(0);
  });

  test('in order: 0, with the days left of every certificate and key, and nothing changed', async () => {
    const before = await stored(data);
    const ran = await check(data);
    expect(ran.code).toBe(0);
    const [practice] = ran.customers;
    expect(practice?.status).toBe('fine');
    expect(practice?.dates?.filter((date) => date.kind !== 'key')).toHaveLength(2);
    expect(practice?.dates?.filter((date) => date.where === 'Cloud Voicemail')).toHaveLength(2);
    expect(practice?.dates?.every((date) => date.daysLeft > 1_000)).toBe(true);
    expect(await stored(data)).toEqual(before);
  });

  test('text says the same', async () => {
    const ran = await crossprem(data, 'check');
    expect(ran.code).toBe(0);
    expect(ran.out).toContain('Practice · in order');
    expect(ran.out).toMatch(/✓ Exchange [0-9A-F]{40} · 1,\d{3} days left/);
  });

  test('changed since it was verified: 2, and what', async () => {
    const ran = await check(data, '--fault', 'directory-without-oauth');
    expect(ran.code).toBe(2);
    expect(ran.customers[0]?.status).toBe('drift');
    expect(JSON.stringify(ran.customers[0]?.drift)).toContain('EX02');
    await crossprem(data, 'lab', 'fault', 'directory-without-oauth', 'off');
  });

  test('the tenant not read: 4, and its rows say so', async () => {
    const ran = await check(data, '--fault', 'graph-401');
    expect(ran.code).toBe(4);
    expect(ran.customers[0]?.status).toBe('person');
    expect(ran.customers[0]?.notChecked?.length).toBeGreaterThan(0);
    await crossprem(data, 'lab', 'fault', 'graph-401', 'off');
  });

  test('an ended certificate: 3, in the JUnit file as well', async () => {
    const junit = join(data, 'check.xml');
    const ran = await check(data, '--fault', 'expired-certificate', '--junit', junit);
    expect(ran.code).toBe(3);
    expect(ran.customers[0]?.dates?.some((date) => date.state === 'ended')).toBe(true);
    const xml = await readFile(junit, 'utf8');
    const [, tests = '', failures = ''] = /tests="(\d+)" failures="(\d+)"/.exec(xml) ?? [];
    expect(xml.match(/<testcase /g)).toHaveLength(Number(tests));
    expect(xml.match(/<failure /g)).toHaveLength(Number(failures));
    expect(Number(failures)).toBeGreaterThan(0);
    await crossprem(data, 'lab', 'fault', 'expired-certificate', 'off');
  });
});

test('never verified: 4, because nothing can be compared', async () => {
  const ran = await check(join(root, 'new'));
  expect(ran.code).toBe(4);
  expect(ran.customers[0]?.status).toBe('person');
});

describe('--all', () => {
  test('a customer that is not reached is told, without a question or a browser; no practice customer', async () => {
    const data = join(root, 'all');
    await crossprem(data, 'lab', 'status');
    await crossprem(
      data,
      ...['customer', 'add', '--name', 'Contoso & Söhne <1>', '--server', 'ex01.contoso.invalid'],
      ...['--tenant-domain', 'contoso.onmicrosoft.com', '--exchange', 'remote-credential'],
      ...['--tenant-id', '11111111-2222-4333-8444-555555555555'],
    );
    const junit = join(data, 'check.xml');
    const ran = await check(data, '--all', '--junit', junit);
    expect(ran.code).toBe(4);
    expect(ran.customers.map((item) => item.status)).toEqual(['person']);
    expect(ran.customers[0]?.errors?.map((error) => error.code)).toContain('HX-SIGNIN');
    expect(await readFile(junit, 'utf8')).toContain('name="Contoso &amp; Söhne &lt;1&gt;"');
  });

  test('nobody to check is fine; with a customer named it is wrong use', async () => {
    expect((await check(join(root, 'none'), '--all')).code).toBe(0);
    expect((await crossprem(join(root, 'none'), 'check', '--all', '--customer', 'x')).code).toBe(
      64,
    );
  });
});
