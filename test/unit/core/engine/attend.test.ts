/** A failed action that a person attends to: retry after a look, skip with a reason, stop, and going on after a kill. */
import { beforeEach, describe, expect, test } from 'vitest';
import { appError } from '../../../../src/shared/errors';
import type { RunControl, RunEnd } from '../../../../src/core/engine/apply';
import { applyPlan, resumeRun } from '../../../../src/core/engine/apply';
import type { EnginePorts } from '../../../../src/core/engine/ports';
import type { Decision, HeldAction } from '../../../../src/core/engine/run-types';
import { actionsOfStep } from '../../../../src/core/engine/undo';
import type { Action } from '../../../../src/core/model/action';
import type { JournalEntry } from '../../../../src/core/model/journal';
import { RunSwitch } from '../../../../src/main/app/run-switch';
import { restart, planOf, journalOver, sleepingClock, restOfPorts, MADE_AT } from './support';

/** `a` fails; `b` builds on it, `c` on nothing. */
const ACTIONS = [restart('a'), restart('b', { dependsOn: ['a'] }), restart('c')];

/** `a.contoso.lab` → `a`. */
function nameOf(host: string): string {
  return host.split('.')[0] ?? '';
}

type Answer = 'done' | 'refused' | 'lost' | 'refused-but-done';

/** Servers that answer as they are told, and remember what they were sent. */
class Servers {
  entries: JournalEntry[] = [];
  readonly sent: string[] = [];
  readonly healthy = new Set<string>();
  /** Answers by server, used up in order; `done` afterwards. */
  readonly answers = new Map<string, Answer[]>();
  time = Date.parse(MADE_AT);

  run(start: typeof applyPlan, control: RunControl, plan = planOf(ACTIONS)): Promise<RunEnd> {
    return start({
      plan,
      run: 'run',
      consents: [],
      productVersion: '0',
      ports: this.ports,
      journal: journalOver(this.entries),
      control,
      onEvent: () => undefined,
    });
  }

  outcomes(id: string): readonly string[] {
    return this.entries.flatMap((entry) =>
      entry.type === 'outcome' && entry.action === id
        ? [`${entry.outcome} by ${entry.decidedBy}`]
        : [],
    );
  }

  leftOut(): readonly object[] {
    return this.entries.flatMap((entry) =>
      entry.type === 'left-out'
        ? [{ action: entry.action, reason: entry.reason, note: entry.note, by: entry.blockedBy }]
        : [],
    );
  }

  private get ports(): EnginePorts {
    return {
      shell: { description: '', invoke: () => Promise.reject(new Error('not asked')) },
      local: {
        description: '',
        invoke: ({ parameters }) => {
          const server = nameOf(String(parameters['ComputerName']));
          this.sent.push(server);
          const answer = this.answers.get(server)?.shift() ?? 'done';
          if (answer === 'done' || answer === 'refused-but-done') this.healthy.add(server);
          if (answer === 'done') return Promise.resolve({ kind: 'done', items: [], warnings: [] });
          if (answer === 'lost')
            return Promise.resolve({ kind: 'unknown', error: appError('HX-LOST') });
          return Promise.resolve({
            kind: 'failed',
            record: {
              message: 'Access is denied.',
              fullyQualifiedErrorId: 'AccessDenied',
              category: 'PermissionDenied',
              exceptionType: 'System.UnauthorizedAccessException',
            },
          });
        },
      },
      premises: {
        look: ({ url }) =>
          Promise.resolve({
            kind: 'answer',
            url,
            status: this.healthy.has(nameOf(new URL(url).hostname)) ? 200 : 503,
            challenges: [],
            location: null,
            body: '',
          }),
        names: () => Promise.resolve([]),
      },
      ...restOfPorts(),
      clock: sleepingClock(this),
    };
  }
}

/** Decides at once, each time it is asked. */
function deciding(decisions: readonly Decision[]): RunControl & { readonly asked: HeldAction[] } {
  const left = [...decisions];
  const asked: HeldAction[] = [];
  return {
    asked,
    next: () => Promise.resolve('go'),
    held: (failure) => {
      asked.push(failure);
      const decision = left.shift();
      return decision === undefined ? new Promise(() => undefined) : Promise.resolve(decision);
    },
  };
}

const RETRY: Decision = { kind: 'retry' };
let servers: Servers;
beforeEach(() => {
  servers = new Servers();
});

