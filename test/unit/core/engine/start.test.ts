/** Actions that are put to a time: waiting, pause and stop in the wait, coming too late, and going on after a kill. */
import { describe, expect, test } from 'vitest';
import { planSchema } from '../../../../src/adapters/storage/schemas';
import { RunSwitch } from '../../../../src/main/app/run-switch';
import type { RunControl, RunEnd, RunEvent } from '../../../../src/core/engine/apply';
import { applyPlan, resumeRun } from '../../../../src/core/engine/apply';
import type { EnginePorts } from '../../../../src/core/engine/ports';
import { refusePast } from '../../../../src/core/engine/start';
import type { Action } from '../../../../src/core/model/action';
import type { JournalEntry } from '../../../../src/core/model/journal';
import type { Plan } from '../../../../src/core/model/plan';
import { checkInputs, resolveInputs } from '../../../../src/core/scenarios/inputs';
import * as v from 'valibot';
import { restart, planOf, journalOver, restOfPorts, MADE_AT } from './support';

const BEGUN = Date.parse(MADE_AT);
const AT = '2026-12-01T21:00:00.000Z';
const HOUR = 3_600_000;

function action(id: string, change: Partial<Action> = {}): Action {
  return restart(id, { resource: 'restart-iis', traceless: true, before: {}, ...change });
}

const OTHER = action('other', {
  target: 'workstation',
  operation: { kind: 'remove-file', file: 'other' },
});
const ACTIONS = [
  action('first', { notBefore: AT }),
  action('second', { dependsOn: ['first'] }),
  OTHER,
];

/** A computer with a clock that only moves when somebody sleeps. */
class Computer {
  readonly entries: JournalEntry[] = [];
  readonly sent: string[] = [];
  readonly events: RunEvent[] = [];
  readonly slept: number[] = [];
  time = BEGUN;
  /** Called after each sleep. */
  onSlept = (): void => undefined;

  run(
    start: typeof applyPlan,
    control: RunControl = { next: () => Promise.resolve('go') },
    plan = planOf(ACTIONS),
  ): Promise<RunEnd> {
    return start({
      plan,
      run: 'run',
      consents: [],
      productVersion: '0',
      ports: this.ports,
      journal: journalOver(this.entries),
      control,
      onEvent: (event) => this.events.push(event),
    });
  }

  private get ports(): EnginePorts {
    const rest = restOfPorts();
    return {
      shell: { description: '', invoke: () => Promise.reject(new Error('not asked')) },
      local: {
        description: '',
        invoke: ({ parameters }) => {
          this.sent.push(`${String(parameters['ComputerName'])} ${this.now()}`);
          return Promise.resolve({ kind: 'done', items: [], warnings: [] });
        },
      },
      premises: {
        look: ({ url }) =>
          Promise.resolve({
            kind: 'answer',
            url,
            status: 200,
            challenges: [],
            location: null,
            body: '',
          }),
        names: () => Promise.resolve([]),
      },
      ...rest,
      files: {
        ...rest.files,
        remove: () => {
          this.sent.push(`other ${this.now()}`);
          return Promise.resolve();
        },
      },
      clock: {
        now: () => new Date(this.time),
        monotonic: () => this.time,
        sleep: async (milliseconds, signal) => {
          // Whatever else is ready goes first, as it does within a real sleep.
          for (let turn = 0; turn < 100; turn += 1) await Promise.resolve();
          if (signal?.aborted === true) return;
          this.time += milliseconds;
          this.slept.push(milliseconds);
          this.onSlept();
        },
      },
    };
  }

  private now(): string {
    return new Date(this.time).toISOString().slice(11, 16);
  }

  get leftOut(): unknown {
    return this.entries.filter((entry) => entry.type === 'left-out');
  }
}

const RESTARTED = ['first.contoso.lab 21:00', 'second.contoso.lab 21:00'];

