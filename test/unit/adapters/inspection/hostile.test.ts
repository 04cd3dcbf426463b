/** Whatever the bytes are: no crash, no long hold of the thread, no more memory than is looked at, no prototype. */
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inspectSource } from '../../../../src/adapters/inspection';
import { JsonFault, JsonScanner } from '../../../../src/adapters/inspection/json-scanner';
import { bufferSource } from '../../../../src/adapters/inspection/source';
import { parseToken } from '../../../../src/core/inspection/token';
import { withoutSignatures } from '../../../../src/core/inspection/redaction';
import { CodedError } from '../../../../src/shared/errors';
import type { Inspection } from '../../../../src/shared/inspection';
import {
  CHALLENGE,
  NOW,
  applicationToken,
  handShake,
  har,
  knownWith,
  saz,
  signer,
} from '../../support/traces';

const current = signer('Auth');
const known = knownWith(current);
/** Milliseconds for which the thread may be held. */
const MOST_HELD = 1_000;

/** Processor time of this process in milliseconds: what other programs take does not count. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** Inspects, and measures the longest work during which nothing else could run. */
async function held(
  bytes: Uint8Array,
): Promise<{ inspection: Inspection | string; longest: number }> {
  let longest = 0;
  let last = processorTime();
  const look = (): void => {
    const now = processorTime();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const timer = setInterval(look, 1);
  try {
    const work = inspectSource(bufferSource(bytes), { known, now: NOW, name: 'trace' });
    const inspection = await work.then(
      (found) => found.inspection,
      (thrown: unknown) => (thrown instanceof CodedError ? thrown.error.code : String(thrown)),
    );
    look();
    return { inspection, longest };
  } finally {
    clearInterval(timer);
  }
}

const text = (value: string) => new TextEncoder().encode(value);

describe('any bytes', () => {
  const trace = text(har(handShake(applicationToken(current))));
  const archive = saz([
    {
      client: `GET / HTTP/1.1\r\nHost: a.b\r\nAuthorization: Bearer ${applicationToken(current)}\r\n\r\n`,
      server: `HTTP/1.1 401 No\r\nWWW-Authenticate: ${CHALLENGE}\r\n\r\n`,
    },
  ]);

  /** A file of which some bytes were changed, and the end cut off. */
  const broken = (bytes: Uint8Array) =>
    fc
      .record({
        changes: fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 8 }),
        length: fc.integer({ min: 0, max: bytes.length }),
      })
      .map(({ changes, length }) => {
        const copy = Uint8Array.from(bytes);
        for (const [at, byte] of changes) copy[at] = byte;
        return copy.subarray(0, length);
      });

  test.each([
    ['a HAR', trace],
    ['an archive', archive],
  ])('%s with wrong bytes ends in a finding or a coded error', async (_name, bytes) => {
    await fc.assert(
      fc.asyncProperty(broken(bytes), async (changed) => {
        const { inspection } = await held(changed);
        expect(typeof inspection === 'string' ? inspection : 'found').toMatch(
          /^(found|HX-TRACE|HX-TRACELOCKED)$/,
        );
      }),
      { numRuns: 150 },
    );
  });

  test('any text at all is read to its end', async () => {
    const lines = fc.array(
      fc.oneof(
        fc.string(),
        fc.constantFrom(
          'HTTP/1.1 401',
          'GET /a HTTP/1.1',
          `WWW-Authenticate: ${CHALLENGE}`,
          'eyJhbGciOiJub25lIn0.e30.',
          '{"',
          'Authorization: Bearer eyJ.a',
        ),
      ),
    );
    await fc.assert(
      fc.asyncProperty(lines, async (list) => {
        const { inspection } = await held(text(list.join('\n')));
        expect(typeof inspection).toBe('object');
      }),
      { numRuns: 150 },
    );
  });

  test('any token is taken apart or refused, and never shown whole', () => {
    const claims = fc.dictionary(
      fc.oneof(
        fc.string(),
        fc.constantFrom('__proto__', 'constructor', 'iss', 'exp', 'actortoken'),
      ),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(
        claims,
        claims,
        fc.stringMatching(/^[A-Za-z0-9_-]{30,60}$/),
        (header, payload, signature) => {
          const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
          const token = `${part({ a: 1, ...header })}.${part(payload)}.${signature}`;
          const parsed = parseToken(token);
          expect(parsed.ok).toBe(true);
          expect(withoutSignatures(token)).not.toContain(signature);
          expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
        },
      ),
      { numRuns: 200 },
    );
  });

  test('JSON in any pieces gives the same', () => {
    const listener = (told: unknown[]) => ({
      name: (value: string) => told.push(['name', value]),
      begin: (isList: boolean) => told.push(['begin', isList]),
      end: () => told.push('end'),
      wanted: () => 1_000_000,
      text: (value: string) => told.push(['text', value]),
      word: (value: string) => told.push(['word', value]),
    });
    const read = (bytes: Uint8Array, size: number): unknown[] => {
      const told: unknown[] = [];
      const scanner = new JsonScanner(listener(told));
      for (let at = 0; at < bytes.length; at += size) scanner.take(bytes.subarray(at, at + size));
      return told;
    };
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer({ min: 1, max: 7 }), (value, size) => {
        const bytes = text(`{"value": ${JSON.stringify(value)}}`);
        expect(read(bytes, size)).toEqual(read(bytes, bytes.length));
      }),
      { numRuns: 300 },
    );
  });
});

