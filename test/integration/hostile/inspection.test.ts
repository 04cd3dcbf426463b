/** Certificates, tokens, HAR files and Fiddler archives made to do harm. Nothing of it is ever unpacked to disk. */
import { deflateRawSync } from 'node:zlib';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inspectSource, inspectText } from '../../../src/adapters/inspection';
import { bufferSource } from '../../../src/adapters/inspection/source';
import { tokenCrypto } from '../../../src/adapters/inspection/token-crypto';
import { nodeCrypto } from '../../../src/adapters/system/crypto';
import { loadAppCertificate } from '../../../src/adapters/tenant/app-certificate';
import { parseToken } from '../../../src/core/inspection/token';
import { brokenBytes, brokenJson, hammer } from '../../support/hostile';
import {
  CHALLENGE,
  NOW,
  applicationToken,
  handShake,
  har,
  knownWith,
  saz,
  signer,
} from '../../unit/support/traces';

const current = signer('Auth');
const known = knownWith(current);
const options = { known, now: NOW, name: 'trace' };
const der = Buffer.from(current.certificate.raw, 'base64');
const token = applicationToken(current);

describe('certificates', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'crossprem-hostile-'));
    await writeFile(join(folder, 'key.pem'), current.privateKey);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  // threat T5
  test('of any bytes are a certificate or none', async () => {
    const outcomes = await hammer('certificates', brokenBytes(der), (bytes) => {
      const raw = Buffer.from(bytes).toString('base64');
      for (const crypto of [nodeCrypto, tokenCrypto]) {
        const found = crypto.certificate(raw);
        if (found === undefined) continue;
        expect(found.thumbprint).toMatch(/^[0-9A-F]{40}$/);
        // What is kept is one certificate, and nothing that stood behind it.
        expect(crypto.certificate(found.raw)).toEqual(found);
      }
    });
    expect([...outcomes.keys()]).toEqual(['value']);
  }, 600_000);

  // threat T5, T6
  test('in a file of an application are used with their key, or told as unusable', async () => {
    const certificateFile = join(folder, 'certificate.der');
    await hammer(
      'certificate files',
      brokenBytes(der),
      async (bytes) => {
        await writeFile(certificateFile, bytes);
        const keyFile = join(folder, 'key.pem');
        const loaded = await loadAppCertificate({ certificateFile, keyFile });
        if (!loaded.ok) expect(loaded.error.detail).not.toContain('PRIVATE KEY');
      },
      { suite: 60 },
    );
  }, 600_000);
});

describe('tokens', () => {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const claims = (part: string): unknown =>
    JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  const encoded = (text: string): string => Buffer.from(text).toString('base64url');
  const cases = fc.oneof(
    brokenJson(claims(payload)).map((text) => [header, encoded(text), signature].join('.')),
    brokenJson(claims(header)).map((text) => [encoded(text), payload, signature].join('.')),
    brokenBytes(Buffer.from(token)).map((bytes) => Buffer.from(bytes).toString('latin1')),
  );

  // threat T5
  test('of any form are taken apart or refused, and no signature is shown', async () => {
    await hammer('tokens', cases, async (text) => {
      parseToken(text);
      const { inspection } = await inspectText(text, options);
      expect(JSON.stringify(inspection)).not.toContain(signature);
    });
  }, 600_000);
});

