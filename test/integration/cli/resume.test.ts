/** A run whose process was ended in the middle: the next one asks on a real terminal before it goes on. */
import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const CLI =
  process.env['CROSSPREM_CLI_BUNDLE'] ?? join(import.meta.dirname, '../../../out/main/cli.cjs');
/** Gives a program a terminal (util-linux). */
const SCRIPT = '/usr/bin/script';
const hasTerminal = process.platform === 'linux' && existsSync(SCRIPT);

let data = '';
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'crossprem-cli-resume-'));
});
afterEach(() => rm(data, { recursive: true, force: true }));

const env = { ...process.env, LANG: 'C', LC_ALL: 'C' };
const wordsOf = (...words: readonly string[]): string[] => [
  ...[CLI, 'apply', '--lab', '--direct', '--consent', 'all', '--data', data],
  ...words,
];

/** Types of the journal's lines of the only run; none before it began. */
async function journal(): Promise<readonly string[]> {
  const runs = join(data, 'customers/practice/runs');
  const [run, ...others] = await readdir(runs).catch(() => []);
  expect(others).toEqual([]);
  if (run === undefined) return [];
  const text = await readFile(join(runs, run, 'journal.jsonl'), 'utf8').catch(() => '');
  return [...text.matchAll(/"type":"([a-z-]+)"/g)].map(([, type = '']) => type);
}

/** Applies, and ends the process as soon as an action is done. */
async function endInTheMiddle(): Promise<void> {
  const words = wordsOf('--yes');
  const child = spawn(process.execPath, words, { env, stdio: 'ignore' });
  const gone = new Promise<void>((done) => child.once('exit', () => done()));
  const outcomes = async (): Promise<number> =>
    (await journal()).filter((type) => type === 'outcome').length;
  await vi.waitFor(async () => expect(await outcomes()).toBeGreaterThan(0), {
    timeout: 60_000,
    interval: 2,
  });
  child.kill('SIGKILL');
  await gone;
}

/** Runs on a terminal and types the answer once the question is there. */
function onTerminal(answer: string): Promise<{ code: number; text: string }> {
  const quoted = [process.execPath, ...wordsOf()].map((word) => `'${word}'`).join(' ');
  const child = spawn(SCRIPT, ['-qec', quoted, '/dev/null'], { env });
  let text = '';
  let isAnswered = false;
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
    if (isAnswered || !text.includes('[y/N]')) return;
    isAnswered = true;
    child.stdin.write(`${answer}\n`);
  });
  return new Promise((resolve) => {
    child.once('close', (code) => resolve({ code: code ?? -1, text }));
  });
}

test.skipIf(!hasTerminal)(
  'a run that ended unexpectedly goes on after a yes, and not before',
  { timeout: 120_000 },
  async () => {
    await endInTheMiddle();
    const before = await journal();
    expect(before).not.toContain('run-ended');

    // Without a terminal nobody can agree.
    const alone = await new Promise<number>((resolve) => {
      execFile(process.execPath, wordsOf(), { env }, (error) =>
        resolve(error === null ? 0 : Number(error.code)),
      );
    });
    expect([alone, await journal()]).toEqual([4, before]);

    // Enter alone is no.
    const refused = await onTerminal('');
    expect(refused.text).toContain('ended unexpectedly. Look first, then continue with it?');
    expect(refused.text).toContain('Nothing was applied.');
    expect([refused.code, await journal()]).toEqual([4, before]);

    const agreed = await onTerminal('y');
    expect(agreed.text).toContain('Looking at what happened first.');
    const after = await journal();
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.at(-1)).toBe('run-ended');
    expect(after.length).toBeGreaterThan(before.length + 5);
    expect(agreed.code).toBe(0);
  },
);
