/** One signal from a deadline and a caller's signal. The older runtime has no AbortSignal.any. */
import type { CallOptions } from '../../core/ports';

/** Runs something with a signal that is aborted at the deadline, or when the caller's is. */
export async function withLimit<T>(
  { deadlineMs, signal }: CallOptions,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = new AbortController();
  const stop = (): void => limit.abort();
  const timer = setTimeout(stop, deadlineMs);
  if (signal?.aborted === true) stop();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    return await work(limit.signal);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}