describe('files made to do harm', () => {
  const call = har(handShake(applicationToken(current)));
  const deep = (sign: string) => `{"log":{"entries":${sign.repeat(200_000)}`;
  test.each([
    ['nested lists', deep('[')],
    ['nested objects', deep('{"a":')],
    ['backslashes', `{"log":{"entries":[{"request":{"url":"${'\\'.repeat(4_000_000)}`],
    ['a name without end', `{"log":{"${'a'.repeat(4_000_000)}`],
    ['a number without end', `{"log":${'1'.repeat(1_000_000)}`],
    ['quotes', `{"log":{"entries":[${'"",'.repeat(1_000_000)}`],
    ['a line without end', 'eyJhbGciOiJub25lIn0.'.repeat(200_000)],
    ['half tokens', 'eyJhbGciOi-'.repeat(90_000)],
    ['dots', `eyJ${'a.'.repeat(1_000_000)}`],
    ['spaces', `GET ${'a'.repeat(8_000)}${' '.repeat(1_000_000)}x`],
    [
      'headers',
      `HTTP/1.1 401\n${`WWW-Authenticate: Bearer ${'a="b",'.repeat(2_000)}\n`.repeat(200)}`,
    ],
    [
      'diagnostics',
      `HTTP/1.1 401\nx-ms-diagnostics: ${'1;reason="'.repeat(20_000)}\nWWW-Authenticate: Bearer`,
    ],
    ['challenges', "challenge from 'a".repeat(60_000)],
    ['many archives', call.repeat(40)],
  ])('%s', async (_name, content) => {
    const { inspection, longest } = await held(text(content));
    expect(typeof inspection).toBe('object');
    expect(longest).toBeLessThan(MOST_HELD);
  });

  test('tokens that hold tokens, and one that is huge', async () => {
    let inner = applicationToken(current);
    for (let depth = 0; depth < 12; depth += 1)
      inner = applicationToken(current, { actortoken: inner });
    for (const content of [inner, applicationToken(current, { a: 'b'.repeat(80_000) })]) {
      const { inspection, longest } = await held(text(content));
      expect(typeof inspection).toBe('object');
      expect(longest).toBeLessThan(MOST_HELD);
    }
  });

  test('a member that unpacks to far more gives no more than is looked at', async () => {
    const bytes = Buffer.from(saz([{ client: 'GET / HTTP/1.1\r\n\r\n', server: 'x' }]));
    const packed = deflateRawSync(Buffer.alloc(60_000_000, 0x41));
    const { inspection, longest } = await held(withFirstMember(bytes, packed));
    expect(inspection).toMatchObject({ kind: 'saz', rows: [] });
    expect(longest).toBeLessThan(MOST_HELD);
  });

  test('a directory that lies about places, sizes and numbers', async () => {
    const bytes = saz([{ client: 'GET / HTTP/1.1\r\n\r\n', server: 'x' }]);
    const end = bytes.length - 22;
    for (const [at, value] of [
      [end + 10, 0xffff],
      [end + 12, 0xffffffff],
      [end + 16, 0xfffffff0],
      [end + 16, 0],
    ] as const) {
      const lying = Uint8Array.from(bytes);
      new DataView(lying.buffer).setUint32(at, value, true);
      expect((await held(lying)).inspection).toBe('HX-TRACE');
    }
  });

  test('faults of JSON are told as such', () => {
    const scanner = new JsonScanner({
      name: () => undefined,
      begin: () => undefined,
      end: () => undefined,
      wanted: () => 0,
      text: () => undefined,
      word: () => undefined,
    });
    expect(() => scanner.take(text(']'))).toThrow(JsonFault);
  });
});

/** The archive with `raw/1_c.txt` holding these packed bytes and claiming a small size. */
function withFirstMember(archive: Buffer, packed: Buffer): Uint8Array {
  const name = 'raw/1_c.txt';
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(8, 10);
  central.writeUInt32LE(packed.length, 20);
  central.writeUInt32LE(100, 24);
  central.writeUInt16LE(name.length, 28);
  const end = Buffer.from(archive.subarray(archive.length - 22));
  const body = Buffer.concat([local, Buffer.from(name), packed]);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(46 + name.length, 12);
  end.writeUInt32LE(body.length, 16);
  return Buffer.concat([body, central, Buffer.from(name), end]);
}
