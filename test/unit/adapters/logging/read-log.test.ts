/** Looking through the log: what is found, and that no expression holds anybody up. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { logReader, type LogQuery } from '../../../../src/adapters/logging/read-log';

let data = '';
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'crossprem-log-'));
  mkdirSync(join(data, 'logs'));
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

const line = (event: string, fields: object = {}, level = 'info') =>
  `${JSON.stringify({ at: '2026-11-21T08:00:00.000Z', level, event, ...fields })}\n`;
const put = (text: string, name = 'crossprem.log') => writeFileSync(join(data, 'logs', name), text);
const ask = (query: Partial<LogQuery> = {}) =>
  logReader(data)({
    search: '',
    isExpression: false,
    level: 'info',
    target: '',
    id: '',
    ...query,
  });
const found = (query: Partial<LogQuery>) => ask(query).entries.map(({ event }) => event);

describe('the log', () => {
  it('is read over all its files in the order of time; what is no line is passed over', () => {
    put(line('b') + 'not a line\n{"at":"cut', 'crossprem.log');
    put(line('a'), 'crossprem.log.1');
    expect(ask()).toMatchObject({ total: 2, matched: 2, problem: null });
    expect(found({})).toEqual(['a', 'b']);
  });

  it('is empty where there is none', () => {
    rmSync(join(data, 'logs'), { recursive: true });
    expect(ask()).toEqual({ total: 0, matched: 0, entries: [], targets: [], problem: null });
  });

  it('is filtered by text, level, target and any id', () => {
    put(
      line('shell.request', {
        target: 'EX01',
        correlation: 'c-1',
        request: 'r-1',
        command: 'Get-X',
      }) +
        line('graph.batch', { target: 'graph', requests: ['r-2', 'r-3'] }) +
        line('fault', { correlation: 'c-1', stack: 'Error: no\n    at place' }, 'error') +
        line('page-hangs', {}, 'warn'),
    );
    expect(found({ search: 'GET-x' })).toEqual(['shell.request']);
    expect(found({ level: 'warn' })).toEqual(['fault', 'page-hangs']);
    expect(found({ level: 'error' })).toEqual(['fault']);
    expect(found({ target: 'graph' })).toEqual(['graph.batch']);
    expect(found({ id: 'c-1' })).toEqual(['shell.request', 'fault']);
    expect(found({ id: 'r-3' })).toEqual(['graph.batch']);
    expect(found({ id: 'r' })).toEqual([]);
    expect(ask().targets).toEqual(['EX01', 'graph']);
    expect(ask().entries[2]).toMatchObject({
      correlation: 'c-1',
      text: 'stack=Error: no · at place',
    });
  });

  it('gives the newest lines where there are too many, and says how many fit', () => {
    put(Array.from({ length: 2_500 }, (_, index) => line('e', { n: index })).join(''));
    const { entries, matched } = ask();
    expect(matched).toBe(2_500);
    expect(entries).toHaveLength(2_000);
    expect(entries.at(-1)?.text).toBe('n=2499');
  });
});

describe('an expression', () => {
  it('is searched without regard to case; what is none yet finds nothing and says so', () => {
    put(line('shell.request') + line('graph.request'));
    expect(found({ search: '^SHELL', isExpression: true })).toEqual(['shell.request']);
    expect(ask({ search: '(', isExpression: true })).toMatchObject({
      problem: 'pattern',
      entries: [],
    });
    expect(found({ search: '(', isExpression: false })).toEqual([]);
  });

  it.each(['(a+)+$', '(a|a)*b', '(.*)*x', '^(([a-z])+.)+[A-Z]([a-z])+$'])(
    'that would take for ever is given up: %s',
    (search) => {
      put(line('e', { text: `${'a'.repeat(64)}!` }));
      const started = performance.now();
      const { problem } = ask({ search, isExpression: true });
      expect(performance.now() - started).toBeLessThan(5_000);
      // Some engines see through the simplest of them.
      expect([null, 'slow']).toContain(problem);
    },
  );

  it('of which one was really given up', () => {
    put(line('e', { text: `${'a'.repeat(64)}!` }));
    expect(ask({ search: '(a+)+$', isExpression: true }).problem).toBe('slow');
  });
});
