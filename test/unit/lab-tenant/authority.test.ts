import { createHash, randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LAB_SIGN_IN_FORM_ID } from '../../../src/shared/lab';
import { TENANT_ID } from './fake-world';
import type { LabAnswer, TestLab } from './start-lab';
import { startLab } from './start-lab';

const verifier = randomBytes(32).toString('base64url');
const challenge = createHash('sha256').update(verifier).digest('base64url');
const base = `/${TENANT_ID}`;

let lab: TestLab;

beforeEach(async () => {
  lab = await startLab();
});
afterEach(async () => lab.close());

function authorize(changes: Record<string, string> = {}): Promise<LabAnswer> {
  const query = new URLSearchParams({
    client_id: lab.clientId,
    redirect_uri: 'http://localhost:5000/',
    response_type: 'code',
    response_mode: 'form_post',
    scope: 'openid offline_access',
    state: 'the state',
    nonce: 'n',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...changes,
  });
  return lab.send('GET', `${base}/oauth2/v2.0/authorize?${query.toString()}`);
}

const field = (page: LabAnswer, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(page.text)?.[1] ?? '';

async function code(): Promise<string> {
  const page = await authorize();
  const fields = { transaction: field(page, 'transaction'), account: field(page, 'account') };
  return field(await lab.send('POST', `${base}/login`, { fields }), 'code');
}

const redeem = (changes: Record<string, string>): Promise<LabAnswer> =>
  lab.send('POST', `${base}/oauth2/v2.0/token`, {
    fields: {
      grant_type: 'authorization_code',
      client_id: lab.clientId,
      redirect_uri: 'http://localhost:5000/',
      code_verifier: verifier,
      ...changes,
    },
  });

describe('authority', () => {
  it('describes itself', async () => {
    const { body } = await lab.send('GET', `${base}/v2.0/.well-known/openid-configuration`);
    expect(body.issuer).toBe(`${lab.authority}/v2.0`);
    const keys = await lab.send('GET', new URL(String(body.jwks_uri)).pathname);
    expect(keys.body.keys[0]).toMatchObject({ kty: 'RSA', alg: 'RS256' });
    expect(keys.body.keys[0]).not.toHaveProperty('d');
  });

  it('shows a marked page that may post to itself and the application only', async () => {
    const page = await authorize();
    expect(page.status).toBe(200);
    expect(page.text).toContain(`id="${LAB_SIGN_IN_FORM_ID}"`);
    expect(page.text).toContain('<mark>Practice</mark>');
    expect(page.text).toContain('lang="en"');
    expect(page.text).toContain('ada@contoso.onmicrosoft.com');
    const policy = page.headers['content-security-policy'];
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("form-action 'self' http://localhost:5000");
    expect(page.headers['cache-control']).toBe('no-store');
  });

  it('offers the hinted account', async () => {
    const page = await authorize({ login_hint: 'rita@contoso.onmicrosoft.com' });
    expect(field(page, 'account')).toBe('rita@contoso.onmicrosoft.com');
  });

  it('escapes what comes in the address', async () => {
    const page = await authorize({ state: '"><script>x</script>', response_type: 'none' });
    expect(page.text).not.toContain('<script>x');
    expect(field(page, 'error')).toBe('invalid_request');
  });

  it.each(['https://evil.example/', 'http://evil.example/', 'http://localhost.evil.example/', 'x'])(
    'never answers to %s',
    async (redirect) => {
      const page = await authorize({ redirect_uri: redirect });
      expect(page.status).toBe(400);
      expect(page.text).not.toContain('<form');
    },
  );

  it.each([{ response_mode: 'query' }, { code_challenge_method: 'plain' }, { code_challenge: '' }])(
    'refuses %j',
    async (changes: Record<string, string>) => {
      expect(field(await authorize(changes), 'error')).toBe('invalid_request');
    },
  );

  it('redeems a code once, and only with its verifier, application and address', async () => {
    const good = await code();
    const tokens = await redeem({ code: good });
    expect(tokens.body).toMatchObject({ token_type: 'Bearer', expires_in: 3600 });
    expect((await redeem({ code: good })).body.error_codes).toEqual([54005]);
    const mismatch = await redeem({ code: await code(), code_verifier: 'wrong' });
    expect(mismatch.body).toMatchObject({ error: 'invalid_grant', error_codes: [501481] });
    expect((await redeem({ code: await code(), client_id: 'other' })).body.error).toBe(
      'invalid_grant',
    );
    const other = await redeem({ code: await code(), redirect_uri: 'http://localhost:5001/' });
    expect(other.body.error).toBe('invalid_grant');
  });

  it('answers a page once', async () => {
    const page = await authorize();
    const fields = { transaction: field(page, 'transaction'), account: field(page, 'account') };
    await lab.send('POST', `${base}/login`, { fields });
    expect(await lab.send('POST', `${base}/login`, { fields })).toMatchObject({ status: 400 });
  });

  it('makes signed tokens with the claims of the account', async () => {
    const { body } = await redeem({ code: await code() });
    const [, payload = ''] = String(body.id_token).split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    expect(claims).toMatchObject({
      tid: TENANT_ID,
      aud: lab.clientId,
      iss: `${lab.authority}/v2.0`,
      nonce: 'n',
      preferred_username: 'ada@contoso.onmicrosoft.com',
    });
    const info = JSON.parse(Buffer.from(String(body.client_info), 'base64url').toString());
    expect(info.utid).toBe(TENANT_ID);
  });

  it('answers unknown tenants, grants, codes and tokens as Entra does', async () => {
    const unknown = await lab.send('GET', '/nowhere.example/v2.0/.well-known/openid-configuration');
    expect(unknown.body.error_description).toContain('AADSTS90002');
    expect((await redeem({ grant_type: 'password' })).body.error).toBe('unsupported_grant_type');
    const refresh = await redeem({ grant_type: 'refresh_token', refresh_token: 'x' });
    expect(refresh.body.error).toBe('invalid_grant');
    const device = await redeem({ grant_type: 'device_code', device_code: 'x' });
    expect(device.body.error).toBe('expired_token');
    const noClient = await lab.send('POST', `${base}/oauth2/v2.0/devicecode`, { fields: {} });
    expect(noClient.status).toBe(400);
    const json = await lab.send('POST', `${base}/oauth2/v2.0/token`, { json: {} });
    expect(json.status).toBe(415);
    expect(await lab.send('GET', '/')).toMatchObject({ status: 404 });
    expect(await lab.send('GET', `${base}/%E0%A4%A`)).toMatchObject({ status: 400 });
  });

  it('waits for a device code and knows wrong ones', async () => {
    const client = { client_id: 'any', scope: 'openid' };
    const started = await lab.send('POST', `${base}/oauth2/v2.0/devicecode`, { fields: client });
    const pending = await redeem({
      ...client,
      grant_type: 'device_code',
      device_code: started.body.device_code,
    });
    expect(pending.body.error).toBe('authorization_pending');
    const page = await lab.send('GET', `${base}/device`);
    expect(page.text).toContain('<mark>Practice</mark>');
    const wrong = await lab.send('POST', `${base}/device`, { fields: { user_code: 'AAAA' } });
    expect(wrong.text).toContain('not known');
  });

  it('answers this computer’s names only', async () => {
    const answer = await lab.send('GET', `${base}/device`, { headers: { host: 'evil.example' } });
    expect(answer.status).toBe(421);
  });

  it('refuses a body that is too large', async () => {
    const send = lab.send('POST', `${base}/device`, {
      fields: { user_code: 'A'.repeat(1_100_000) },
    });
    await expect(send.then((answer) => answer.status)).resolves.toBe(413);
  });
});
