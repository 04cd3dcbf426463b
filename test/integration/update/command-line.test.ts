/** `update` of the command line: over real HTTPS with a feed of the test, and as the built bundle. */
import { execFile } from 'node:child_process';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createNodeHttp } from '../../../src/adapters/tenant';
import { createNodeStream } from '../../../src/adapters/update/node-stream';
import { createOutput, type Output } from '../../../src/cli/output';
import { updateVerb } from '../../../src/cli/verbs/update';
import { createTranslator } from '../../../src/shared/messages';
import cli from '../../../src/shared/messages/cli.en.json';
import { NO_POLICY, type Policy } from '../../../src/shared/policy';
import { testAuthority } from '../network/support/authority';

const CLI =
  process.env['CROSSPREM_CLI_BUNDLE'] ?? join(import.meta.dirname, '../../../out/main/cli.cjs');
const authority = testAuthority();
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const BYTES = Buffer.from('the package');
const SHA256 = createHash('sha256').update(BYTES).digest('hex');
const NAME = 'Crossprem-0.2.0-linux-x64.tar.gz';
const MANIFEST = JSON.stringify({
  format: 1,
  product: 'crossprem',
  version: '0.2.0',
  expires: '2027-01-01T00:00:00.000Z',
  files: [{ name: NAME, platform: 'linux', arch: 'x64', size: BYTES.length, sha256: SHA256 }],
});

let folder = '';
let server: Server;
let feed = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossprem-cli-update-'));
  const signature = sign(null, Buffer.from(MANIFEST), privateKey).toString('base64');
  server = createServer(authority.issue({}), (request, response) => {
    if (request.url?.endsWith(NAME) === true) response.end(BYTES);
    else response.end(request.url?.endsWith('.sig') === true ? signature : MANIFEST);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  feed = `https://localhost:${String((server.address() as AddressInfo).port)}/feed/`;
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  server.closeAllConnections();
  await new Promise<void>((done) => server.close(() => done()));
});

const asked = (): Policy => ({
  values: { Updates: 'ask', UpdateFeed: feed },
  setBy: { Updates: 'machine', UpdateFeed: 'machine' },
  problems: [],
});

/** Runs the verb here; gives its exit code and what it said. */
async function update(
  words: readonly string[],
  out: string | undefined,
  given: { readonly running?: string; readonly policy?: Policy; readonly arch?: string } = {},
) {
  const { arch = 'x64', policy = asked(), running = '0.1.0' } = given;
  const lines: string[] = [];
  const output: Output = {
    ...createOutput(createTranslator('en', cli), false),
    line: (text = '') => void lines.push(text),
  };
  const line = { words, json: false, out, data: join(folder, 'data'), policyInForce: policy };
  const code = await updateVerb(line, output, {
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64'),
    running,
    platform: 'linux',
    arch,
    now: () => new Date('2026-11-22T12:00:00.000Z'),
    http: (hosts) => createNodeHttp({ hosts, ca: authority.ca }),
    stream: (hosts) => createNodeStream({ hosts, ca: authority.ca }),
  });
  return { code, lines };
}

describe('update', () => {
  test('tells what there is: 0 where this is the newest, 2 where another one is', async () => {
    const newer = await update([], undefined);
    expect(newer.code).toBe(2);
    expect(newer.lines.join('\n')).toContain(`${NAME}  SHA-256 ${SHA256}`);
    expect((await update(['check'], undefined, { running: '0.2.0' })).code).toBe(0);
  });

  test('download puts the checked package into the folder that was named, and never goes back', async () => {
    const place = join(folder, 'packages');
    await mkdir(place);
    const { code, lines } = await update(['download'], place);
    expect(code).toBe(0);
    expect(lines.join('\n')).toContain(join(place, NAME));
    expect(await readFile(join(place, NAME))).toEqual(BYTES);
    const back = update(['download'], place, { running: '0.3.0' });
    await expect(back).rejects.toMatchObject({ error: { code: 'HX-UPDOLD' } });
    expect((await update(['download'], place, { arch: 'arm64' })).code).toBe(2);
  });

  test('asks nobody where the policy or the person says so', async () => {
    const off: Policy = { ...asked(), values: { Updates: 'off', UpdateFeed: feed } };
    for (const policy of [off, NO_POLICY])
      await expect(update([], undefined, { policy })).rejects.toMatchObject({
        error: { code: 'HX-UPDOFF' },
      });
    await mkdir(join(folder, 'data'), { recursive: true });
    const chosen = JSON.stringify({ updates: 'ask', updateFeed: feed });
    await writeFile(join(folder, 'data', 'preferences.json'), chosen);
    expect((await update([], undefined, { policy: NO_POLICY })).code).toBe(2);
    await expect(update([], undefined, { policy: off })).rejects.toMatchObject({
      error: { code: 'HX-UPDOFF' },
    });
  });

  test.each<[string, readonly string[], string | undefined]>([
    ['no folder', ['download'], undefined],
    ['a folder for a look', ['check'], '/tmp'],
    ['another word', ['install'], undefined],
    ['one word too many', ['check', 'now'], undefined],
  ])('refuses %s', async (_what, words, out) => {
    await expect(update(words, out)).rejects.toMatchObject({ error: { code: 'HX-USE' } });
  });

  test('is a verb of the built program', async () => {
    const code = await new Promise<number>((resolve) => {
      const env = { ...process.env, LANG: 'C', CROSSPREM_POLICY: join(folder, 'none.json') };
      const words = [CLI, 'update', '--data', join(folder, 'empty')];
      execFile(process.execPath, words, { env }, (error, _out, err) => {
        expect(err).toContain('HX-UPDOFF');
        resolve(error === null ? 0 : Number(error.code));
      });
    });
    expect(code).toBe(4);
  });
});
