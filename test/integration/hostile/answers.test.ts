/** What servers, shells and Graph answer, made to do harm: each read ends in a value or a code, and nothing else happens. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { AnswerCollector } from '../../../src/adapters/powershell/answer';
import { readClixml } from '../../../src/adapters/powershell/clixml';
import { ReplyReader } from '../../../src/adapters/powershell/reply-reader';
import type { Reply } from '../../../src/adapters/powershell/protocol';
import { nodeCrypto } from '../../../src/adapters/system/crypto';
import { GraphDirectory } from '../../../src/adapters/tenant/graph';
import { withAllPages } from '../../../src/adapters/tenant/paging';
import { Secrets } from '../../../src/adapters/tenant/secrets';
import type { Query, RawAnswer } from '../../../src/core/reads/definition';
import { findRead, readIds } from '../../../src/core/reads/registry';
import { CodedError, appError } from '../../../src/shared/errors';
import { ok } from '../../../src/shared/result';
import type { Json } from '../../../src/shared/json';
import { TestClock, TestLog } from '../../unit/adapters/tenant/fakes';
import { brokenBytes, brokenJson, hammer, jsonOf } from '../../support/hostile';

const NONCE = '0123456789abcdef';
const GUID = '00000004-0000-0ff1-ce00-000000000000';

/** An object in which every name that is asked for is noted; nothing is there. */
function noting(names: Set<string>): object {
  const note = (name: string | symbol): undefined => {
    if (typeof name === 'string') names.add(name);
    return undefined;
  };
  return new Proxy(
    {},
    {
      get: (_target, name) => note(name),
      has: (_target, name) => {
        note(name);
        return true;
      },
    },
  );
}

interface Shape {
  readonly kind: Query['kind'];
  readonly args: Record<string, string>;
  readonly names: readonly string[];
}

/** What this read asks, arguments that it needs, and the names that its schema looks at. */
function shapeOf(id: string): Shape {
  const read = findRead(id);
  const args: Record<string, string> = {};
  const asked = new Proxy(args, {
    get: (target, name) => {
      if (typeof name === 'string') target[name] ??= 'ex01.contoso.com';
      return Reflect.get(target, name) as unknown;
    },
  });
  const query = read.query(asked);
  const names = new Set<string>();
  const answers: readonly RawAnswer[] = [
    { kind: 'items', items: [noting(names)] },
    { kind: 'body', body: noting(names) as Json },
    { kind: 'body', body: { value: [noting(names) as Json] } },
  ];
  for (const answer of answers) {
    try {
      read.interpret(answer, nodeCrypto, args);
    } catch {
      // Nothing is there; which names were asked for is all that is wanted.
    }
  }
  if (query.kind === 'graph') names.add('value');
  const known = [...names].filter((name) => name !== 'then' && name !== 'toJSON');
  return { kind: query.kind, args: asked, names: known };
}

const SHAPES = new Map(readIds().map((id) => [id, shapeOf(id)]));

const PLAUSIBLE = [
  'x',
  GUID,
  'contoso.com',
  '2026-01-12T08:00:00Z',
  true,
  7,
  [],
  ['a', 'b'],
  { $bytes: 'MIIB' },
  null,
  [{ id: GUID, keyId: GUID, type: 'AsymmetricX509Cert', usage: 'Verify', key: 'MIIB' }],
];

/** Objects as reads of this kind expect them, with plausible values, some of them broken. */
const answered = (kind: Query['kind']) => {
  const shapes = [...SHAPES].filter(([, shape]) => shape.kind === kind);
  return fc.constantFrom(...shapes).chain(([id, { args, names }]) => {
    const values = fc.array(fc.constantFrom(...PLAUSIBLE), {
      minLength: names.length,
      maxLength: names.length,
    });
    return values.chain((list) => {
      const sample = Object.fromEntries(names.map((name, index) => [name, list[index]]));
      return fc.array(brokenJson(sample), { maxLength: 3 }).map((texts) => ({ id, args, texts }));
    });
  });
};

