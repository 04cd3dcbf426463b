/** HAR, Fiddler archives and text, from bytes to what is said about them. */
import { readdir } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Inspected } from '../../../../src/adapters/inspection';
import { inspectSource, inspectText } from '../../../../src/adapters/inspection';
import { bufferSource } from '../../../../src/adapters/inspection/source';
import type { Source } from '../../../../src/adapters/inspection/source';
import { ZipFault, zipContent, zipMembers } from '../../../../src/adapters/inspection/zip-reader';
import type { Known } from '../../../../src/core/inspection/ports';
import { CodedError } from '../../../../src/shared/errors';
import type { HandShakeCause } from '../../../../src/shared/inspection';
import type { HarCall } from '../../support/traces';
import {
  CHALLENGE,
  NOW,
  SKYPE,
  TENANT,
  actorToken,
  applicationToken,
  handShake,
  har,
  harEntry,
  knownWith,
  saz,
  signer,
} from '../../support/traces';

const current = signer('Microsoft Exchange Server Auth Certificate');
const bearer = actorToken(applicationToken(current));
const known = knownWith(current);

const inspect = (bytes: Uint8Array, knowing: Known = known): Promise<Inspected> =>
  inspectSource(bufferSource(bytes), { known: knowing, now: NOW, name: 'trace' });
const text = (value: string): Promise<Inspected> => inspectText(value, { known, now: NOW });
const calls = (list: readonly HarCall[]): Promise<Inspected> => text(har(list));

async function causeOf(list: readonly HarCall[]): Promise<HandShakeCause | null | undefined> {
  const { inspection } = await calls(list);
  return inspection.rows.at(-1)?.cause;
}

