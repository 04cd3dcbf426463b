/** Signing in to a tenant from the command line: what a person has to do, on standard error. No token is ever shown. */
import { CodedError, appError } from '../shared/errors';
import { isSignInAllowed, type PolicyValues } from '../shared/policy';
import type { AutoSignIn, SignIn } from '../adapters/tenant';
import type { CommandLine } from './arguments';
import { canAsk } from './ask';
import type { Output } from './output';

/** How a token is asked for. Where nobody looks on, nothing opens a browser by itself. */
export function signInWay(line: CommandLine, policy: PolicyValues): AutoSignIn | undefined {
  if (line.deviceCode && !isSignInAllowed('device-code', policy))
    throw new CodedError(appError('HX-RULESIGNIN', { way: 'device-code' }));
  if (line.deviceCode) return { way: 'device-code', attempts: 'one' };
  return canAsk() && isSignInAllowed('browser', policy)
    ? { way: 'browser', attempts: 'one' }
    : undefined;
}

/** Tells each thing that a person has to do once. */
export function showSignIn(signIn: SignIn, out: Output): void {
  const { translator: t } = out;
  let shown = '';
  signIn.subscribe((state) => {
    switch (state.state) {
      case 'waiting':
        if (shown !== state.authorizeUrl)
          out.note(t.t('cli.sign-in.browser', { address: state.authorizeUrl }));
        shown = state.authorizeUrl;
        return;
      case 'device-code':
        if (shown !== state.userCode)
          out.note(
            t.t('cli.sign-in.code', { code: state.userCode, address: state.verificationUri }),
          );
        shown = state.userCode;
        return;
      case 'signed-in':
        out.note(t.t('cli.sign-in.done', { account: state.account }));
        return;
      case 'failed':
      case 'opening-browser':
      case 'signed-out':
        return;
    }
  });
}
