/** Skype for Business Server and Exchange on the command line: from an empty pool to a passed mailbox test, and back. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../../src/shared/languages';
import type { Ran } from '../support/command-line';
import { command, endLabs } from '../support/command-line';

const SCENARIO = [
  '--scenario',
  'sfb-server-exchange',
  '--input',
  'testSipAddress=zoe.mueller@contoso.com',
];

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'crossprem-cli-sfb-'));
});
afterAll(async () => {
  await endLabs();
  await rm(root, { recursive: true, force: true });
});

/** Runs a command; gives its exit code and what it printed. */
const crossprem = (data: string, ...words: string[]): Promise<Ran> =>
  command([...words, '--data', data]);

/** Command lines that name what changes, as they stand in what was printed. */
const COMMAND = /^ {6}((?:New|Set|Test)-\S+ .*|iisreset .*|Configure-\S+ .*)$/gm;
const commandsOf = (out: string): string[] =>
  [...out.matchAll(COMMAND)].map(([, command = '']) => command);

describe('an empty pool', () => {
  const shown = new Map<string, string[]>();

  test.each(LANGUAGES)('is connected and tested, in %s', { timeout: 60_000 }, async (language) => {
    const data = join(root, language);
    const start = ['start', '--start', 'sfb-empty', '--lang', language];
    const { code, out } = await crossprem(data, ...start, ...SCENARIO);
    expect(code, out.slice(-2000)).toBe(0);
    shown.set(language, commandsOf(out));
    const again = await crossprem(data, 'plan', '--lab', '--json', ...SCENARIO);
    expect(again.code).toBe(0);
    expect(JSON.parse(again.out)).toMatchObject({ actions: [] });
  });

  test('gets the same commands in every language', () => {
    const commands = LANGUAGES.map((language) => shown.get(language));
    expect(commands[0]?.length).toBeGreaterThan(8);
    for (const others of commands) expect(others).toEqual(commands[0]);
  });

  test('can be taken back', { timeout: 60_000 }, async () => {
    const data = join(root, LANGUAGES[0]);
    const undone = await crossprem(data, 'undo', '--lab', '--yes', '--consent', 'all', ...SCENARIO);
    expect(undone.code, undone.out.slice(-2000)).toBe(0);
    const after = await crossprem(data, 'plan', '--lab', '--json', ...SCENARIO);
    expect(after.code).toBe(2);
  });
});

test(
  'restarts are put to a time, and a time that has passed is refused',
  { timeout: 60_000 },
  async () => {
    const data = join(root, 'timed');
    const reset = await crossprem(data, 'lab', 'reset', 'sfb-empty', '--json');
    const { now } = JSON.parse(reset.out) as { now: string };
    const time = new Date(Date.parse(now) + 5 * 3_600_000).toISOString().slice(0, 16);
    const at = (value: string): string[] => [...SCENARIO, '--input', `restartAt=${value}`];
    const past = await crossprem(data, 'plan', '--lab', ...at('2020-01-01T22:00+01:00'));
    expect(past.code).not.toBe(0);
    const words = ['apply', '--lab', '--yes', '--consent', 'all', '--lang', 'en'];
    const { code, out } = await crossprem(data, ...words, ...at(`${time}Z`));
    expect(code, out.slice(-2000)).toBe(0);
    const utc = `(${time.replace('T', ' ')} UTC)`;
    const lines = out.split('\n');
    expect(lines.filter((line) => line.includes('Not before ') && line.includes(utc))).toHaveLength(
      1,
    );
    expect(
      lines.filter((line) => line.includes('Waits until ') && line.includes(utc)),
    ).toHaveLength(1);
  },
);