describe('a HAR', () => {
  test('shows challenge, token request and accepted call as one hand-shake', async () => {
    const { inspection, inspector } = await calls([
      ...handShake(bearer),
      ...handShake(bearer).slice(2),
    ]);
    expect(inspection).toMatchObject({
      kind: 'har',
      exchanges: 4,
      damaged: false,
      counts: { accepted: 1, refused: 0, 'no-token': 0, unanswered: 0 },
      compared: { customer: 'Contoso', certificates: 1 },
    });
    expect(inspection.rows).toMatchObject([
      { address: 'mail.contoso.com/EWS/Exchange.asmx', outcome: 'accepted', hops: 3, calls: 2 },
    ]);
    const shake = await inspector.handShake(0);
    expect(shake?.ladder.map(({ kind, status }) => [kind, status])).toEqual([
      ['call', 401],
      ['token-request', 200],
      ['call-with-token', 200],
    ]);
    expect(shake?.ladder[0]?.facts).toContainEqual({
      name: 'trusted_issuers',
      value: '00000001-0000-0000-c000-000000000000@* (Microsoft token service (ACS))',
    });
    expect(shake?.ladder[2]?.token?.actor?.findings).toEqual([]);
    const all = JSON.stringify(shake);
    expect(all).not.toContain('hush');
    expect(all).not.toContain(bearer);
  });

  test('names the likely cause of each refusal', async () => {
    const at = NOW.getTime() / 1_000;
    const refusedWith = (token: string, last: HarCall) =>
      causeOf(handShake(token, { status: 401, ...last }));
    const diagnostics = (category: string) => ({
      answer: [['x-ms-diagnostics', `2000003;reason="no";error_category="${category}"`]] as const,
    });
    const expired = actorToken(applicationToken(current, { exp: at - 60 }));
    expect(await refusedWith(expired, {})).toBe('token-expired');
    expect(await refusedWith(actorToken(applicationToken(current, { nbf: at + 60 })), {})).toBe(
      'token-early',
    );
    const date = [['Date', 'Sun, 01 Mar 2026 14:00:00 GMT']] as const;
    expect(await refusedWith(bearer, { answer: date })).toBe('clock-off');
    expect(await refusedWith(bearer, diagnostics('invalid_user'))).toBe('user-unknown');
    expect(await refusedWith(bearer, diagnostics('invalid_resource'))).toBe('audience-host');
    expect(await refusedWith(bearer, diagnostics('invalid_signature'))).toBe('signature-wrong');
    expect(await refusedWith(applicationToken(null), {})).toBe('unsigned');
    expect(await refusedWith(bearer, { status: 403 })).toBe('no-right');
    expect(await refusedWith(expired, { status: 403 })).toBe('no-right');
    expect(await refusedWith(bearer, { status: 503 })).toBe('server-error');
    expect(await refusedWith(bearer, {})).toBe('not-known');
    const own = applicationToken(current, { iss: `${SKYPE}@contoso.com` });
    expect(await refusedWith(own, {})).toBe('issuer-not-trusted');
    const lonely = handShake(bearer, { status: 401, answer: [['WWW-Authenticate', 'NTLM']] }).slice(
      2,
    );
    expect(await causeOf(lonely)).toBe('oauth-not-offered');
    expect(await causeOf(handShake(bearer).slice(0, 1))).toBe('no-token-sent');
    const [first, second] = handShake(bearer);
    const refusal = '{"error":"invalid_client","error_description":"AADSTS700027: not registered"}';
    expect(await causeOf([first!, { ...second, status: 401, content: refusal }])).toBe(
      'authority-refused',
    );
    expect(await causeOf([first!, { ...second, status: 0, content: '' }])).toBe('authority-silent');
  });

  test('links what an authority says to the diagnosis catalogue', async () => {
    const [first, second] = handShake(bearer);
    const content = '{"error":"invalid_client","error_description":"AADSTS700027: not registered"}';
    const { inspector } = await calls([first!, { ...second, status: 400, content }]);
    const shake = await inspector.handShake(0);
    expect(shake?.diagnosed.map(({ id }) => id)).toEqual(['key-not-registered']);
  });

  test('finds one refusal among many calls, however the pieces fall', async () => {
    const noise = Array.from({ length: 3_000 }, (_, index) => ({
      url: `https://cdn.example.com/${String(index)}?code=hush`,
      content: 'x'.repeat(200),
    }));
    const bytes = new TextEncoder().encode(
      har([...noise, ...handShake(bearer, { status: 401 }), ...noise]),
    );
    for (const piece of [bytes.length, 65_537, 4_099]) {
      const source: Source = {
        size: bytes.length,
        read: (from, length) =>
          Promise.resolve(bytes.subarray(from, from + Math.min(length, piece))),
      };
      const { inspection } = await inspectSource(source, { known, now: NOW, name: 'a' });
      expect(inspection.exchanges).toBe(6_003);
      expect(inspection.rows).toMatchObject([{ outcome: 'refused', hops: 3 }]);
    }
  });

  test('that breaks off gives what came before', async () => {
    const whole = har(handShake(bearer));
    const { inspection } = await text(whole.slice(0, -20));
    expect(inspection).toMatchObject({ kind: 'har', damaged: true });
    expect(inspection.rows).toHaveLength(1);
  });

  test('in UTF-16 or with a byte order mark is read all the same', async () => {
    const whole = har(handShake(bearer));
    const { inspection } = await inspect(Buffer.from(`\ufeff${whole}`, 'utf16le'));
    expect(inspection.rows).toHaveLength(1);
    expect((await text(`\ufeff${whole}`)).inspection.rows).toHaveLength(1);
  });

  test('keeps bounded lists, and those that went wrong', async () => {
    const many = Array.from({ length: 1_500 }, (_, index) => ({
      url: `https://mail.contoso.com/${String(index)}`,
      request: [['Authorization', `Bearer ${bearer}`]] as const,
    }));
    const { inspection } = await calls([...many, ...handShake(bearer, { status: 401 })]);
    expect(inspection.rows).toHaveLength(1_001);
    expect(inspection.moreRows).toBe(500);
    expect(inspection.counts).toMatchObject({ accepted: 1_500, refused: 1 });
    expect(inspection.rows.at(-1)?.outcome).toBe('refused');
  });
});

