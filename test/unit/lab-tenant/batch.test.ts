import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TestLab } from './start-lab';
import { startLab } from './start-lab';

let lab: TestLab;
beforeEach(async () => {
  lab = await startLab();
});
afterEach(async () => lab.close());

const part = (id: string, url: string, more = {}) => ({ id, method: 'GET', url, ...more });
const batch = (requests: unknown[]) => lab.graphRequest('POST', '/$batch', { requests });

describe('POST /$batch', () => {
  it('answers each part by itself', async () => {
    const { status, body } = await batch([
      part('a', '/organization?$select=id', { headers: { 'Client-Request-Id': 'mine' } }),
      part('b', '/servicePrincipals/00000000-0000-4000-8000-00000000dead'),
      part('c', '/nowhere'),
    ]);
    expect(status).toBe(200);
    const seen = body.responses as { id: string; status: number }[];
    expect(seen.map((item) => [item.id, item.status])).toEqual([
      ['a', 200],
      ['b', 404],
      ['c', 404],
    ]);
    expect(body.responses[0].headers['Client-Request-Id']).toBe('mine');
    expect(body.responses[0].body.value).toHaveLength(1);
    expect(lab.world.calls.map(({ call }) => call)).toContain('GET /organization');
  });

  it('throttles parts one by one', async () => {
    lab.world.fault('graph-429');
    const parts = ['a', 'b', 'c', 'd'].map((id) => part(id, '/organization?$select=id'));
    const { body } = await batch(parts);
    const found = body.responses as { status: number }[];
    expect(found.map((item) => item.status)).toEqual([429, 429, 429, 200]);
    expect(body.responses[0].headers['Retry-After']).toBe('2');
  });

  it('refuses more than twenty, an id twice, what is no batch, and a token that is none', async () => {
    const many = Array.from({ length: 21 }, (_x, i) => part(String(i), '/organization'));
    expect(await batch(many)).toMatchObject({ status: 400 });
    expect(await batch([part('a', '/me'), part('a', '/me')])).toMatchObject({ status: 400 });
    expect(await batch([{ id: 'a', method: 'PUT', url: '/me' }])).toMatchObject({ status: 400 });
    expect(await lab.graphRequest('GET', '/$batch')).toMatchObject({ status: 404 });
    const bare = await lab.send('POST', '/v1.0/$batch', { json: { requests: [] } });
    expect(bare.status).toBe(401);
  });
});
