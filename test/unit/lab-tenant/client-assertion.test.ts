import { constants, createHash, generateKeyPairSync, sign } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeCertificate } from '../support/certificates';
import { TENANT_ID } from './fake-world';
import type { TestLab } from './start-lab';
import { startLab } from './start-lab';

const APP = '0000aaaa-0000-4000-8000-000000000001';
const own = makeCertificate('Crossprem checks', '2025-01-01T00:00:00Z', '2050-01-01T00:00:00Z');
const expired = makeCertificate('old', '2020-01-01T00:00:00Z', '2021-01-01T00:00:00Z');

let lab: TestLab;
beforeEach(async () => {
  lab = await startLab();
  lab.world.state.tenant.registrations = [
    { appId: APP, certificates: [own.raw, expired.raw], roles: ['Application.Read.All'] },
  ];
});
afterEach(async () => lab.close());

const digest = (raw: string): string =>
  createHash('sha256').update(Buffer.from(raw, 'base64')).digest('base64url');
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

interface Changes {
  readonly claims?: object;
  readonly raw?: string;
  readonly key?: string;
  readonly alg?: 'PS256' | 'RS256';
}

function assertion({ claims, raw = own.raw, key = own.privateKey, alg = 'PS256' }: Changes = {}) {
  const now = Math.floor(Date.now() / 1000);
  const content = [
    encode({ alg, typ: 'JWT', 'x5t#S256': digest(raw) }),
    encode({
      aud: `${lab.origin}/${TENANT_ID}/oauth2/v2.0/token`,
      iss: APP,
      sub: APP,
      jti: 'once',
      nbf: now,
      exp: now + 600,
      ...claims,
    }),
  ].join('.');
  const padding = constants.RSA_PKCS1_PSS_PADDING;
  const saltLength = constants.RSA_PSS_SALTLEN_DIGEST;
  const signer = alg === 'PS256' ? { key, padding, saltLength } : key;
  return `${content}.${sign('RSA-SHA256', Buffer.from(content), signer).toString('base64url')}`;
}

const ask = (client_assertion: string, more: Record<string, string> = {}) =>
  lab.send('POST', `/${TENANT_ID}/oauth2/v2.0/token`, {
    fields: {
      grant_type: 'client_credentials',
      client_id: APP,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion,
      scope: `${lab.origin}/.default`,
      ...more,
    },
  });

describe('an application with a certificate', () => {
  it.each(['PS256', 'RS256'] as const)('gets a token that reads (%s)', async (alg) => {
    const { status, body } = await ask(assertion({ alg }));
    expect(status).toBe(200);
    expect(body.refresh_token).toBeUndefined();
    const headers = { authorization: `Bearer ${body.access_token}` };
    const url = '/v1.0/servicePrincipals?$select=id';
    expect(await lab.send('GET', url, { headers })).toMatchObject({ status: 200 });
    // Organization.Read.All is not among its roles, /me has no meaning, and nothing is written.
    for (const path of ['/v1.0/organization', '/v1.0/me']) {
      expect(await lab.send('GET', path, { headers })).toMatchObject({ status: 403 });
    }
    const json = { appId: APP };
    expect(await lab.send('POST', '/v1.0/servicePrincipals', { headers, json })).toMatchObject({
      status: 403,
    });
  });

  it.each<[string, number, Changes]>([
    ['a certificate that is not registered', 700027, { raw: makeCertificate('x').raw }],
    ['an expired certificate', 700027, { raw: expired.raw, key: expired.privateKey }],
    ['an assertion that is over', 700024, { claims: { exp: 1 } }],
    ['an assertion of later', 700024, { claims: { nbf: 9_999_999_999, exp: 9_999_999_999 } }],
    ['another audience', 700023, { claims: { aud: 'https://elsewhere.example' } }],
    ['another issuer', 700023, { claims: { iss: 'somebody' } }],
    ['missing claims', 50027, { claims: { jti: undefined } }],
  ])('is refused for %s', async (_name, number, changes) => {
    const answer = await ask(assertion(changes));
    expect(answer).toMatchObject({ status: 400, body: { error_codes: [number] } });
  });

  it('is refused for another key’s signature and what is no assertion', async () => {
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 1024,
      privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    const forged = await ask(assertion({ key: privateKey }));
    expect(forged.body.error_codes).toEqual([700027]);
    expect((await ask('a.b.c')).body.error_codes).toEqual([50027]);
    expect((await ask('', { client_assertion_type: 'x' })).body.error_codes).toEqual([7000218]);
    expect((await ask(assertion(), { client_id: 'x' })).body.error_codes).toEqual([700016]);
    expect((await ask(assertion(), { scope: 'x' })).body.error_codes).toEqual([70011]);
  });

  it('is late where the service’s clock is ahead', async () => {
    lab.world.fault('clock-ahead');
    const answer = await ask(assertion());
    expect(answer.body.error_codes).toEqual([700024]);
    const ahead = Date.parse(answer.headers['date']!) - Date.now();
    expect(ahead).toBeGreaterThan(9 * 60_000);
  });
});