describe('a Fiddler archive', () => {
  const get = 'POST /EWS/Exchange.asmx HTTP/1.1\r\nHost: mail.contoso.com\r\n';
  const sessions = [
    {
      client: `${get}\r\n<soap/>`,
      server: `HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: ${CHALLENGE}\r\n\r\n`,
    },
    {
      client: `POST https://accounts.accesscontrol.windows.net/${TENANT}/tokens/OAuth/2 HTTP/1.1\r\nHost: accounts.accesscontrol.windows.net\r\n\r\ngrant_type=x&resource=y`,
      server: `HTTP/1.1 200 OK\r\n\r\n${JSON.stringify({ access_token: bearer })}`,
    },
    {
      client: `${get}Authorization: Bearer ${bearer}\r\n\r\n<soap/>`,
      server: 'HTTP/1.1 403 Forbidden\r\nX-FEServer: EX01\r\n\r\n',
    },
    { client: 'CONNECT mail.contoso.com:443 HTTP/1.1\r\n\r\n', server: 'HTTP/1.1 200 OK\r\n\r\n' },
  ];

  test('shows the hand-shake with its time and server', async () => {
    const { inspection, inspector } = await inspect(saz(sessions));
    expect(inspection).toMatchObject({ kind: 'saz', exchanges: 3, damaged: false, limited: false });
    expect(inspection.rows).toMatchObject([{ outcome: 'refused', cause: 'no-right', hops: 3 }]);
    const shake = await inspector.handShake(0);
    expect(shake?.at).toBe('2026-03-01T12:00:00.000Z');
    expect(shake?.ladder[2]?.facts).toContainEqual({ name: 'server', value: 'EX01' });
  });

  test('reads packed answers of an authority, and does not call an unreadable one a refusal', async () => {
    const packed = gzipSync(JSON.stringify({ access_token: bearer }));
    const chunk = `${packed.length.toString(16)}\r\n${packed.toString('latin1')}\r\n0\r\n\r\n`;
    const head = 'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n';
    const [, request, call] = sessions;
    for (const [body, hops] of [
      [chunk, 2],
      ['zz', 1],
    ] as const) {
      const answer = { client: request!.client, server: `${head}${body}` };
      const { inspection } = await inspect(saz([answer, call!], 'latin1'));
      expect(inspection.rows).toMatchObject([{ outcome: 'refused', cause: 'no-right', hops }]);
    }
  });

  test('that is damaged, cut or locked is told, and nothing is written', async () => {
    const before = await readdir('.');
    const bytes = saz(sessions);
    const refused = async (broken: Uint8Array): Promise<string> => {
      const thrown: unknown = await inspect(broken).catch((error: unknown) => error);
      return thrown instanceof CodedError ? thrown.error.code : 'not refused';
    };
    expect(await refused(bytes.subarray(0, bytes.length - 30))).toBe('HX-TRACE');
    const locked = Uint8Array.from(bytes);
    // Bit 0 of each entry's flags in the directory: encrypted.
    for (let at = 0; at + 4 < locked.length; at += 1)
      if (locked[at] === 0x50 && locked[at + 1] === 0x4b && locked[at + 2] === 1)
        locked[at + 8]! |= 1;
    expect(await refused(locked)).toBe('HX-TRACELOCKED');
    expect(await readdir('.')).toEqual(before);
  });

  test('unpacks no more of a part than is looked at', async () => {
    const client = `${get}\r\n${'0'.repeat(30_000_000)}`;
    const source = bufferSource(saz([{ client, server: 'HTTP/1.1 200 OK\r\n\r\n' }, ...sessions]));
    const bomb = (await zipMembers(source)).find(({ name }) => name === 'raw/1_c.txt')!;
    expect(bomb.size).toBeGreaterThan(30_000_000);
    expect(await zipContent(source, bomb, 5_000)).toHaveLength(5_000);
    // One that claims to be small is refused as soon as it is not.
    await expect(zipContent(source, { ...bomb, size: 10 }, 5_000)).rejects.toThrow(ZipFault);
    const { inspection } = await inspectSource(source, { known, now: NOW, name: 'trace' });
    expect(inspection.rows).toHaveLength(1);
  });
});

