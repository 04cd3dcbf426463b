/** What people are told where a request got no answer. */
import type { AppError } from '../../shared/errors';
import { appError } from '../../shared/errors';
import type { HttpFailure, HttpResult } from './http';

type Silence = Pick<Extract<HttpResult, { kind: 'no-answer' }>, 'reason' | 'detail' | 'proxy'>;

/** The cause in HX-PROXY for each failure of a proxy. */
const PROXY_CAUSES: Partial<Readonly<Record<HttpFailure, string>>> = {
  proxy: 'refused',
  'proxy-unreachable': 'unreachable',
  'proxy-sign-in': 'auth',
};

/** HX-PROXY with the proxy's own name where one failed, else HX-REACH with the host's. */
export function silenceError(host: string, { reason, detail, proxy }: Silence): AppError {
  const cause = PROXY_CAUSES[reason];
  return cause === undefined || proxy === undefined
    ? appError('HX-REACH', { target: 'tenant', host, reason }, detail)
    : appError('HX-PROXY', { ...proxy, cause }, detail);
}