/** Waits until the run has nothing left to do but to wait for the person. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) await Promise.resolve();
}

describe('a failed action', () => {
  test('blocks what builds on it at once where nobody watches', async () => {
    servers.answers.set('a', ['refused']);
    const end = await servers.run(applyPlan, { next: () => Promise.resolve('go') });
    expect(end.result).toBe('failed');
    expect(servers.sent).toEqual(['a', 'c']);
    expect(servers.leftOut()).toEqual([
      { action: 'b', reason: 'blocked', note: undefined, by: 'a' },
    ]);
  });

  test('waits for the person while what does not build on it goes on', async () => {
    servers.answers.set('a', ['refused']);
    const control = new RunSwitch(() => undefined);
    const run = servers.run(applyPlan, control);
    await settled();
    expect(servers.sent).toEqual(['a', 'c']);
    expect(servers.outcomes('c')).toEqual(['done by run']);
    expect(servers.leftOut()).toEqual([]);
    expect(control.heldActions.map(({ action: { id }, canRetry }) => [id, canRetry])).toEqual([
      ['a', true],
    ]);
    expect(control.decide('c', RETRY)).toBe(false);
    expect(control.decide('a', RETRY)).toBe(true);
    expect(control.heldActions).toEqual([]);
    expect((await run).result).toBe('done');
    expect(servers.sent).toEqual(['a', 'c', 'a', 'b']);
  });

  test('is journalled as a new intent when it is tried again', async () => {
    servers.answers.set('a', ['refused']);
    await servers.run(applyPlan, deciding([RETRY]));
    const ofA = servers.entries.flatMap((entry) =>
      'action' in entry && entry.action === 'a' ? [entry.type] : [],
    );
    expect(ofA).toEqual(['intent', 'outcome', 'intent', 'outcome']);
    expect(servers.outcomes('a')).toEqual(['failed by run', 'done by run']);
  });

  test('that took effect all the same is found done, and is not run twice', async () => {
    servers.answers.set('a', ['refused-but-done']);
    const end = await servers.run(applyPlan, deciding([RETRY]));
    expect(end.result).toBe('done');
    expect(servers.sent.filter((item) => item === 'a')).toHaveLength(1);
    expect(servers.outcomes('a')).toEqual(['failed by run', 'done by read']);
  });

  test('may fail again, and waits again', async () => {
    servers.answers.set('a', ['refused', 'refused']);
    const control = deciding([RETRY, RETRY]);
    expect((await servers.run(applyPlan, control)).result).toBe('done');
    expect(control.asked).toHaveLength(2);
  });

  test('whose answer was lost is looked at for as long as it may be at work', async () => {
    servers.answers.set('a', ['lost']);
    const control = deciding([RETRY]);
    expect((await servers.run(applyPlan, control)).result).toBe('done');
    expect(servers.outcomes('a')).toEqual(['not-done by read', 'done by run']);
  });

  test('that leaves no trace is never run again when nobody knows whether it took place', async () => {
    const plan = planOf([restart('a', { traceless: true, before: {} })]);
    servers.answers.set('a', ['lost']);
    const control = new RunSwitch(() => undefined);
    const run = servers.run(applyPlan, control, plan);
    await settled();
    expect(control.heldActions.map((held) => held.canRetry)).toEqual([false]);
    expect(control.decide('a', RETRY)).toBe(false);
    expect(control.decide('a', { kind: 'skip', reason: 'seen on the server' })).toBe(true);
    await run;
    expect(servers.sent).toEqual(['a']);
  });

  test('is skipped for a reason, and what builds on it is blocked and named', async () => {
    servers.answers.set('a', ['refused']);
    const end = await servers.run(
      applyPlan,
      deciding([{ kind: 'skip', reason: 'the account comes later' }]),
    );
    expect(end.result).toBe('partly');
    expect(servers.leftOut()).toEqual([
      { action: 'a', reason: 'skipped', note: 'the account comes later', by: undefined },
      { action: 'b', reason: 'blocked', note: undefined, by: 'a' },
    ]);
  });

  test('does not keep up a stop', async () => {
    servers.answers.set('a', ['refused']);
    const control = new RunSwitch(() => undefined);
    const run = servers.run(applyPlan, control);
    await settled();
    control.stop();
    expect((await run).result).toBe('stopped');
    expect(servers.sent).toEqual(['a', 'c']);
  });

  test('waits again after a kill, and nothing is done twice', async () => {
    servers.answers.set('a', ['refused']);
    void servers.run(applyPlan, deciding([]));
    await settled();
    expect(servers.entries.at(-1)?.type).toBe('outcome');
    // The process is gone; the journal is what is left of it.
    const control = deciding([RETRY]);
    expect((await servers.run(resumeRun, control)).result).toBe('done');
    expect(control.asked.map((held) => held.action.id)).toEqual(['a']);
    expect(servers.sent).toEqual(['a', 'c', 'a', 'b']);
  });

  test.each(['refused', 'refused-but-done'] as const)(
    'killed at any line of a run with a retry converges (%s)',
    async (answer) => {
      servers.answers.set('a', [answer]);
      await servers.run(applyPlan, deciding([RETRY]));
      const whole = servers.entries;
      for (let lines = 2; lines < whole.length; lines += 1) {
        const next = new Servers();
        next.entries = whole.slice(0, lines);
        // What the cut journal says was done, and what it was in the middle of: both may have taken effect.
        const begun = next.entries.flatMap((entry) =>
          entry.type === 'outcome' && entry.outcome === 'done' ? [entry.action] : [],
        );
        for (const id of begun) next.healthy.add(id);
        const inFlight = next.entries.at(-1);
        if (inFlight?.type === 'intent') next.healthy.add(inFlight.action);
        const end = await next.run(resumeRun, deciding([RETRY]));
        expect(end.result, String(lines)).toBe('done');
        expect(next.sent.filter((id) => begun.includes(id))).toEqual([]);
        if (inFlight?.type === 'intent') expect(next.sent).not.toContain(inFlight.action);
        expect(new Set(next.sent).size).toBe(next.sent.length);
      }
    },
  );
});

describe('the undo of a step', () => {
  test('takes back what the step did, and what was built on that', async () => {
    const plan = planOf([
      restart('a', { step: 'autodiscover' }),
      restart('b', { dependsOn: ['a'] }),
      restart('c'),
    ]);
    await servers.run(applyPlan, { next: () => Promise.resolve('go') }, plan);
    const of = (step: Action['step']): readonly string[] =>
      actionsOfStep(plan, servers.entries, step).map(({ id }) => id);
    expect(of('autodiscover')).toEqual(['a', 'b']);
    expect(of('restart-iis')).toEqual(['b', 'c']);
    expect(of('mailbox-test')).toEqual([]);
  });
});