/** Interprets as the engine does. What the schema refuses is a refusal; any other fault is one. */
function interpret(id: string, args: Record<string, string>, answer: RawAnswer): void {
  try {
    findRead(id).interpret(answer, nodeCrypto, args);
  } catch (thrown) {
    if (v.isValiError(thrown)) throw new CodedError(appError('HX-CMD', { command: id }));
    throw thrown;
  }
}

function parsed(text: string): unknown[] {
  try {
    return [JSON.parse(text)];
  } catch {
    return [];
  }
}

describe('objects of a shell', () => {
  // threat T5
  test('of any form are read by every read, or refused by a code', async () => {
    const outcomes = await hammer('cmdlet answers', answered('cmdlet'), ({ id, args, texts }) => {
      interpret(id, args, { kind: 'items', items: texts.flatMap(parsed) });
    });
    expect(outcomes.get('HX-CMD') ?? 0).toBeGreaterThan(5);
    expect(outcomes.get('HX-BUG')).toBeUndefined();
  }, 600_000);

  // threat T5
  test('and pages that anybody could publish are read, or refused by a code', async () => {
    const looks = [...SHAPES].filter(([, { kind }]) => kind === 'web' || kind === 'inside');
    const document = {
      issuer: GUID,
      keys: [{ keyinfo: { x5t: 'a' }, keyvalue: { value: 'MIIB' } }],
      endpoints: [{ location: 'x' }],
    };
    const page = fc.record({
      shape: fc.constantFrom(...looks),
      status: fc.constantFrom(200, 200, 301, 401, 404, 500, 0, -1),
      body: fc.oneof(brokenJson(document), fc.string()),
      challenges: fc.array(fc.string({ maxLength: 20 }), { maxLength: 4 }),
      location: fc.option(fc.string()),
    });
    const outcomes = await hammer('published pages', page, ({ shape, ...answer }) => {
      const [id, { args }] = shape;
      const url = 'https://x.example/';
      interpret(id, args, { kind: 'web', answer: { kind: 'answer', url, ...answer } });
    });
    expect(outcomes.get('HX-BUG')).toBeUndefined();
  }, 600_000);

  const line = (sequence: number, reply: object): string =>
    `${NONCE}|${String(sequence)}|${Buffer.from(jsonOf(reply)).toString('base64')}\n`;
  const replies = [
    { k: 'item', values: [{ Name: '台北', Guid: GUID, List: ['a'] }] },
    { k: 'warning', text: 'w' },
    { k: 'error', fqid: 'x', category: 'x', message: 'x', type: 'x', position: '' },
    { k: 'part', text: '{"a":', last: false },
    { k: 'part', text: '1}', last: true },
    { k: 'done', id: 'id', items: 2, errors: 1, more: false, cancelled: false, session: 'Opened' },
  ];
  const whole = replies.map((reply, index) => line(index + 1, reply)).join('');
  const lines = fc.oneof(
    brokenBytes(Buffer.from(whole)).map((bytes) => Buffer.from(bytes).toString('latin1')),
    brokenJson(replies).map((text) => {
      const [list] = parsed(text);
      const all: unknown[] = Array.isArray(list) ? list : [text];
      return all.map((reply, index) => line(index + 1, Object(reply) as object)).join('');
    }),
    brokenJson(replies[0]).map((text) => `${NONCE}|1|${Buffer.from(text).toString('base64')}\n`),
  );

  // threat T5
  test('in lines of any form are a whole answer or none', async () => {
    await hammer('reply lines', lines, (text) => {
      const collector = new AnswerCollector('id', () => undefined);
      const taken: Reply[] = [];
      const faults: string[] = [];
      const reader = new ReplyReader(
        NONCE,
        (reply, bytes) => {
          taken.push(reply);
          collector.add(reply, bytes);
        },
        (fault) => faults.push(fault),
      );
      reader.feed(text);
      const answer = collector.finish();
      expect(faults.length).toBeLessThan(2);
      if (answer === undefined) return;
      // Success is a last line with our id, and as many objects as it says.
      expect(taken.at(-1)?.k).toBe('done');
      expect(answer.errors.length + answer.warnings.length).toBeLessThanOrEqual(taken.length);
    });
  }, 600_000);

  const clixml = `<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04"><Obj RefId="0"><TN RefId="0"><T>X</T></TN><ToString>a</ToString><Props><S N="Name">x_x000A_</S><Obj N="L" RefId="1"><LST><S>a</S><Ref RefId="0"/></LST></Obj><BA N="B">AAEC</BA><DT N="D">2026-01-12T08:00:00Z</DT></Props></Obj></Objs>`;
  const xml = fc.oneof(
    brokenBytes(Buffer.from(clixml)).map((bytes) => Buffer.from(bytes).toString('utf8')),
    fc
      .constantFrom(50, 5_000, 30_000)
      .map((depth) => `<Objs>${'<Obj RefId="0"><LST>'.repeat(depth)}`),
    fc
      .constantFrom('N="__proto__"', 'N="constructor"', 'N=""')
      .map((name) => clixml.replaceAll('N="Name"', name)),
    fc.constantFrom(
      '<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><Objs>&c;</Objs>',
      '<?xml version="1.0"?><Objs><S>&#x110000;</S></Objs>',
      '<Objs><S>_xD800_</S></Objs>',
    ),
  );

  // threat T5
  test('in CLIXML of any form are objects or a reason', async () => {
    await hammer('CLIXML', xml, (text) => {
      const read = readClixml(text);
      if (!read.ok) throw new CodedError(appError('HX-CARRYFILE', { file: read.reason }));
      expect(Array.isArray(read.items)).toBe(true);
    });
  }, 600_000);
});

