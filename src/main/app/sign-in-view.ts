import type { SignInState } from '../../adapters/tenant';
import type { SignInView } from '../../shared/ipc/views';

/** The sign-in as the window shows it: never the authorize address, which holds a secret of the attempt. */
export function signInView(state: SignInState | null, now: Date): SignInView {
  switch (state?.state) {
    case undefined:
    case 'signed-out':
      return { state: 'signed-out' };
    case 'opening-browser':
      return { state: 'waiting', secondsLeft: 90 };
    case 'waiting':
      return { state: 'waiting', secondsLeft: secondsUntil(state.deadline, now) };
    case 'device-code': {
      const { userCode, verificationUri, deadline } = state;
      return {
        state: 'device-code',
        userCode,
        verificationUri,
        secondsLeft: secondsUntil(deadline, now),
      };
    }
    case 'signed-in': {
      const { account, tenantId, expiresAt } = state;
      return { state: 'signed-in', account, tenantId, expiresAt };
    }
    case 'failed':
      return { state: 'failed', error: state.error };
  }
}

function secondsUntil(deadline: string, now: Date): number {
  return Math.max(0, Math.round((Date.parse(deadline) - now.getTime()) / 1_000));
}

/** True while the seconds must be counted down. */
export function isCountingDown(state: SignInState | null): boolean {
  return state?.state === 'waiting' || state?.state === 'device-code';
}
