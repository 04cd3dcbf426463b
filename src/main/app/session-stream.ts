/** Packages through Chromium: the system's proxies and root certificates apply. */
import type { Session } from 'electron';
import { IdleWatch, type OpenStream } from '../../adapters/update/stream';

/** Opens streams of these hosts only. */
export function createSessionStream(
  session: Pick<Session, 'fetch'>,
  hosts: readonly string[],
): OpenStream {
  return async (request) => {
    const url = new URL(request.url);
    if (url.protocol !== 'https:' || !hosts.includes(url.host))
      return { kind: 'no-answer', reason: 'refused-host', sent: false, detail: url.host };
    const watch = new IdleWatch(request);
    try {
      const response = await session.fetch(request.url, {
        headers: request.headers,
        credentials: 'omit',
        redirect: 'error',
        signal: watch.abort.signal,
      });
      const headers = Object.fromEntries(response.headers.entries());
      return { kind: 'stream', status: response.status, headers, body: bodyOf(response, watch) };
    } catch (thrown) {
      watch.end();
      const detail = thrown instanceof Error ? thrown.message : String(thrown);
      return { kind: 'no-answer', reason: 'connect', sent: true, detail };
    }
  };
}

async function* bodyOf({ body }: Response, watch: IdleWatch): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader();
  try {
    let chunk: { readonly done: boolean; readonly value?: unknown } | undefined =
      await reader?.read();
    while (chunk?.value instanceof Uint8Array) {
      watch.alive();
      yield chunk.value;
      chunk = await reader?.read();
    }
  } finally {
    watch.end();
    // Whoever stops early wants no more of it.
    watch.abort.abort();
  }
}
