/** HTTPS of the command line: Node's own, which takes no proxy. Where one is set, a failure says so. */
import { createNodeHttp, type HttpSend } from '../adapters/tenant';

const PROXY_VARIABLES = ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'];

/** Sends to these hosts, directly. */
export function directHttp(
  hosts: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = process.env,
  send: HttpSend = createNodeHttp({ hosts }),
): HttpSend {
  const named = PROXY_VARIABLES.find((name) => (environment[name] ?? '') !== '');
  if (named === undefined) return send;
  return async (request) => {
    const answer = await send(request);
    const isUnreached =
      answer.kind === 'no-answer' && (answer.reason === 'connect' || answer.reason === 'timeout');
    if (!isUnreached) return answer;
    const detail = `${answer.detail} (${named} is set; the command line connects directly, without a proxy)`;
    return { ...answer, detail };
  };
}
