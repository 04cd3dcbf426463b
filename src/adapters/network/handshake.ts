/**
 * A TLS handshake that only looks. It accepts every certificate, so that each can be shown, judges by Node's own
 * verification, sends one HEAD request without any credential for the server's time, and hangs up.
 */
import type { Socket } from 'node:net';
import { isIP } from 'node:net';
import { connect as openTls } from 'node:tls';
import type { DetailedPeerCertificate, TLSSocket } from 'node:tls';
import { within } from '../../core/doctor/climb';
import type {
  NetworkAnswer,
  Route,
  ServerCertificate,
  TlsFacts,
  TrustFault,
} from '../../core/doctor/ports';
import type { Clock } from '../../core/ports';
import { fault, openConnection } from './connection';
import { openTunnel } from './tunnel';

/** Where to shake hands. */
interface HandshakeTarget {
  readonly host: string;
  readonly port: number;
  readonly route: Route;
  readonly ca?: string;
  readonly clock: Clock;
}

/** A server that does not answer the HEAD request is none the worse for it. */
const TIME_MS = 3_000;
/** Longest answer to the HEAD request that is read, in characters. */
const HEAD_LIMIT = 16_384;

/** Shakes hands; the connection is closed in the end, whatever came of it. */
export async function handshake(
  target: HandshakeTarget,
  signal: AbortSignal,
): Promise<NetworkAnswer<TlsFacts>> {
  const { host, port, route } = target;
  const opened =
    route.kind === 'direct'
      ? await openConnection(host, port, signal)
      : await openTunnel(route, host, port, signal);
  if (!opened.ok) return opened;
  const secured = await secure(opened.value, target, signal);
  if (!secured.ok) {
    opened.value.destroy();
    return secured;
  }
  const { value: socket } = secured;
  const facts = factsOf(socket);
  const date = await within(target.clock, TIME_MS, signal, (end) => askTime(socket, host, end));
  socket.destroy();
  opened.value.destroy();
  return { ok: true, value: { ...facts, date: date ?? null } };
}

function secure(
  socket: Socket,
  { host, ca }: HandshakeTarget,
  signal: AbortSignal,
): Promise<NetworkAnswer<TLSSocket>> {
  return new Promise((settle) => {
    const tls = openTls({
      socket,
      // The name that the certificate must be for.
      host,
      // Looking at a certificate needs it to be shown; nothing of ours is sent over this connection.
      rejectUnauthorized: false,
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ...(ca === undefined ? {} : { ca }),
    });
    const end = (answer: NetworkAnswer<TLSSocket>): void => {
      signal.removeEventListener('abort', onAbort);
      if (!answer.ok) tls.destroy();
      settle(answer);
    };
    const onAbort = (): void => end(fault('closed', 'given up'));
    signal.addEventListener('abort', onAbort, { once: true });
    tls.once('secureConnect', () => end({ ok: true, value: tls }));
    tls.on('error', (error) => end(fault('closed', error)));
    tls.once('close', () => end(fault('closed', 'the connection ended')));
  });
}

function factsOf(socket: TLSSocket): Omit<TlsFacts, 'date'> {
  const own = socket.getPeerCertificate(true);
  const [kind, detail] = trustOf(socket);
  return {
    protocol: socket.getProtocol() ?? '',
    chain: chainOf(own).map(certificateOf),
    fault: kind,
    detail,
  };
}

/** OpenSSL's verification codes: https://nodejs.org/api/tls.html#x509-certificate-error-codes. */
const TRUST: Readonly<Record<string, TrustFault>> = {
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'not-yet-valid',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'unknown-authority',
  UNABLE_TO_GET_ISSUER_CERT: 'unknown-authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unknown-authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unknown-authority',
  CERT_UNTRUSTED: 'unknown-authority',
  ERR_TLS_CERT_ALTNAME_INVALID: 'wrong-name',
};

/** Node verifies authority, dates and name all the same; it only does not act on it. */
function trustOf(socket: TLSSocket): readonly [TrustFault | null, string] {
  if (socket.authorized) return [null, ''];
  // Node's types say Error, its documents and its code give the verification code as text.
  const code = String(socket.authorizationError);
  return [TRUST[code] ?? 'other', code];
}

const LONGEST_CHAIN = 10;

/** The certificates that belong together; the last authority names itself as its own issuer. */
function chainOf(own: DetailedPeerCertificate): readonly DetailedPeerCertificate[] {
  const chain: DetailedPeerCertificate[] = [];
  let current: DetailedPeerCertificate | undefined = own;
  while (current !== undefined && chain.length < LONGEST_CHAIN) {
    const { fingerprint256 } = current;
    if (chain.some((seen) => seen.fingerprint256 === fingerprint256)) break;
    chain.push(current);
    // Absent where the chain was not sent to its end, whatever Node's types say.
    current = nextOf(current);
  }
  return chain;
}

function nextOf(
  certificate: Partial<DetailedPeerCertificate>,
): DetailedPeerCertificate | undefined {
  return certificate.issuerCertificate;
}

function certificateOf(certificate: DetailedPeerCertificate): ServerCertificate {
  return {
    subject: nameOf(certificate.subject),
    issuer: nameOf(certificate.issuer),
    notBefore: isoDate(certificate.valid_from),
    notAfter: isoDate(certificate.valid_to),
  };
}

/** The name that people know an authority by. */
function nameOf(name: Partial<DetailedPeerCertificate['subject']> | undefined): string {
  const words = [name?.CN, name?.O].flat().filter((word) => word !== undefined && word !== '');
  return words.join(', ');
}

function isoDate(text: string): string {
  const time = Date.parse(text);
  return Number.isNaN(time) ? '' : new Date(time).toISOString();
}

/** The Date header of the answer to a HEAD request; null where none comes. */
function askTime(socket: TLSSocket, host: string, signal: AbortSignal): Promise<string | null> {
  return new Promise((settle) => {
    let text = '';
    const end = (value: string | null): void => {
      signal.removeEventListener('abort', onAbort);
      settle(value);
    };
    const onAbort = (): void => end(null);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    socket.setEncoding('latin1');
    socket.on('data', (part: string) => {
      text += part;
      if (text.includes('\r\n\r\n') || text.length > HEAD_LIMIT)
        end(/^date:\s*(.+?)\s*$/im.exec(text)?.[1] ?? null);
    });
    socket.once('close', () => end(null));
    socket.on('error', () => end(null));
    socket.write(`HEAD / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  });
}
