/**
 * A made-up hand-shake to look at: Skype for Business Server calls Exchange with a token that is signed by a
 * certificate that has ended. Made anew each time; the key exists for as long as it takes, and checks for real.
 */
import { createHash, generateKeyPair, sign, verify } from 'node:crypto';
import { promisify } from 'node:util';
import { APPLICATIONS } from '../../shared/applications';
import type { Exchange } from '../../core/inspection/exchange';
import { Inspector } from '../../core/inspection/inspector';
import type { Known, TokenCrypto } from '../../core/inspection/ports';
import { redact } from '../logging/redact';
import type { Inspected } from './index';

/** The organisation of the example; Litware is one of Microsoft's names for examples. */
const DOMAIN = 'litwareinc.com';
const HOST = `autodiscover.${DOMAIN}`;
const ADDRESS = `https://${HOST}/EWS/Exchange.asmx`;
const SKYPE = `${APPLICATIONS.skypeForBusinessOnline}@${DOMAIN}`;
const EXCHANGE = APPLICATIONS.exchangeOnline;
const DAY_MS = 86_400_000;

/** Inspects the example at this time. */
export async function inspectExample(now: Date): Promise<Inspected> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2_048,
  });
  const der = publicKey.export({ type: 'spki', format: 'der' });
  const thumbprint = createHash('sha1').update(der).digest('hex').toUpperCase();
  const certificate = {
    thumbprint,
    subject: `CN=${HOST}`,
    notAfter: new Date(now.getTime() - DAY_MS).toISOString(),
    raw: der.toString('base64'),
  };
  const crypto: TokenCrypto = {
    certificate: () => undefined,
    sha256: () => createHash('sha256').update(der).digest('hex').toUpperCase(),
    verify: (_certificate, text, signature) =>
      verify('RSA-SHA256', Buffer.from(text), publicKey, Buffer.from(signature, 'base64url')),
  };
  const known: Known = {
    customer: 'Litware',
    tenantId: null,
    domains: [DOMAIN],
    realm: DOMAIN,
    hosts: [HOST],
    certificates: [{ certificate, from: 'pool' }],
  };
  const seconds = Math.floor(now.getTime() / 1_000);
  const text = [
    part({ typ: 'JWT', alg: 'RS256', x5t: Buffer.from(thumbprint, 'hex').toString('base64url') }),
    part({
      iss: SKYPE,
      aud: `${EXCHANGE}/${HOST}@${DOMAIN}`,
      nameid: SKYPE,
      nbf: String(seconds - 600),
      exp: String(seconds + 28_200),
    }),
  ].join('.');
  const signature = sign('RSA-SHA256', Buffer.from(text), privateKey).toString('base64url');
  const inspector = new Inspector({
    known,
    open: null,
    now,
    crypto,
    redact,
    pause: () => Promise.resolve(),
  });
  for (const exchange of handShake(now, `${text}.${signature}`)) inspector.exchange(exchange);
  const inspection = await inspector.end({
    kind: 'text',
    bytes: 0,
    damaged: false,
    limited: false,
  });
  return { inspection, inspector };
}

/** A call without a token, its challenge, and the call with the token, which is refused. */
function handShake(now: Date, token: string): readonly Exchange[] {
  const call = (number: number, bearer: string | null): Exchange => ({
    number,
    at: new Date(now.getTime() + number * 900).toISOString(),
    method: 'GET',
    url: ADDRESS,
    status: 401,
    request: bearer === null ? [] : [['authorization', `Bearer ${bearer}`]],
    answer: [
      [
        'www-authenticate',
        `Bearer client_id="${EXCHANGE}", trusted_issuers="${SKYPE}", token_types="service_asserted_app_v1"`,
      ],
    ],
    requestBody: '',
    answerBody: '',
  });
  return [call(1, null), call(2, token)];
}

function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
