import { request } from 'node:http';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { startEndpoint } from '../../../src/lab/endpoint';
import { openLab } from './lab';
import type { LabWish } from './lab';

const SECRET = 'test-secret';

async function start(wish: LabWish = {}) {
  const lab = openLab(wish);
  const stop = vi.fn();
  const endpoint = await startEndpoint(lab.world, SECRET, () => undefined, stop);
  onTestFinished(() => endpoint.close());
  return { lab, stop, address: endpoint.address };
}

/** Posts and resolves with status and body; rejects when the connection ends without an answer. */
function post(
  url: string,
  body: unknown,
  more: { secret?: string; host?: string; method?: string } = {},
): Promise<{ status: number; body: Record<string, unknown> }> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${more.secret ?? SECRET}`,
      ...(more.host === undefined ? {} : { host: more.host }),
    };
    const call = request(url, { method: more.method ?? 'POST', headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          body: JSON.parse(Buffer.concat(parts).toString('utf8')) as Record<string, unknown>,
        }),
      );
    });
    call.on('error', reject);
    call.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
}

const SHELL = { shell: 'exchange', command: 'Get-AuthConfig', parameters: {}, requestId: 'r' };

describe('endpoint', () => {
  test('listens on the loopback address only', async () => {
    const { address } = await start();
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  test('answers cmdlets and control requests', async () => {
    const { address } = await start();
    expect(await post(`${address}/shell`, SHELL)).toMatchObject({
      status: 200,
      body: { items: [{ Name: 'Auth Configuration' }], warnings: [] },
    });
    expect(await post(`${address}/control`, { op: 'status' })).toMatchObject({
      status: 200,
      body: { seed: 7 },
    });
  });

  test.each([
    ['a wrong secret', { secret: 'x' }, SHELL, 401],
    ['another host name', { host: 'evil.example' }, SHELL, 421],
    ['another method', { method: 'PUT' }, SHELL, 405],
    ['no JSON', {}, '{', 400],
    ['another shell', {}, { ...SHELL, shell: 'sfb' }, 400],
    ['too much', {}, 'x'.repeat(1_100_000), 413],
  ])('refuses %s', async (_what, more, body, status) => {
    const { address, lab } = await start();
    const answer = await post(`${address}/shell`, body, more).catch(() => ({ status: 413 }));
    expect(answer.status).toBe(status);
    expect(lab.log()).toEqual([]);
  });

  test('refuses an unknown address and an unknown control request', async () => {
    const { address } = await start();
    expect((await post(`${address}/other`, {})).status).toBe(404);
    expect((await post(`${address}/control`, { op: 'dance' })).status).toBe(400);
    expect(
      (await post(`${address}/control`, { op: 'fault', name: 'no-such', on: true })).status,
    ).toBe(400);
    const edit = { op: 'edit', edit: { edit: 'hide-mail-user', name: 'nobody', hidden: true } };
    expect(await post(`${address}/control`, edit)).toMatchObject({
      status: 400,
      body: { error: 'there is no account named nobody' },
    });
  });

  test('a dropped connection is a closed socket', async () => {
    const { address, lab } = await start({ faults: ['dropped-connection'] });
    const change = {
      ...SHELL,
      command: 'New-MailUser',
      parameters: { Name: 'a', ExternalEmailAddress: 'a@contoso.com' },
    };
    await expect(post(`${address}/shell`, change)).rejects.toThrow();
    expect(lab.control({ op: 'status' }).organisation.mailUsers).toContain('a');
  });

  test('stop answers, then ends', async () => {
    const { address, stop } = await start();
    expect((await post(`${address}/control`, { op: 'stop' })).status).toBe(200);
    await vi.waitFor(() => expect(stop).toHaveBeenCalledOnce());
  });
});
