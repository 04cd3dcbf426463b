/** From the id of one call of the window to everything that it led to: engine, shell and Graph, and back. */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

vi.mock('electron', async () => ({
  ...(await import('./support/electron')),
  utilityProcess: {
    fork: (file: string, words: readonly string[]) => spawn(process.execPath, [file, ...words]),
  },
}));

import type { AppView } from '../../../src/shared/ipc/views';
import type { LogPageView } from '../../../src/shared/ipc/log-view';
import { openWindows, type TestWindow, type TestWindows } from './support/windows';

let data: string;
let app: TestWindows;
let page: TestWindow;

beforeEach(async () => {
  process.env['CROSSPREM_LATENCY'] = 'none';
  process.env['CROSSPREM_PRACTICE'] = 'direct';
  data = await mkdtemp(join(tmpdir(), 'crossprem-correlation-'));
  app = openWindows(data);
  page = app.open();
});
afterEach(async () => {
  await app.dispose();
  await rm(data, { recursive: true, force: true });
});

async function idle(): Promise<NonNullable<AppView['open']>> {
  await vi.waitFor(async () => expect((await page.view()).open?.busy).toBeNull(), {
    timeout: 60_000,
    interval: 20,
  });
  const { open } = await page.view();
  if (open === null) throw new Error('no customer is open');
  return open;
}

type Line = Readonly<Record<string, string>> & { readonly event: string };

async function lines(file: string): Promise<readonly Line[]> {
  const text = await readFile(join(data, file), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}

it('one id leads from a call to the engine, the shell and Graph, and their ids to the other side', async () => {
  await page.call('customer.practice', { start: 'empty', seed: 7 });
  await page.call('read.start', {});
  const { plan } = await idle();
  const fingerprint = plan?.fingerprint ?? '';
  await page.call('run.start', { fingerprint, consents: ['adds-credential'] });
  await idle();

  const log = await lines('logs/crossprem.log');
  const started = log.filter(({ event }) => event === 'run.started');
  expect(started).toHaveLength(1);
  const correlation = started[0]?.['correlation'] ?? '';
  const run = started[0]?.['run'] ?? '';
  const own = log.filter((line) => line['correlation'] === correlation);
  expect(new Set(own.map((line) => line['operation']))).toEqual(new Set(['run.start']));
  const events = new Set(own.map(({ event }) => event));
  for (const event of ['action.started', 'action.ended', 'shell.request', 'graph.request'])
    expect(events, event).toContain(event);
  // What was sent for the run says so; what was read before belongs to another call.
  const sent = own.filter(({ event }) => event === 'shell.request' || event === 'graph.request');
  // Before it begins, the run looks whether these are the customer's own servers.
  const place = (event: string): number => own.findIndex((line) => line.event === event);
  const within = own.slice(place('run.started'), place('run.ended') + 1);
  expect(within.length).toBeGreaterThan(20);
  expect(new Set(within.map((line) => line['run']))).toEqual(new Set([run]));
  expect(sent.every((line) => line['target'] !== undefined)).toBe(true);
  const reading = log.filter((line) => line['operation'] === 'read.start');
  expect(new Set(reading.map((line) => line['correlation'])).size).toBe(1);
  expect(reading.some((line) => line['correlation'] === correlation)).toBe(false);

  // The id of a request is the one that the servers were given, and the answer's id is theirs.
  const calls = new Set((await lines('lab/calls.jsonl')).map((call) => call['requestId']));
  // Asking for a session's rights is no command, and the lab counts commands.
  const ids = sent.flatMap((line) => (line['op'] === 'rights' ? [] : (line['request'] ?? '')));
  expect(ids.filter((id) => !calls.has(id))).toEqual([]);
  expect(
    own.some((line) => line.event === 'graph.request' && line['serviceRequest'] !== undefined),
  ).toBe(true);

  // And the window finds them by that id.
  const query = { search: '', isExpression: false, level: 'info', target: '' } as const;
  const shown = (await page.call('logs.read', { ...query, id: correlation })) as LogPageView;
  expect(shown.matched).toBe(own.length);
});

it('a refused call shows the id under which the log has it', async () => {
  const answer = await page.answer('keys.backup', {});
  const id = answer.ok ? '' : (answer.error.correlationId ?? '');
  expect(id).toMatch(/^[0-9a-f-]{36}$/);
});
