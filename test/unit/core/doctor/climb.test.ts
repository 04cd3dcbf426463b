/** The ladder's logic, whatever its rungs are: no rung after a broken one, every outcome coded, time bounded. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { climb, within, type Probe, type RungRule } from '../../../../src/core/doctor/climb';
import type { RungOutcome, TenantRungId } from '../../../../src/shared/doctor';
import { TENANT_RUNGS } from '../../../../src/shared/doctor';
import { CodedError, appError, ERROR_CODES } from '../../../../src/shared/errors';
import type { Clock } from '../../../../src/core/ports';
import { TENANT_RULES } from '../../../../src/core/doctor/tenant-ladder';

const NOTE = { key: 'doctor.note.no-date', args: {} };

/** A clock whose waits end only when the test says so. */
function handClock(): Clock & { readonly pass: (milliseconds: number) => void } {
  let now = 0;
  const waits: { readonly until: number; readonly end: () => void }[] = [];
  return {
    now: () => new Date(now),
    monotonic: () => now,
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        waits.push({ until: now + milliseconds, end: resolve });
        signal?.addEventListener('abort', () => reject(new Error('aborted')));
      }),
    pass: (milliseconds) => {
      now += milliseconds;
      for (const { until, end } of waits) if (until <= now) end();
    },
  };
}

type Kind = RungOutcome['state'] | 'throws-code' | 'throws' | 'hangs';
const KINDS: readonly Kind[] = [
  'passed',
  'warned',
  'failed',
  'not-used',
  'not-tried',
  'throws-code',
  'throws',
  'hangs',
];

function probeOf(kind: Kind, clock: ReturnType<typeof handClock>, deadlineMs: number): Probe {
  return () => {
    switch (kind) {
      case 'passed':
      case 'not-used':
        return Promise.resolve({ state: kind, note: NOTE });
      case 'not-tried':
        return Promise.resolve({ state: kind, note: NOTE, needsPerson: true });
      case 'warned':
      case 'failed':
        return Promise.resolve({ state: kind, error: appError('HX-TLS') });
      case 'throws-code':
        return Promise.reject(new CodedError(appError('HX-DC')));
      case 'throws':
        return Promise.reject(new Error('what nobody expected'));
      case 'hangs':
        setTimeout(() => clock.pass(deadlineMs), 0);
        return new Promise(() => undefined);
    }
  };
}

describe('climbing', () => {
  it('tries no rung after a broken one, and none without what it needs; codes every failure', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(...TENANT_RUNGS.map(() => fc.constantFrom(...KINDS))),
        async (kinds) => {
          const clock = handClock();
          const tried: TenantRungId[] = [];
          const entries = TENANT_RUNGS.map((id, index) => {
            const rule = TENANT_RULES.find((item) => item.id === id)!;
            const probe = probeOf(kinds[index]!, clock, rule.deadlineMs);
            return [
              id,
              (signal: AbortSignal) => {
                tried.push(id);
                return probe(signal);
              },
            ] as const;
          });
          const rungs = await climb({
            rules: TENANT_RULES,
            probes: Object.fromEntries(entries) as Record<TenantRungId, Probe>,
            late: () => appError('HX-REACH'),
            clock,
            signal: new AbortController().signal,
          });
          expect(rungs.map(({ id }) => id)).toEqual([...TENANT_RUNGS]);
          const broken = rungs.findIndex(({ state }) => state === 'failed');
          const after = broken < 0 ? [] : rungs.slice(broken + 1);
          expect(after.every(({ state }) => state === 'not-tried')).toBe(true);
          for (const { id } of after) expect(tried).not.toContain(id);
          for (const id of tried) {
            for (const need of TENANT_RULES.find((item) => item.id === id)!.needs) {
              const below = rungs.find((rung) => rung.id === need)!;
              expect(below.state === 'failed' || below.state === 'not-tried').toBe(false);
            }
          }
          for (const rung of rungs)
            if ('error' in rung) expect(ERROR_CODES).toContain(rung.error.code);
            else expect(rung.note.key).toMatch(/^doctor\.note\./);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('takes a thrown code as it is and anything else as HX-BUG', async () => {
    const clock = handClock();
    const rules: readonly RungRule<'name'>[] = [{ id: 'name', needs: [], deadlineMs: 10 }];
    const run = (kind: Kind) =>
      climb({
        rules,
        probes: { name: probeOf(kind, clock, 10) },
        late: () => appError('HX-REACH'),
        clock,
        signal: new AbortController().signal,
      });
    expect((await run('throws-code'))[0]).toMatchObject({ error: { code: 'HX-DC' } });
    expect((await run('throws'))[0]).toMatchObject({ error: { code: 'HX-BUG' } });
    expect((await run('hangs'))[0]).toMatchObject({
      error: { code: 'HX-REACH' },
      milliseconds: 10,
    });
  });
});

describe('a bounded wait', () => {
  it('tells the work that it was given up, and swallows what the work says then', async () => {
    const clock = handClock();
    let told = false;
    const done = within<string>(clock, 50, new AbortController().signal, async (signal) => {
      await new Promise((resolve) =>
        signal.addEventListener('abort', () => {
          resolve(null);
        }),
      );
      told = true;
      throw new Error('too late');
    });
    clock.pass(50);
    expect(await done).toBeUndefined();
    await new Promise((resolve) => setImmediate(resolve));
    expect(told).toBe(true);
  });

  it('ends at once when the whole was ended, and then begins nothing', async () => {
    const outer = new AbortController();
    const clock = handClock();
    const done = within<string>(clock, 50, outer.signal, () => new Promise(() => undefined));
    outer.abort();
    expect(await done).toBeUndefined();
    let begun = false;
    await within(clock, 50, outer.signal, () => {
      begun = true;
      return Promise.resolve();
    });
    expect(begun).toBe(false);
  });
});
