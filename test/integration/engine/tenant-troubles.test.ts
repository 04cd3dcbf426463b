/** Sign-in and network troubles during a run: it completes, or stops with a code, and another run completes it. */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { HttpResult } from '../../../src/adapters/tenant';
import { TAGS } from '../../../src/core/model/action';
import type { CustomerSession } from '../../../src/core/session';
import type { LabFault } from '../../../src/shared/lab';
import type { TestLab } from '../support/practice';
import { startTestLab } from '../support/practice';
import type { Trouble, Troubled } from '../support/troubled';
import { openTroubled } from '../support/troubled';

const OUTAGE_MS = 30_000;
let lab: TestLab;
let place: Troubled;

beforeAll(async () => {
  lab = await startTestLab();
});
beforeEach(async () => {
  await lab.reset('empty');
  place = await openTroubled(lab);
});
afterEach(async () => {
  vi.useRealTimers();
  await place.remove();
});
afterAll(() => lab.stop());

/** What was done in the end, whatever the order: finished change calls, generated ids made alike. */
async function done(): Promise<string[]> {
  const calls = (await lab.changes()).filter((call) => call.outcome === 'done');
  const guid = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;
  return calls.map((call) => `${call.call} ${call.arguments}`.replace(guid, 'GUID')).sort();
}

function errorCodes(session: CustomerSession): string[] {
  const entries = session.state.run?.entries ?? [];
  return entries.flatMap((entry) => ('error' in entry ? [entry.error.code] : []));
}

/** Reads, plans and applies what is left; then everything must be verified and nothing pending. */
async function completes(session: CustomerSession): Promise<void> {
  if (session.state.run?.interrupted === true) await session.resume();
  await session.read();
  const plan = await session.makePlan();
  if (plan.actions.length > 0) expect(await session.apply(TAGS)).toMatchObject({ result: 'done' });
  await session.read();
  expect((await session.makePlan()).actions).toEqual([]);
}

const answer = (status: number, headers: Record<string, string>): HttpResult => ({
  kind: 'answer',
  status,
  headers,
  body: JSON.stringify({ error: { code: 'x', message: 'x' } }),
});
const unreachable: HttpResult = { kind: 'no-answer', reason: 'connect', sent: false, detail: 'x' };
const lost: HttpResult = { kind: 'no-answer', reason: 'closed', sent: true, detail: 'x' };

/** Thirty seconds of the virtual clock from the nth Graph request on. */
function outageAt(nth: number, kind: 'storm' | 'unreachable' | 'lost'): Trouble {
  let count = 0;
  let until: number | undefined;
  return (request, send, clock) => {
    if (!request.url.includes('/v1.0/') && !request.url.includes('/token')) return undefined;
    if (request.url.includes('/v1.0/')) count += 1;
    if (count < nth) return undefined;
    const isFirst = until === undefined;
    until ??= clock.monotonic() + OUTAGE_MS;
    if (clock.monotonic() >= until) return undefined;
    if (kind === 'storm') return Promise.resolve(answer(429, { 'retry-after': '5' }));
    // The first request arrives and is done, and its answer is what gets lost.
    if (kind === 'lost' && isFirst) return send(request).then(() => lost);
    return Promise.resolve(unreachable);
  };
}

const KINDS = ['storm', 'unreachable', 'lost'] as const;
const FULL = process.env['CROSSPREM_FULL'] === '1';

/** Every request in the full matrix, else every fifteenth, for each kind others. */
function requestsOf(kind: (typeof KINDS)[number], count: number): number[] {
  const all = Array.from({ length: count }, (_value, index) => index + 1);
  return FULL ? all : all.filter((nth) => nth % 15 === 5 * KINDS.indexOf(kind) + 1);
}

describe('thirty seconds of trouble at any request of a run', () => {
  // fault network-cut
  test.each(KINDS)(
    '%s: the run completes, or stops with a code and is completed',
    { timeout: 900_000 },
    async (kind) => {
      await place.session.makePlan();
      const before = place.requests.length;
      expect(await place.session.apply(TAGS)).toMatchObject({ result: 'done' });
      const count = place.requests.length - before;
      const expected = await done();
      expect(count).toBeGreaterThan(8);
      expect(expected.length).toBeGreaterThan(8);
      const ends: string[] = [];
      for (const nth of requestsOf(kind, count)) {
        await place.remove();
        await lab.reset('empty');
        place = await openTroubled(lab);
        await place.session.makePlan();
        place.disturb(outageAt(nth, kind));
        const end = await place.session.apply(TAGS);
        place.disturb(undefined);
        const where = `${kind} ${String(nth)} of ${String(count)}: ${end.result}`;
        if (end.result !== 'done') {
          expect(errorCodes(place.session).length, where).toBeGreaterThan(0);
          expect(errorCodes(place.session), where).not.toContain('HX-BUG');
        }
        ends.push(end.result);
        await completes(await place.reopen());
        expect(await done(), where).toEqual(expected);
      }
      // Waiting is enough nearly everywhere.
      expect(ends.filter((end) => end === 'done').length).toBeGreaterThanOrEqual(ends.length / 2);
    },
  );

  test.each<LabFault>(['graph-storm', 'graph-outage'])(
    'the lab’s own %s is waited out',
    async (fault) => {
      await place.session.makePlan();
      await lab.fault(fault);
      expect(await place.session.apply(TAGS)).toMatchObject({ result: 'done' });
      await completes(place.session);
    },
  );
});

