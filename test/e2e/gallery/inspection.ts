/** What the Inspect screen is shown with: a refused hand-shake with an ended certificate, and an accepted one. */
import type { Exchange } from '../../../src/core/inspection/exchange';
import { Inspector } from '../../../src/core/inspection/inspector';
import type { TokenCrypto } from '../../../src/core/inspection/ports';
import type { CertificateInfo } from '../../../src/core/ports';
import type { FakeBridge } from '../../unit/renderer/fake-bridge';

const NOW = new Date('2026-03-11T14:00:00Z');
const SECONDS = NOW.getTime() / 1_000;
const TENANT = '11111111-2222-4333-8444-555555555555';
const EXCHANGE = '00000002-0000-0ff1-ce00-000000000000';
const SKYPE = '00000004-0000-0ff1-ce00-000000000000';
const CERTIFICATE: CertificateInfo = {
  thumbprint: 'A1B2C3D4E5F60718293A4B5C6D7E8F9001122334',
  subject: 'CN=Microsoft Exchange Server Auth Certificate',
  issuer: 'CN=Microsoft Exchange Server Auth Certificate',
  notBefore: '2021-03-10T00:00:00Z',
  notAfter: '2026-03-10T00:00:00Z',
  keyBits: 2_048,
  raw: '',
};
const crypto: TokenCrypto = {
  certificate: () => undefined,
  sha256: () => '',
  verify: () => true,
};

const part = (value: unknown): string =>
  btoa(JSON.stringify(value)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
const X5T = btoa(
  (CERTIFICATE.thumbprint.match(/../g) ?? [])
    .map((byte) => String.fromCharCode(Number.parseInt(byte, 16)))
    .join(''),
);
const times = { nbf: String(SECONDS - 600), exp: String(SECONDS + 28_200) };
const inner = [
  part({
    typ: 'JWT',
    alg: 'RS256',
    x5t: X5T.replace(/=+$/, '').replace(/\+/g, '-').replace(/\//g, '_'),
  }),
  part({
    iss: `${SKYPE}@contoso.com`,
    aud: `${EXCHANGE}/mail.contoso.com@contoso.com`,
    nameid: `${SKYPE}@contoso.com`,
    ...times,
  }),
  'c2lnbmF0dXJl',
].join('.');
const bearer = `${part({ typ: 'JWT', alg: 'none' })}.${part({
  iss: `${SKYPE}@contoso.com`,
  aud: `${EXCHANGE}/mail.contoso.com@contoso.com`,
  nameid: 'S-1-5-21-1030104071-1452137555-3129204420-1107',
  smtp: 'ada@contoso.com',
  nii: 'urn:office:idp:activedirectory',
  actortoken: inner,
  ...times,
})}.`;

function call(number: number, status: number, token: string | null): Exchange {
  return {
    number,
    at: new Date(NOW.getTime() + number * 900).toISOString(),
    method: 'POST',
    url: `https://mail.contoso.com/${number > 40 ? 'autodiscover/autodiscover.svc' : 'EWS/Exchange.asmx'}`,
    status,
    request: token === null ? [] : [['authorization', `Bearer ${token}`]],
    answer: [
      ...(status === 401
        ? [
            [
              'www-authenticate',
              `Bearer client_id="${EXCHANGE}", trusted_issuers="${SKYPE}@contoso.com,00000001-0000-0000-c000-000000000000@${TENANT}", token_types="app_asserted_user_v1 service_asserted_app_v1"`,
            ] as const,
          ]
        : []),
      ['x-feserver', 'EX01'],
    ],
    requestBody: '',
    answerBody: '',
  };
}

/** Prepares main's answers. */
export async function answerInspections(bridge: FakeBridge): Promise<void> {
  const inspector = new Inspector({
    known: {
      customer: 'Contoso Ltd',
      tenantId: TENANT,
      domains: ['contoso.com'],
      realm: 'contoso.com',
      hosts: ['mail.contoso.com'],
      certificates: [{ certificate: CERTIFICATE, from: 'current' }],
    },
    open: null,
    now: NOW,
    crypto,
    redact: (text) => text,
    pause: () => Promise.resolve(),
  });
  for (const exchange of [call(12, 401, null), call(13, 401, bearer), call(41, 200, bearer)])
    inspector.exchange(exchange);
  inspector.token(bearer);
  const value = await inspector.end({ kind: 'har', bytes: 1, damaged: false, limited: false });
  bridge.answer('inspect.text', { ok: true, value });
  const shake = await inspector.handShake(0);
  if (shake !== undefined) bridge.answer('inspect.hand-shake', { ok: true, value: shake });
}
