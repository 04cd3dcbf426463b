/** The ladder to Exchange Online: its module, the sign-in that opens it, and the organisation that answers. */
import type { OnlineRungId, RungOutcome } from '../../shared/doctor';
import { ONLINE_RUNGS } from '../../shared/doctor';
import type { AppError } from '../../shared/errors';
import { appError } from '../../shared/errors';
import type { Result } from '../../shared/result';
import { message } from '../model/message';
import type { CallOptions } from '../ports';
import type { Probe, RungRule } from './climb';

/** How Exchange Online of one customer is reached. */
export interface OnlineReach {
  /** Initial domain, for people. */
  readonly domain: string;
  /** False in the practice lab, which has no module. */
  readonly usesModule: boolean;
  /** The account whose token it would take; nobody is asked to sign in. */
  readonly account: () => Promise<Result<string>>;
  /** Connects; undefined where the organisation has answered for itself. */
  readonly connect: (options: CallOptions) => Promise<AppError | undefined>;
}

const SECOND = 1_000;
const TIMES: Readonly<Record<OnlineRungId, number>> = {
  module: 60 * SECOND,
  'sign-in': 30 * SECOND,
  // A cold PowerShell, its module, and the commands that the account may use.
  organisation: 120 * SECOND,
};
const NEEDS: Readonly<Record<OnlineRungId, readonly OnlineRungId[]>> = {
  module: [],
  'sign-in': [],
  organisation: ['sign-in'],
};

/** The rungs, lowest first. */
export const ONLINE_RULES: readonly RungRule<OnlineRungId>[] = ONLINE_RUNGS.map((id) => ({
  id,
  needs: NEEDS[id],
  deadlineMs: TIMES[id],
}));

/** What a rung means that took too long. */
export function onlineLate(id: OnlineRungId): AppError {
  const detail = `no answer in ${TIMES[id] / SECOND} s`;
  return id === 'sign-in'
    ? appError('HX-SIGNIN', { reason: 'timeout' }, detail)
    : appError('HX-REACH', { target: 'Exchange Online' }, detail);
}

/** What is tried at each rung. `isInstalled`: the module lies in a usual folder of this computer. */
export function onlineProbes(
  reach: OnlineReach,
  isInstalled: () => Promise<boolean>,
): Readonly<Record<OnlineRungId, Probe>> {
  return {
    module: async () => {
      if (!reach.usesModule) return { state: 'not-used', note: message('doctor.note.no-module') };
      if (await isInstalled()) return { state: 'passed', note: message('doctor.note.module') };
      // It may lie elsewhere; connecting tells.
      return {
        state: 'warned',
        error: appError('HX-EXOMODULE', { cause: 'missing', version: '' }),
      };
    },
    'sign-in': async () => signInOutcome(await reach.account(), reach.domain),
    organisation: async (signal) => {
      const deadlineMs = TIMES.organisation - 2 * SECOND;
      const error = await reach.connect({ deadlineMs, signal, requestId: 'doctor-online' });
      return error === undefined
        ? { state: 'passed', note: message('doctor.note.organisation', { target: reach.domain }) }
        : { state: 'failed', error };
    },
  };
}

function signInOutcome(account: Result<string>, domain: string): RungOutcome {
  if (account.ok)
    return { state: 'passed', note: message('doctor.note.signed-in', { account: account.value }) };
  const { error } = account;
  if (error.code === 'HX-SIGNIN' && error.args['reason'] === 'needed')
    return {
      state: 'not-tried',
      note: message('doctor.note.signed-out', { target: domain }),
      needsPerson: true,
    };
  return { state: 'failed', error };
}