describe('Graph', () => {
  const ROOT = 'https://graph.example/v1.0';
  const body = answered('graph').map(({ id, args, texts }) => ({
    id,
    args,
    body: texts[0] ?? '{"value":[]}',
  }));
  const reply = fc.record({
    status: fc.constantFrom(200, 200, 200, 204, 301, 400, 401, 403, 404, 429, 500, 503),
    answer: body,
    headers: fc.dictionary(
      fc.constantFrom('retry-after', 'date', 'www-authenticate', '__proto__'),
      fc.oneof(
        fc.string({ maxLength: 30 }),
        fc.constantFrom(
          '1',
          '-1',
          '99999999999999',
          'Thu, 01 Jan 1970 00:00:00 GMT',
          `Bearer error="insufficient_claims", claims="${'A'.repeat(5_000)}"`,
        ),
      ),
      { maxKeys: 3 },
    ),
    link: fc.constantFrom(
      null,
      `${ROOT}/domains?$skip=1`,
      'https://evil.example/v1.0/domains',
      `${ROOT}/../../x`,
      'javascript:1',
      '//evil.example/',
    ),
  });

  // threat T5
  test('answers of any form are read or refused by a code, and no link leads to another host', async () => {
    const outcomes = await hammer(
      'Graph answers',
      reply,
      async ({ status, answer, headers, link }) => {
        const asked: string[] = [];
        const withLink =
          link === null
            ? answer.body
            : answer.body.replace(/^\{/, `{"value":[],"@odata.nextLink":${JSON.stringify(link)},`);
        const directory = withAllPages(
          new GraphDirectory({
            graph: ROOT,
            http: (request) => {
              asked.push(request.url);
              return Promise.resolve({ kind: 'answer', status, headers, body: withLink });
            },
            tokens: {
              token: () => Promise.resolve(ok('t')),
              renew: () => Promise.resolve(ok('t2')),
            },
            secrets: new Secrets(),
            clock: new TestClock(true),
            log: new TestLog(),
            description: 'test',
          }),
          ROOT,
        );
        const outcome = await directory.send(
          { method: 'GET', url: '/domains' },
          { deadlineMs: 60_000, requestId: 'r' },
        );
        for (const url of asked) expect(new URL(url).host).toBe('graph.example');
        expect(asked.length).toBeLessThanOrEqual(200);
        if (outcome.kind !== 'done') throw new CodedError(outcome.error);
        if (outcome.value.status === 404) return;
        interpret(answer.id, answer.args, { kind: 'body', body: outcome.value.body });
      },
    );
    expect(outcomes.get('HX-GRAPH') ?? 0).toBeGreaterThan(5);
    expect(outcomes.get('HX-BUG')).toBeUndefined();
  }, 600_000);
});
