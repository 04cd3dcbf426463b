/** `inspect`, as the built bundle. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Inspection } from '../../../src/shared/inspection';
import { applicationToken, handShake, har, saz, signer } from '../../unit/support/traces';

const CLI =
  process.env['CROSSPREM_CLI_BUNDLE'] ?? join(import.meta.dirname, '../../../out/main/cli.cjs');
const YEARS = { nbf: 1, exp: 32_503_680_000 };
const current = signer('Auth', 36_500);
const bearer = applicationToken(current, YEARS);

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossprem-inspect-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function crossprem(
  words: readonly string[],
  input = '',
): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    const env = { ...process.env, LANG: 'C' };
    const child = execFile(process.execPath, [CLI, ...words], { env }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
    child.stdin?.end(input);
  });
}

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe('inspect', () => {
  test('explains a token of standard input against a certificate, and shows no signature', async () => {
    const certificate = await file('auth.cer', Buffer.from(current.certificate.raw, 'base64'));
    const ran = await crossprem(['inspect', '-', '--certificate', certificate], bearer);
    expect(ran.code).toBe(0);
    expect(ran.out).toContain('✓ signature');
    expect(ran.out).toContain('The certificate that was given');
    expect(ran.out).not.toContain(bearer.split('.')[2]!.slice(0, 20));
    const pem = `-----BEGIN CERTIFICATE-----\n${current.certificate.raw}\n-----END CERTIFICATE-----`;
    const again = await crossprem(
      ['inspect', '--certificate', await file('auth.pem', pem)],
      bearer,
    );
    expect(again.out).toContain('✓ signature');
    const expired = await crossprem(
      ['inspect', '--lang', 'fr'],
      applicationToken(current, { exp: 2 }),
    );
    expect(expired.code).toBe(3);
    expect(expired.out).toContain('Il a expiré');
  });

  test('shows the ladder of a HAR and of a Fiddler archive, and JSON of both', async () => {
    const trace = await file('trace.har', har(handShake(bearer, { status: 403 })));
    const archive = await file(
      'trace.saz',
      saz([
        {
          client: 'GET / HTTP/1.1\r\nHost: a.b\r\nAuthorization: Bearer x\r\n\r\n',
          server: 'HTTP/1.1 403 No\r\n\r\n',
        },
      ]),
    );
    const shown = await crossprem(['inspect', trace]);
    expect(shown.code).toBe(3);
    expect(shown.out).toContain('Likely cause: The token was accepted');
    const ran = await crossprem(['inspect', trace, archive, '--json']);
    const found = JSON.parse(ran.out) as readonly (Inspection & { handShakes: unknown[] })[];
    expect(found.map(({ kind }) => kind)).toEqual(['har', 'saz']);
    expect(found[0]?.handShakes).toHaveLength(1);
    expect(ran.out).not.toContain(bearer.split('.')[2]!.slice(0, 20));
  });

  test('says that nothing was found, and refuses what it cannot read', async () => {
    expect((await crossprem(['inspect'], 'nothing')).code).toBe(4);
    const broken = await crossprem(['inspect', await file('a.saz', 'PK\u0003\u0004 broken')]);
    expect(broken.err).toContain('HX-TRACE');
    const wrong = await crossprem(['inspect', '--certificate', await file('no.cer', 'no')], bearer);
    expect(wrong.code).toBe(64);
  });
});
