/** Tokens, HARs and Fiddler archives for tests: made here, signed with keys made here. */
import { createSign } from 'node:crypto';
import { zipFile } from '../../../src/adapters/storage/zip-file';
import { tokenCrypto } from '../../../src/adapters/inspection/token-crypto';
import type { Known } from '../../../src/core/inspection/ports';
import { NOTHING_KNOWN } from '../../../src/core/inspection/ports';
import type { CertificateInfo } from '../../../src/core/ports';
import { makeCertificate } from './certificates';

export const TENANT = '11111111-2222-4333-8444-555555555555';
export const EXCHANGE = '00000002-0000-0ff1-ce00-000000000000';
export const SKYPE = '00000004-0000-0ff1-ce00-000000000000';
export const SERVICE = '00000001-0000-0000-c000-000000000000';
export const NOW = new Date('2026-03-01T12:00:00Z');
const SECONDS = NOW.getTime() / 1_000;

/** A certificate with its key. */
export interface Signer {
  readonly certificate: CertificateInfo;
  readonly privateKey: string;
}

/** Makes one; `days` from NOW to its end. */
export function signer(name: string, days = 100): Signer {
  const day = (count: number): string => new Date(NOW.getTime() + count * 86_400_000).toISOString();
  const { raw, privateKey } = makeCertificate(name, day(-1_000), day(days));
  const certificate = tokenCrypto.certificate(raw);
  if (certificate === undefined) throw new Error('no certificate');
  return { certificate, privateKey };
}

/** What is known, with this certificate as the current one. */
export function knownWith(signing: Signer | null, more: Partial<Known> = {}): Known {
  return {
    ...NOTHING_KNOWN,
    customer: 'Contoso',
    tenantId: TENANT,
    domains: ['contoso.com'],
    certificates:
      signing === null ? [] : [{ certificate: signing.certificate, from: 'current' as const }],
    ...more,
  };
}

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token; without a signer it has no signature. */
export function token(
  claims: Readonly<Record<string, unknown>>,
  signing: Signer | null,
  header: Readonly<Record<string, unknown>> = {},
): string {
  const x5t =
    signing === null
      ? {}
      : { x5t: Buffer.from(signing.certificate.thumbprint, 'hex').toString('base64url') };
  const text = [
    part({ typ: 'JWT', alg: signing === null ? 'none' : 'RS256', ...x5t, ...header }),
    part(claims),
  ].join('.');
  if (signing === null) return `${text}.`;
  return `${text}.${createSign('RSA-SHA256').update(text).sign(signing.privateKey, 'base64url')}`;
}

/** Times around NOW, as Exchange writes them. */
export const VALID = { nbf: String(SECONDS - 600), exp: String(SECONDS + 3_600) };

/** An application's token as the token service gives it. */
export function applicationToken(
  signing: Signer | null,
  more: Record<string, unknown> = {},
): string {
  return token(
    {
      iss: `${SERVICE}@${TENANT}`,
      aud: `${EXCHANGE}/mail.contoso.com@${TENANT}`,
      nameid: `${SKYPE}@${TENANT}`,
      ...VALID,
      ...more,
    },
    signing,
  );
}

/** A token for a person with the application's own token inside. */
export function actorToken(inner: string, more: Record<string, unknown> = {}): string {
  return token(
    {
      iss: `${SKYPE}@${TENANT}`,
      aud: `${EXCHANGE}/mail.contoso.com@${TENANT}`,
      nameid: 'S-1-5-21-1',
      smtp: 'ada@contoso.com',
      nii: 'urn:office:idp:activedirectory',
      actortoken: inner,
      ...VALID,
      ...more,
    },
    null,
  );
}

/** The challenge of Exchange Server. */
export const CHALLENGE = `Bearer client_id="${EXCHANGE}", trusted_issuers="${SERVICE}@*", token_types="app_asserted_user_v1 service_asserted_app_v1", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize",Basic Realm="", NTLM`;

/** An entry of a HAR. */
export interface HarCall {
  readonly url?: string;
  readonly method?: string;
  readonly status?: number;
  readonly at?: string;
  readonly request?: readonly (readonly [string, string])[];
  readonly answer?: readonly (readonly [string, string])[];
  readonly body?: string;
  readonly content?: string;
}

const headers = (pairs: HarCall['request'] = []) => pairs.map(([name, value]) => ({ name, value }));

/** One entry as text. */
export function harEntry(call: HarCall): string {
  return JSON.stringify({
    startedDateTime: call.at ?? '2026-03-01T12:00:00.000Z',
    time: 12.5,
    request: {
      method: call.method ?? 'POST',
      url: call.url ?? 'https://mail.contoso.com/EWS/Exchange.asmx',
      headers: headers([['Accept', '*/*'], ...(call.request ?? [])]),
      postData: { mimeType: 'text/xml', text: call.body ?? '<soap url="x\\"y"/>' },
    },
    response: {
      status: call.status ?? 200,
      headers: headers(call.answer),
      content: { size: 3, text: call.content ?? 'a "quoted" \\ text' },
    },
    cache: {},
  });
}

/** A HAR. */
export function har(calls: readonly HarCall[]): string {
  return `{"log":{"version":"1.2","creator":{"name":"test"},"entries":[${calls.map(harEntry).join(',')}]}}`;
}

/** Challenge, token request, call with the token. */
export function handShake(bearer: string, last: HarCall = {}): readonly HarCall[] {
  const issued = JSON.stringify({ token_type: 'Bearer', access_token: bearer });
  return [
    { status: 401, answer: [['WWW-Authenticate', CHALLENGE]] },
    {
      url: `https://accounts.accesscontrol.windows.net/${TENANT}/tokens/OAuth/2`,
      body: `grant_type=urn%3Ax&resource=${encodeURIComponent(`${EXCHANGE}/mail.contoso.com@${TENANT}`)}&client_secret=hush`,
      content: issued,
    },
    { ...last, request: [['Authorization', `Bearer ${bearer}`]] },
  ];
}

/** A Fiddler archive of raw messages. */
export function saz(
  sessions: readonly { readonly client: string; readonly server: string }[],
  encoding: 'utf8' | 'latin1' = 'utf8',
): Uint8Array {
  const text = (value: string) => new Uint8Array(Buffer.from(value, encoding));
  return zipFile(
    [
      { name: '[Content_Types].xml', content: text('<Types/>') },
      ...sessions.flatMap(({ client, server }, index) => [
        { name: `raw/${String(index + 1)}_c.txt`, content: text(client) },
        { name: `raw/${String(index + 1)}_s.txt`, content: text(server) },
        {
          name: `raw/${String(index + 1)}_m.xml`,
          content: text(
            '<Session><SessionTimers ClientBeginRequest="2026-03-01T13:00:00+01:00"/></Session>',
          ),
        },
      ]),
    ],
    NOW,
  );
}
