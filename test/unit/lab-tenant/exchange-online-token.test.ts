/** Tokens for Exchange Online, as the authority issues them over HTTPS. */
import { expect, onTestFinished, test } from 'vitest';
import type { LabAnswer } from './start-lab';
import { startLab } from './start-lab';
import { TENANT_ID } from './fake-world';

const EXCHANGE = 'https://outlook.office365.com/.default';

test('the same sign-in gives a token for Exchange Online, once consented to; it is none for Graph', async () => {
  const lab = await startLab();
  onTestFinished(() => lab.close());
  const { refresh_token } = (await lab.tokens()).body;
  const renew = (): Promise<LabAnswer> =>
    lab.send('POST', `/${TENANT_ID}/oauth2/v2.0/token`, {
      fields: {
        grant_type: 'refresh_token',
        client_id: 'any',
        refresh_token,
        scope: `${EXCHANGE} openid profile offline_access`,
      },
    });
  expect((await renew()).body).toMatchObject({ suberror: 'consent_required' });
  await lab.tokens(EXCHANGE);
  const answer = await renew();
  const token: string = answer.body.access_token;
  expect(lab.readToken(token, 'https://outlook.office365.com')).toMatchObject({ tid: TENANT_ID });
  expect(lab.readToken(token, lab.origin)).toBeUndefined();
  const headers = { authorization: `Bearer ${token}` };
  expect((await lab.send('GET', '/v1.0/me', { headers })).status).toBe(401);
});

test('a token for Graph is none for Exchange Online', async () => {
  const lab = await startLab();
  onTestFinished(() => lab.close());
  const token: string = (await lab.tokens()).body.access_token;
  expect(lab.readToken(token, 'https://outlook.office365.com')).toBeUndefined();
});