describe('text', () => {
  test('a token, with or without Bearer, alone or in a log', async () => {
    for (const given of [
      bearer,
      `Bearer ${bearer}`,
      `Authorization: Bearer ${bearer}`,
      `12:00 got ${bearer}, sent`,
    ]) {
      const { inspection } = await text(given);
      expect(
        inspection.tokens.map(({ kind }) => kind),
        given.slice(0, 20),
      ).toEqual(['actor']);
      expect(inspection.rows).toEqual([]);
      expect(inspection.malformed).toBeNull();
    }
  });

  test('a token that a console broke into lines, and tokens line by line', async () => {
    const broken = bearer.match(/.{1,80}/g)!.join('\r\n');
    const { inspection } = await text(`${broken}\n`);
    expect(inspection.tokens.map(({ kind }) => kind)).toEqual(['actor']);
    expect(inspection.tokens[0]?.actor?.findings).toEqual([]);
    const list = await text(`${bearer}\n${applicationToken(current)}\n`);
    expect(list.inspection.tokens.map(({ kind }) => kind)).toEqual(['actor', 'application']);
    const started = await text(`first\n${bearer}\nand more: text\n`);
    expect(started.inspection.tokens).toHaveLength(1);
  });

  test('a word that is no token says why', async () => {
    const { inspection } = await text('abcdefghijklmnopqrstuvwxyz');
    expect(inspection.malformed).toEqual({ key: 'inspection.malformed.parts', args: { dots: 0 } });
  });

  test('headers of a call, as browsers and proxies show them', async () => {
    const { inspection, inspector } = await text(
      [
        '> POST https://mail.contoso.com/EWS/Exchange.asmx HTTP/1.1',
        `> Authorization: Bearer ${bearer}`,
        '>',
        '< HTTP/1.1 401 Unauthorized',
        '< x-ms-diagnostics: 2000003;reason="The hostname component of the audience claim value \'https://x\' is invalid";error_category="invalid_resource"',
        `< WWW-Authenticate: ${CHALLENGE}`,
      ].join('\n'),
    );
    expect(inspection.rows).toMatchObject([
      { outcome: 'refused', cause: 'audience-host', status: 401 },
    ]);
    const shake = await inspector.handShake(0);
    expect(shake?.diagnosed.map(({ id }) => id)).toContain('audience');
  });

  test('the challenge in the output of Test-OAuthConnectivity', async () => {
    const { inspection } = await text(
      `Detail: [OAuthAuthenticator:Authenticate] challenge from 'https://mail.contoso.com/EWS/Exchange.asmx' received: ${CHALLENGE}`,
    );
    expect(inspection.rows).toMatchObject([{ outcome: 'unanswered', cause: 'no-token-sent' }]);
  });

  test('an answer of an authority that is JSON and no archive', async () => {
    const { inspection } = await text(`{"token_type":"Bearer","access_token":"${bearer}"}`);
    expect(inspection).toMatchObject({ kind: 'text', damaged: false });
    expect(inspection.tokens).toHaveLength(1);
  });

  test('without anything in it says so', async () => {
    for (const given of ['', ' \n', 'nothing here\n']) {
      const { inspection } = await text(given);
      expect([inspection.rows, inspection.tokens, inspection.malformed]).toEqual([[], [], null]);
    }
  });
});

test('names out of a HAR reach no prototype', async () => {
  const entry = harEntry({ status: 401, answer: [['WWW-Authenticate', CHALLENGE]] });
  const hostile = `{"__proto__":{"x":1},"log":{"constructor":[],"entries":[{"__proto__":{"status":1},${entry.slice(1)}]}}`;
  const { inspection } = await text(hostile);
  expect(inspection.rows).toHaveLength(1);
  expect(({} as Record<string, unknown>)['x']).toBeUndefined();
});