describe('traces', () => {
  const trace = har(handShake(token));

  // threat T5
  test('in HAR, hostile in their members, end in findings or a code', async () => {
    const sample: unknown = JSON.parse(trace);
    await hammer('HAR', brokenJson(sample), async (text) => {
      const { inspection } = await inspectSource(bufferSource(Buffer.from(text)), options);
      expect(JSON.stringify(inspection)).not.toContain(token.split('.')[2]);
    });
  }, 600_000);

  const archive = saz([
    {
      client: `GET / HTTP/1.1\r\nHost: a.b\r\nAuthorization: Bearer ${token}\r\n\r\n`,
      server: `HTTP/1.1 401 No\r\nWWW-Authenticate: ${CHALLENGE}\r\n\r\n`,
    },
  ]);
  const member = fc.record({
    name: fc.constantFrom(
      'raw/1_c.txt',
      'raw/1_s.txt',
      'raw/../../x',
      '../raw/1_c.txt',
      'raw\\1_c.txt',
      '/raw/1_c.txt',
      `raw/${'9'.repeat(400)}_c.txt`,
    ),
    content: fc.constantFrom('GET / HTTP/1.1\r\n\r\n', 'x', ''),
    unpacked: fc.constantFrom(0, 1, 100, 0x7fffffff, 0xffffffff),
    packed: fc.constantFrom(null, 0, 1, 0xfffffff0, 0xffffffff),
    at: fc.constantFrom(null, 0, 1, 0xffffffff),
    method: fc.constantFrom(0, 8, 8, 9, 99),
    bomb: fc.boolean(),
  });

  // threat T5
  test('in archives with wrong bytes end in findings or a code', async () => {
    await hammer('SAZ bytes', brokenBytes(archive), (bytes) =>
      inspectSource(bufferSource(bytes), options),
    );
  }, 600_000);

  // threat T5
  test('in archives that lie about names, places, sizes and methods end in findings or a code', async () => {
    const bomb = deflateRawSync(Buffer.alloc(20_000_000, 0x41), { level: 9 });
    const cases = fc.tuple(
      fc.array(member, { minLength: 1, maxLength: 6 }),
      fc.record({
        count: fc.constantFrom(null, 0, 1, 0xffff),
        size: fc.constantFrom(null, 0, 46, 0xffffffff),
        at: fc.constantFrom(null, 0, 0xfffffff0, 0xffffffff),
        isZip64: fc.boolean(),
      }),
    );
    await hammer('SAZ lies', cases, ([members, end]) =>
      inspectSource(bufferSource(zipOf(members, end, bomb)), options),
    );
  }, 600_000);
});

interface Member {
  readonly name: string;
  readonly content: string;
  readonly unpacked: number;
  readonly packed: number | null;
  readonly at: number | null;
  readonly method: number;
  readonly bomb: boolean;
}

/** An archive whose directory says what it is told to say; several members may claim one place. */
function zipOf(
  members: readonly Member[],
  end: {
    readonly count: number | null;
    readonly size: number | null;
    readonly at: number | null;
    readonly isZip64: boolean;
  },
  bomb: Buffer,
): Uint8Array {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let place = 0;
  for (const { name, content, unpacked, packed, at, method, bomb: isBomb } of members) {
    const bytes = isBomb ? bomb : method === 8 ? deflateRawSync(content) : Buffer.from(content);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(method, 8);
    local.writeUInt32LE(bytes.length, 18);
    local.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(method, 10);
    central.writeUInt32LE(packed ?? bytes.length, 20);
    central.writeUInt32LE(unpacked, 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(at ?? place, 42);
    bodies.push(local, Buffer.from(name), bytes);
    directory.push(central, Buffer.from(name));
    place += 30 + name.length + bytes.length;
  }
  const list = Buffer.concat(directory);
  const zip64 = Buffer.alloc(end.isZip64 ? 20 : 0);
  if (end.isZip64) {
    zip64.writeUInt32LE(0x07064b50, 0);
    zip64.writeBigUInt64LE(2n ** 63n, 8);
  }
  const tail = Buffer.alloc(22);
  tail.writeUInt32LE(0x06054b50, 0);
  tail.writeUInt16LE(end.count ?? members.length, 8);
  tail.writeUInt16LE(end.count ?? members.length, 10);
  tail.writeUInt32LE(end.size ?? list.length, 12);
  tail.writeUInt32LE(end.at ?? place, 16);
  return Buffer.concat([...bodies, list, zip64, tail]);
}