describe('sign-in troubles during a run', () => {
  // fault token-gone
  test('a token that ends in mid-run is renewed and the run completes', async () => {
    await place.session.makePlan();
    let calls = 0;
    place.disturb((request) => {
      // An hour later at each of the first requests: every token is over when the next is needed.
      if (request.url.includes('/v1.0/') && (calls += 1) < 6)
        vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 });
      return undefined;
    });
    expect(await place.session.apply(TAGS)).toMatchObject({ result: 'done' });
    vi.useRealTimers();
    await completes(place.session);
  });

  test.each<LabFault>(['conditional-access', 'sign-in-refused'])(
    '%s in mid-run stops the tenant’s rows with a code; another run completes',
    async (fault) => {
      await place.session.makePlan();
      let patches = 0;
      place.disturb((request, send) => {
        if (request.method !== 'PATCH' || (patches += 1) > 1) return undefined;
        // Right after the first write the session is no longer worth anything.
        return send(request).then(async (result) => {
          await lab.fault(fault);
          await lab.fault('graph-401');
          return result;
        });
      });
      const end = await place.session.apply(TAGS);
      expect(end.result).not.toBe('done');
      expect(errorCodes(place.session)).toEqual(expect.arrayContaining(['HX-SIGNIN']));
      place.disturb(undefined);
      await lab.fault(fault, false);
      await lab.fault('graph-401', false);
      await completes(await place.reopen());
    },
  );

  test('an account of another tenant that signs in in mid-run is dropped unused', async () => {
    await place.session.makePlan();
    let patches = 0;
    place.disturb((request, send) => {
      if (request.method !== 'PATCH' || (patches += 1) > 1) return undefined;
      return send(request).then(async (result) => {
        await lab.fault('wrong-tenant');
        await lab.fault('session-revoked');
        return result;
      });
    });
    const seen: string[] = [];
    place.signIn.subscribe((state) => {
      if (state.state === 'failed') seen.push(state.error.code);
    });
    await place.session.apply(TAGS);
    // The revoked session first, then the wrong account; what follows is the right one's own sign-in.
    expect(seen).toEqual(['HX-SIGNIN', 'HX-TEN']);
    await lab.fault('wrong-tenant', false);
    await completes(await place.reopen());
    const refused = (await lab.calls()).filter((call) => call.outcome === 'failed');
    expect(refused.filter((call) => call.change)).toEqual([]);
  });

  // fault token-gone
  test('a revoked session is signed in to again where a person is there, and the run goes on', async () => {
    await place.session.makePlan();
    await lab.fault('session-revoked');
    expect(await place.session.apply(TAGS)).toMatchObject({ result: 'done' });
    await completes(place.session);
  });

  // fault clock-jumps
  test('a clock ten minutes off changes nothing', async () => {
    await lab.fault('clock-ahead');
    await completes(place.session);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 600_000 });
    await lab.reset('empty');
    await completes(await place.reopen());
  });
});

describe('before a run', () => {
  test('permissions that are refused stop it before its first command anywhere', async () => {
    const careful = await openTroubled(lab, { autoSignIn: false, clientId: 'not-consented' });
    await careful.signIn.withBrowser();
    await careful.session.makePlan();
    await lab.fault('admin-consent-required');
    const end = await careful.session.apply(TAGS);
    expect(end).toMatchObject({
      result: 'stopped',
      error: { code: 'HX-SIGNIN', args: { reason: 'admin-consent' } },
    });
    expect(await lab.changes()).toEqual([]);
    await lab.fault('admin-consent-required', false);
    await completes(careful.session);
    await careful.remove();
  });

  test('a sign-in that is abandoned leaves nothing half-applied', async () => {
    let asked = 0;
    const careful = await openTroubled(lab, {
      autoSignIn: false,
      openBrowser: () => {
        asked += 1;
        queueMicrotask(() => careful.signIn.cancel());
        return new Promise(() => undefined);
      },
    });
    expect(await careful.signIn.withBrowser()).toMatchObject({ state: 'failed' });
    await careful.session.makePlan();
    expect(careful.session.state.plan?.actions.filter(({ target }) => target === 'tenant')).toEqual(
      [],
    );
    expect(await lab.changes()).toEqual([]);
    expect(asked).toBe(1);
    await careful.remove();
  });

  test('two windows on one tenant share a sign-in; the second plan is out of date', async () => {
    const other = await place.reopen();
    await Promise.all([place.session.makePlan(), other.makePlan()]);
    expect(await place.session.apply(TAGS)).toMatchObject({ result: 'done' });
    const changes = await done();
    expect(await other.apply(TAGS)).toMatchObject({ result: 'outdated' });
    expect(await done()).toEqual(changes);
  });
});

test('no token of a whole run is in any file or state', async () => {
  await place.session.makePlan();
  await place.session.apply(TAGS);
  await place.session.verify();
  await place.signIn.signOut();
  expect(place.secrets.size).toBeGreaterThan(4);
  const names = await readdir(place.folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile());
  expect(files.length).toBeGreaterThan(5);
  const texts = await Promise.all(
    files.map((entry) => readFile(join(entry.parentPath, entry.name), 'latin1')),
  );
  texts.push(JSON.stringify([place.session.state, place.signIn.state]));
  for (const secret of place.secrets) {
    for (const text of texts) expect(text.includes(secret)).toBe(false);
  }
});
