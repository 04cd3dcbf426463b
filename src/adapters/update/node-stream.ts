/** Packages over node:https, for the command line. */
import type { IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { IdleWatch, type OpenStream, type StreamRequest } from './stream';

/** Opens streams of these hosts only. `ca`: PEM of the only authority that is accepted; the system's list where absent. */
export function createNodeStream(options: {
  readonly hosts: readonly string[];
  readonly ca?: string;
}): OpenStream {
  return async (request) => {
    const url = new URL(request.url);
    if (url.protocol !== 'https:' || !options.hosts.includes(url.host))
      return { kind: 'no-answer', reason: 'refused-host', sent: false, detail: url.host };
    const watch = new IdleWatch(request);
    try {
      const incoming = await answerTo(url, request, watch.abort.signal, options.ca);
      const headers = Object.entries(incoming.headers);
      return {
        kind: 'stream',
        status: incoming.statusCode ?? 0,
        headers: Object.fromEntries(headers.map(([name, value]) => [name, String(value)])),
        body: bodyOf(incoming, watch),
      };
    } catch (thrown) {
      watch.end();
      const detail = thrown instanceof Error ? thrown.message : String(thrown);
      return { kind: 'no-answer', reason: 'connect', sent: true, detail };
    }
  };
}

function answerTo(
  url: URL,
  { headers }: StreamRequest,
  signal: AbortSignal,
  ca: string | undefined,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const outgoing = httpsRequest(url, {
      headers: { accept: '*/*', ...headers },
      agent: false,
      signal,
      // Node 18 would try ::1 alone.
      ...(url.hostname === 'localhost' ? { family: 4 } : {}),
      ...(ca === undefined ? {} : { ca }),
    });
    outgoing.once('response', resolve);
    outgoing.on('error', reject);
    outgoing.end();
  });
}

/** Rejects where the connection ends before the body does. */
async function* bodyOf(incoming: IncomingMessage, watch: IdleWatch): AsyncGenerator<Uint8Array> {
  try {
    for await (const piece of incoming) {
      watch.alive();
      if (piece instanceof Uint8Array) yield piece;
    }
  } finally {
    watch.end();
    incoming.destroy();
  }
}
