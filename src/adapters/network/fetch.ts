/** The product's own HTTPS as the examination uses it: a plain GET without any credential. */
import type { Fetched } from '../../core/doctor/ports';
import type { HttpSend } from '../tenant';

/** Longest that one answer may take; the rung's own time ends it earlier. */
const TIMEOUT_MS = 10_000;

/** Fetches through the given client. */
export function plainFetch(http: HttpSend): (url: string, signal: AbortSignal) => Promise<Fetched> {
  return async (url, signal) => {
    const answer = await http({ method: 'GET', url, headers: {}, timeoutMs: TIMEOUT_MS, signal });
    if (answer.kind === 'no-answer') return answer;
    const { status, headers, body } = answer;
    return { kind: 'answer', status, date: headers['date'] ?? null, body };
  };
}
