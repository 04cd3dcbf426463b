/** The ladder to Exchange Online: what each rung finds, and that nobody is asked to sign in. */
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../../../src/adapters/system/crypto';
import { climb } from '../../../../src/core/doctor/climb';
import type { OnlineReach } from '../../../../src/core/doctor/online-ladder';
import { ONLINE_RULES, onlineLate, onlineProbes } from '../../../../src/core/doctor/online-ladder';
import { appError } from '../../../../src/shared/errors';
import { fail, ok } from '../../../../src/shared/result';

const REACH: OnlineReach = {
  domain: 'contoso.onmicrosoft.com',
  usesModule: true,
  account: () => Promise.resolve(ok('ada@contoso.com')),
  connect: () => Promise.resolve(undefined),
};

async function states(change: Partial<OnlineReach>, isInstalled = true) {
  const rungs = await climb({
    rules: ONLINE_RULES,
    probes: onlineProbes({ ...REACH, ...change }, () => Promise.resolve(isInstalled)),
    late: onlineLate,
    clock: systemClock,
    signal: new AbortController().signal,
  });
  return rungs.map((rung) => ('error' in rung ? rung.error.code : rung.state));
}

describe('the way to Exchange Online', () => {
  test('passes where the organisation answers for itself', async () => {
    expect(await states({})).toEqual(['passed', 'passed', 'passed']);
  });

  test('is tried without a module in the usual folders, and connecting tells', async () => {
    expect(await states({}, false)).toEqual(['HX-EXOMODULE', 'passed', 'passed']);
    expect(await states({ usesModule: false }, false)).toEqual(['not-used', 'passed', 'passed']);
  });

  test('waits for a person where nobody is signed in, and connects nowhere', async () => {
    let connects = 0;
    const account = () => Promise.resolve(fail(appError('HX-SIGNIN', { reason: 'needed' })));
    const connect = () => Promise.resolve(void (connects += 1));
    expect(await states({ account, connect })).toEqual(['passed', 'not-tried', 'not-tried']);
    expect(connects).toBe(0);
  });

  test('is broken where the sign-in is refused, or another organisation answers', async () => {
    const account = () => Promise.resolve(fail(appError('HX-EXOCLOUD')));
    expect(await states({ account })).toEqual(['passed', 'HX-EXOCLOUD', 'not-tried']);
    const connect = () => Promise.resolve(appError('HX-TEN'));
    expect(await states({ connect })).toEqual(['passed', 'passed', 'HX-TEN']);
  });
});
