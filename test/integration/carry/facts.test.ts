/**
 * The facts that scripts check are those of the reads, by name. Whether their values agree only a real PowerShell shows;
 * a fact that a script does not know would stop every script of it as outdated, and that must show without one too.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CarryTarget } from '../../../src/core/carry/manifest';
import { readyFor } from '../../../src/core/carry/scope';
import type { CarriedScript } from '../../../src/core/carry/script';
import type { LabStart } from '../../../src/shared/lab';
import type { CustomerRecord } from '../../../src/core/model/customer';
import type { TestLab } from '../support/practice';
import { startTestLab } from '../support/practice';
import { lookBoth, openCarryBench } from '../support/carry';

let lab: TestLab;
beforeAll(async () => {
  lab = await startTestLab();
});
afterAll(() => lab.stop());

/** The functions of a script by name, each with its text up to the next one. */
function functionsOf(text: string): ReadonlyMap<string, string> {
  const parts = text.split(/^function /m).slice(1);
  return new Map(parts.map((part) => [part.split(/[\s{(]/, 1)[0] ?? '', part]));
}

/** A function's text with that of every function it calls. */
function reached(
  name: string,
  functions: ReadonlyMap<string, string>,
  seen = new Set<string>(),
): string {
  const own = functions.get(name);
  if (own === undefined || seen.has(name)) return '';
  seen.add(name);
  const called = [...functions.keys()].filter((other) => own.includes(other));
  return [own, ...called.map((other) => reached(other, functions, seen))].join('\n');
}

/** The observations that a script reads again: what they call, and the facts they expect. */
function checks(script: CarriedScript): readonly { read: string; call: string; facts: string[] }[] {
  const lines = script.text.split(/\r?\n/).filter((line) => line.startsWith('$observations += '));
  return (script.plan?.observations ?? []).flatMap(({ key, request, facts }) => {
    const read = request.read;
    const line = lines.find((item) => item.includes(`Read = {`) && item.includes(`'${key}'`));
    const call = /Read = \{ (\S+)/.exec(line ?? '')?.[1];
    return call === undefined ? [] : [{ read, call, facts: Object.keys(facts) }];
  });
}

const SFB: Partial<CustomerRecord> = {
  scenario: 'sfb-server-exchange',
  connection: { exchange: 'carry', tenant: 'carry', skype: 'carry' },
};

describe('scripts', () => {
  test.each<[LabStart, readonly CarryTarget[], Partial<CustomerRecord>]>([
    ['empty', ['exchange', 'tenant'], {}],
    ['hcw-certificate', ['exchange', 'tenant', 'online'], {}],
    ['sfb-empty', ['exchange', 'skype'], SFB],
  ])(
    'from %s: every function they call is in them, and names every fact',
    async (start, sides, change) => {
      await lab.reset(start);
      const bench = await openCarryBench(lab, change);
      await lookBoth(bench);
      const plan = await bench.session.makePlan();
      for (const side of sides) {
        const ready = readyFor(plan, side);
        if (ready.length === 0) continue;
        const script = await bench.hand.script(side);
        const functions = functionsOf(script.text);
        const found = checks(script);
        if (side !== 'online') expect(found.length).toBeGreaterThan(0);
        for (const { read, call, facts } of found) {
          expect([read, [...functions.keys()]]).toEqual([read, expect.arrayContaining([call])]);
          const text = reached(call, functions);
          // The others are put together from what is found.
          const fixed = facts.filter((fact) => /^\w+$/.test(fact));
          expect([read, fixed.filter((fact) => !text.includes(fact))]).toEqual([read, []]);
        }
        for (const [, call = ''] of script.text.matchAll(
          /^ {4}(?:Read|Act) = \{ ((?:Read|Set|Invoke|Restart|Export)-\w+)/gm,
        ))
          expect([...functions.keys()]).toContain(call);
      }
      await bench.remove();
    },
  );
});
