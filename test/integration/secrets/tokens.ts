/** Tokens, codes and verifiers of this process's HTTPS requests, taken where they leave and arrive. */
import https from 'node:https';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import type { Planted } from './forms';

const IN_REQUESTS = ['code', 'code_verifier', 'refresh_token', 'device_code'];
const IN_ANSWERS = ['access_token', 'refresh_token', 'id_token', 'device_code'];

/** Calls `onSecret` for each until the returned function is called. */
export function captureTokens(onSecret: (secret: Planted) => void): () => void {
  const original = https.request;
  const take = (name: string, value: unknown): void => {
    if (typeof value !== 'string' || value.length < 16) return;
    onSecret({ name, value });
    // Whoever has the last part of a signed token has what makes it valid.
    const [, , signature] = value.split('.');
    if (signature !== undefined && signature.length >= 16)
      onSecret({ name: `${name} (signature)`, value: signature });
  };
  const request = (...given: Parameters<typeof original>): ClientRequest => {
    const outgoing = original(...given);
    const end = outgoing.end.bind(outgoing);
    const watched = (body?: unknown, ...rest: never[]): ClientRequest => {
      if (typeof body === 'string') takeFields(new URLSearchParams(body), IN_REQUESTS, take);
      return end(body, ...rest);
    };
    Object.assign(outgoing, { end: watched });
    take('bearer token', String(outgoing.getHeader('authorization') ?? '').replace(/^Bearer /, ''));
    outgoing.on('response', (incoming: IncomingMessage) => {
      let text = '';
      incoming.on('data', (part: Buffer) => (text += part.toString('utf8')));
      incoming.on('end', () => {
        if (!text.includes('_token"') && !text.includes('device_code')) return;
        const answer = JSON.parse(text) as Readonly<Record<string, unknown>>;
        for (const name of IN_ANSWERS) take(name, answer[name]);
      });
    });
    return outgoing;
  };
  Object.assign(https, { request });
  syncBuiltinESMExports();
  return () => {
    Object.assign(https, { request: original });
    syncBuiltinESMExports();
  };
}

function takeFields(
  fields: URLSearchParams,
  names: readonly string[],
  take: (name: string, value: string | null) => void,
): void {
  for (const name of names) take(name, fields.get(name));
}
