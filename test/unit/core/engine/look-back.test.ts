/** Looking back at a run that ended unexpectedly: three answers, nothing sent, and going on from what was found. */
import { beforeEach, describe, expect, test } from 'vitest';
import { CodedError, appError } from '../../../../src/shared/errors';
import { resumeRun } from '../../../../src/core/engine/apply';
import { inFlight, lookBack } from '../../../../src/core/engine/look-back';
import type { EnginePorts } from '../../../../src/core/engine/ports';
import type { JournalEntry } from '../../../../src/core/model/journal';
import { MADE_AT, journalOver, planOf, restOfPorts, restart, sleepingClock } from './support';

const PLAN = planOf([
  restart('done'),
  restart('not'),
  restart('mute'),
  restart('test', { traceless: true }),
  restart('next', { dependsOn: ['done'] }),
]);
const intent = (action: string): JournalEntry => ({
  ...{ type: 'intent', at: MADE_AT, action, before: {} },
});

let entries: JournalEntry[];
let sent: string[];
let timer: { time: number };
const healthy = new Set<string>();
beforeEach(() => {
  const common = { kind: 'apply', consents: [], productVersion: '0' } as const;
  const { digest, fingerprint } = PLAN;
  entries = [
    { type: 'run-started', at: MADE_AT, run: 'run', ...common, digest, fingerprint },
    ...['done', 'not', 'mute', 'test'].map(intent),
  ];
  sent = [];
  timer = { time: Date.parse(MADE_AT) };
  healthy.clear();
  healthy.add('done');
});

function ports(): EnginePorts {
  return {
    shell: { description: '', invoke: () => Promise.reject(new Error('not asked')) },
    local: {
      description: '',
      invoke: ({ parameters }) => {
        const server = String(parameters['ComputerName']).split('.')[0] ?? '';
        sent.push(server);
        healthy.add(server);
        return Promise.resolve({ kind: 'done', items: [], warnings: [] });
      },
    },
    premises: {
      look: ({ url }) => {
        const server = new URL(url).hostname.split('.')[0] ?? '';
        if (server === 'mute') return Promise.reject(new CodedError(appError('HX-LOST')));
        return Promise.resolve({
          kind: 'answer',
          url,
          status: healthy.has(server) ? 200 : 503,
          challenges: [],
          location: null,
          body: '',
        });
      },
      names: () => Promise.resolve([]),
    },
    ...restOfPorts(),
    clock: sleepingClock(timer),
  };
}

const left = () => ({ plan: PLAN, journal: journalOver(entries) });
const found = () =>
  entries.flatMap((entry) =>
    entry.type === 'outcome' ? [`${entry.action} ${entry.outcome} by ${entry.decidedBy}`] : [],
  );

async function look(signal = new AbortController().signal): Promise<ReadonlyMap<string, string>> {
  const undecided = new Map<string, string>();
  await lookBack(left(), ports(), (action, { code }) => undecided.set(action, code), signal);
  return undecided;
}

describe('a look back', () => {
  test('journals what is done and what is not, leaves the rest open and says why, and sends nothing', async () => {
    expect(inFlight(left()).map(({ id }) => id)).toEqual(['done', 'not', 'mute', 'test']);
    const undecided = await look();
    expect(found()).toEqual(['done done by read', 'not not-done by read']);
    expect([...undecided]).toEqual([
      ['mute', 'HX-LOST'],
      ['test', 'HX-UNKNOWN'],
    ]);
    expect(sent).toEqual([]);
    expect(inFlight(left()).map(({ id }) => id)).toEqual(['mute', 'test']);
    expect(entries.map(({ type }) => type)).not.toContain('run-ended');
  });

  test('takes its time before it says that something was not done', async () => {
    await look();
    // A command that was sent may still be at work.
    expect(timer.time - Date.parse(MADE_AT)).toBeGreaterThan(0);
  });

  test('leaves everything open where it is stopped', async () => {
    const stopped = new AbortController();
    stopped.abort(new Error('stopped'));
    await expect(look(stopped.signal)).rejects.toThrow('stopped');
    expect(found()).toEqual([]);
  });

  test('is what the run goes on from: what was done is not run again', async () => {
    entries = entries.filter((entry) => !('action' in entry) || /^(done|not)$/.test(entry.action));
    await look();
    const plan = planOf(PLAN.actions.filter(({ id }) => id !== 'mute' && id !== 'test'));
    const end = await resumeRun({
      ...{ plan, run: 'run', consents: [], productVersion: '0', ports: ports() },
      journal: journalOver(entries),
      control: { next: () => Promise.resolve('go') },
      onEvent: () => undefined,
    });
    expect(end.result).toBe('done');
    expect([...sent].sort()).toEqual(['next', 'not']);
  });
});
