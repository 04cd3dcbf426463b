import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { LabReady } from '../../../src/shared/lab';
import { temporaryFolder } from './lab';

const out = mkdtempSync(join(tmpdir(), 'crossprem-lab-bundle-'));
afterAll(() => rmSync(out, { recursive: true, force: true }));

beforeAll(async () => {
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: resolve(import.meta.dirname, '../../../src/lab/index.ts'),
      outDir: out,
      target: 'node18.15',
      rolldownOptions: { output: { format: 'cjs', entryFileNames: 'lab.cjs' } },
    },
  });
}, 60_000);

interface Started {
  readonly child: ChildProcess;
  readonly ready: LabReady;
  readonly ended: Promise<number | null>;
}

async function start(folder: string): Promise<Started> {
  const options = { folder, seed: 7, start: 'empty', latency: 'none', faults: [] };
  const child = spawn(process.execPath, [join(out, 'lab.cjs'), JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = new Promise<number | null>((done) => child.once('exit', done));
  const line = await new Promise<string>((done, fail) => {
    child.stdout.once('data', (data: Buffer) => done(data.toString('utf8')));
    child.once('exit', (code) => fail(new Error(`the lab ended with ${code}`)));
  });
  expect(line).toMatch(/^\{.*\}\n$/);
  return { child, ready: JSON.parse(line) as LabReady, ended };
}

const post = async (ready: LabReady, path: string, body: unknown): Promise<unknown> => {
  const answer = await fetch(`${ready.endpoint}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ready.secret}` },
    body: JSON.stringify(body),
  });
  return answer.json();
};

describe('lab process', () => {
  test('says one line, answers both sides, ends when its input closes', async () => {
    const folder = temporaryFolder();
    const { child, ready, ended } = await start(folder);
    expect(ready).toMatchObject({
      ready: 1,
      tenantDomain: 'contoso.onmicrosoft.com',
      exchangeServer: 'EX01.contoso.lab',
      authority: expect.stringMatching(new RegExp(`^https://localhost:\\d+/${ready.tenantId}$`)),
    });
    const status = await new Promise<number | undefined>((done, fail) => {
      get(
        `${ready.authority}/v2.0/.well-known/openid-configuration`,
        { ca: ready.ca },
        (answer) => {
          answer.resume();
          done(answer.statusCode);
        },
      ).on('error', fail);
    });
    expect(status).toBe(200);
    const shell = { shell: 'exchange', command: 'Get-AuthConfig', parameters: {}, requestId: 'r' };
    expect(await post(ready, '/shell', shell)).toMatchObject({
      items: [{ Name: 'Auth Configuration' }],
    });
    child.stdin?.end();
    expect(await ended).toBe(0);
    expect(readFileSync(join(folder, 'calls.jsonl'), 'utf8')).toContain('Get-AuthConfig');
  });

  test('stops when it is asked to', async () => {
    const { ready, ended } = await start(temporaryFolder());
    expect(await post(ready, '/control', { op: 'stop' })).toMatchObject({ seed: 7 });
    expect(await ended).toBe(0);
  });

  test('a second lab takes over after the first one ended, or was killed', async () => {
    const folder = temporaryFolder();
    const first = await start(folder);
    const second = start(folder);
    await new Promise((done) => setTimeout(done, 300));
    first.child.stdin?.end();
    const { child, ended } = await second;
    expect(await first.ended).toBe(0);
    child.kill('SIGKILL');
    await ended;
    const third = await start(folder);
    expect(third.ready.tenantId).toBe(first.ready.tenantId);
    expect(third.ready.secret).not.toBe(first.ready.secret);
  });

  test('wrong options end it with a message', async () => {
    const child = spawn(process.execPath, [join(out, 'lab.cjs'), '{}'], {
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    const ended = new Promise<number | null>((done) => child.once('exit', done));
    const [text] = await Promise.all([
      new Promise<string>((done) =>
        child.stderr.once('data', (data: Buffer) => done(data.toString('utf8'))),
      ),
      ended,
    ]);
    expect(text).toMatch(/^practice lab: /);
    expect(await ended).toBe(1);
  });
});