describe('a run', () => {
  test('waits in short sleeps until the time; what does not depend on it goes on meanwhile', async () => {
    const computer = new Computer();
    expect((await computer.run(applyPlan)).result).toBe('done');
    expect(computer.sent).toEqual(['other 20:00', ...RESTARTED]);
    expect(Math.max(...computer.slept)).toBeLessThanOrEqual(30_000);
    const told = computer.events.filter((event) => event.kind === 'waiting');
    expect(told).toEqual([{ kind: 'waiting', action: ACTIONS[0], until: AT }]);
  });

  test('without a time does not wait', async () => {
    const computer = new Computer();
    const actions = [action('first'), action('second', { dependsOn: ['first'] })];
    expect((await computer.run(applyPlan, undefined, planOf(actions))).result).toBe('done');
    expect(computer.slept).toEqual([]);
  });

  test('asks the person after each sleep: a stop in the wait sends no restart', async () => {
    const computer = new Computer();
    const next = (): Promise<'go' | 'stop'> =>
      Promise.resolve(computer.slept.length >= 3 ? 'stop' : 'go');
    expect((await computer.run(applyPlan, { next })).result).toBe('stopped');
    expect(computer.sent).toEqual(['other 20:00']);
    expect(computer.slept).toHaveLength(3);
  });

  test('is woken by a wish of the person: stop ends the wait before the sleep is over', async () => {
    const computer = new Computer();
    const person = new RunSwitch(() => undefined);
    let asked = 0;
    const control: RunControl = {
      next: () => {
        asked += 1;
        return person.next();
      },
      changed: () => {
        if (asked >= 3) queueMicrotask(() => person.stop());
        return person.changed();
      },
    };
    expect((await computer.run(applyPlan, control)).result).toBe('stopped');
    expect(computer.sent).toEqual(['other 20:00']);
    expect(computer.time).toBeLessThan(Date.parse(AT));
  });

  test('that was paused beyond the hour leaves the restarts out', async () => {
    const computer = new Computer();
    let paused = false;
    const next = (): Promise<'go' | 'stop'> => {
      if (computer.slept.length === 2 && !paused) {
        paused = true;
        computer.time += 3 * HOUR;
      }
      return Promise.resolve('go');
    };
    expect((await computer.run(applyPlan, { next })).result).toBe('partly');
    expect(computer.sent).toEqual(['other 20:00']);
  });

  // fault suspend
  test('on a computer that slept too long leaves the restarts out, and says why', async () => {
    const computer = new Computer();
    computer.onSlept = () => (computer.time += 3 * HOUR);
    expect((await computer.run(applyPlan)).result).toBe('partly');
    expect(computer.sent).toEqual(['other 20:00']);
    const error = { code: 'HX-LATE', args: { when: '2026-12-01 21:00 UTC', minutes: 60 } };
    expect(computer.leftOut).toMatchObject([
      { action: 'first', reason: 'late', error },
      { action: 'second', reason: 'blocked', blockedBy: 'first' },
    ]);
  });

  test.each([
    [HOUR, 'done'],
    [HOUR + 1, 'partly'],
  ] as const)('%d ms after the time ends %s', async (late, result) => {
    const computer = new Computer();
    computer.time = Date.parse(AT) + late;
    expect((await computer.run(applyPlan)).result).toBe(result);
    expect(computer.sent.filter((line) => line.startsWith('first'))).toHaveLength(
      result === 'done' ? 1 : 0,
    );
  });
});

describe('after a kill in the wait', () => {
  async function killed(): Promise<Computer> {
    const computer = new Computer();
    computer.onSlept = () => {
      if (computer.slept.length === 2) throw new Error('killed');
    };
    await expect(computer.run(applyPlan)).rejects.toThrow('killed');
    computer.onSlept = () => undefined;
    expect(computer.sent).toEqual(['other 20:00']);
    return computer;
  }

  test('the wait goes on', async () => {
    const computer = await killed();
    expect((await computer.run(resumeRun)).result).toBe('done');
    expect(computer.sent).toEqual(['other 20:00', ...RESTARTED]);
  });

  test('the next morning is too late', async () => {
    const computer = await killed();
    computer.time += 11 * HOUR;
    expect((await computer.run(resumeRun)).result).toBe('partly');
    expect(computer.sent).toEqual(['other 20:00']);
  });
});

describe('the plan', () => {
  const parse = (plan: Plan): boolean =>
    v.safeParse(planSchema, JSON.parse(JSON.stringify(plan))).success;

  test('has the time in its fingerprint, and is stored with it and without', () => {
    const [timed, untimed] = [planOf([action('a', { notBefore: AT })]), planOf([action('a')])];
    expect(timed.digest).not.toBe(untimed.digest);
    expect([parse(timed), parse(untimed)]).toEqual([true, true]);
    expect(parse(planOf([action('a', { notBefore: '2026-12-01' })]))).toBe(false);
  });

  test('is refused once the time has passed', () => {
    const plan = planOf(ACTIONS);
    expect(() => refusePast(plan, new Date(BEGUN))).not.toThrow();
    expect(() => refusePast(plan, new Date(AT))).toThrow('HX-TIME');
  });
});

describe('a typed time', () => {
  const problems = (restartAt: string): readonly string[] =>
    checkInputs(resolveInputs({ restartAt }, { domains: [], domainControllers: [] })).map(
      ({ input, error }) => `${input} ${error.code}`,
    );

  test.each(['', '2026-12-01T22:00+01:00', '2026-12-01T21:00Z', '2026-12-01T21:00:30-09:30'])(
    'takes %j',
    (value) => {
      expect(problems(value)).toEqual([]);
    },
  );

  test.each([
    '2026-12-01',
    '2026-12-01T22:00',
    '2026-02-30T22:00Z',
    '2026-12-01T25:00Z',
    '2026-12-01T22:00+19:00',
    '2026-12-01 22:00+01:00',
    'tonight',
  ])('refuses %j', (value) => {
    expect(problems(value)).toEqual(['restartAt HX-TIME']);
  });
});
