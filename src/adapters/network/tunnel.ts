/** A way through an HTTP proxy (CONNECT, RFC 9110 section 9.3.6), as Chromium takes it for https. */
import type { Socket } from 'node:net';
import type { NetworkAnswer, Route } from '../../core/doctor/ports';
import { fault, openConnection } from './connection';

/** Longest answer of a proxy that is read, in characters. */
const ANSWER_LIMIT = 16_384;

/** Opens a tunnel. No credential of the proxy is sent: 407 is told as such. */
export async function openTunnel(
  proxy: Extract<Route, { kind: 'proxy' }>,
  host: string,
  port: number,
  signal: AbortSignal,
): Promise<NetworkAnswer<Socket>> {
  const opened = await openConnection(proxy.host, proxy.port, signal);
  if (!opened.ok) return opened;
  const { value: socket } = opened;
  const status = await askProxy(socket, `${host}:${port}`, signal);
  if (status === 200) return opened;
  socket.destroy();
  if (status === undefined) return fault('closed', 'the proxy gave no answer');
  return fault(status === 407 ? 'proxy-sign-in' : 'proxy-refused', `HTTP ${status}`);
}

/** The status of the proxy's answer; undefined where none came. */
function askProxy(socket: Socket, place: string, signal: AbortSignal): Promise<number | undefined> {
  return new Promise((settle) => {
    let text = '';
    const end = (status: number | undefined): void => {
      signal.removeEventListener('abort', onEnd);
      socket.off('data', onData);
      socket.off('close', onEnd);
      settle(status);
    };
    const onEnd = (): void => end(undefined);
    const onData = (part: Buffer): void => {
      text += part.toString('latin1');
      if (!text.includes('\r\n\r\n') && text.length <= ANSWER_LIMIT) return;
      const status = /^HTTP\/1\.[01] (\d{3})/.exec(text)?.[1];
      end(status === undefined ? undefined : Number(status));
    };
    if (signal.aborted) onEnd();
    signal.addEventListener('abort', onEnd, { once: true });
    socket.on('data', onData);
    socket.once('close', onEnd);
    socket.write(`CONNECT ${place} HTTP/1.1\r\nHost: ${place}\r\n\r\n`);
  });
}
