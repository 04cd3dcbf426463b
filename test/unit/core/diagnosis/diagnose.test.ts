import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { redact } from '../../../../src/adapters/logging/redact';
import { assertAllowed, isChange } from '../../../../src/core/commands/allow-list';
import { ENTRIES } from '../../../../src/core/diagnosis/catalogue';
import { diagnose, textSource } from '../../../../src/core/diagnosis/diagnose';
import { HEAD_BYTES } from '../../../../src/core/diagnosis/reader';
import { RECORD_RULES } from '../../../../src/core/diagnosis/record-rules';
import { SOURCES } from '../../../../src/core/diagnosis/sources';
import { STALE_RULES } from '../../../../src/core/diagnosis/stale-rules';
import { LANGUAGES } from '../../../../src/shared/languages';
import { createTranslator } from '../../../../src/shared/messages/translate';
import { messagesOf } from '../../../../src/shared/messages/sync';
import { FIXTURES, oauthTest } from './fixtures';

const read = (text: string) => diagnose(textSource(text), { redact });
const idsOf = async (text: string): Promise<string[]> =>
  (await read(text)).entries.map((entry) => entry.id).sort();

async function* pieces(...parts: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield await Promise.resolve(part);
}

describe('the catalogue', () => {
  it('has a fixture for each entry, and no other', () => {
    expect(Object.keys(FIXTURES).sort()).toEqual(ENTRIES.map((entry) => entry.id).sort());
  });

  it('can find each entry: by a text or by a rule on objects', () => {
    const rules = Object.keys(RECORD_RULES);
    const lost = ENTRIES.filter((item) => item.patterns.length === 0 && !rules.includes(item.id));
    expect(lost).toEqual([]);
    expect(rules.filter((id) => !ENTRIES.some((entry) => entry.id === id))).toEqual([]);
  });

  test.each(Object.entries(FIXTURES))(
    '%s is found in its own text, and nothing else is',
    async (id, fixture) => {
      expect(await idsOf(fixture.text)).toEqual([id, ...(fixture.also ?? [])].sort());
    },
  );

  test.each(Object.entries(FIXTURES))(
    '%s is found with all white space doubled and in capitals',
    async (id, fixture) => {
      if (Object.hasOwn(RECORD_RULES, id)) return;
      expect(await idsOf(fixture.text.toUpperCase().replace(/ /g, '  '))).toContain(id);
    },
  );

  it('looks for anchors of ASCII that are long enough to be searched for fast', () => {
    for (const { patterns } of ENTRIES) {
      for (const { anchor } of patterns) {
        expect(anchor).toMatch(/^[\x20-\x7e]+$/);
        expect(anchor.replace(/\s/g, '').length, anchor).toBeGreaterThanOrEqual(10);
      }
    }
  });

  it('names only commands that read', () => {
    const verbs =
      /^(?:Get|Test|Resolve|Invoke-WebRequest|Invoke-RestMethod)(?:-|\b)|^(?:GET https|netsh winhttp show|setspn -Q|whoami|\$PSVersionTable)/;
    for (const { checks, id } of ENTRIES) {
      for (const check of checks) {
        if ('cmdlet' in check) {
          expect(() => assertAllowed(check.cmdlet), id).not.toThrow();
          expect(isChange(check.cmdlet.name), id).toBe(false);
        } else if ('text' in check) expect(check.text, id).toMatch(verbs);
      }
    }
  });

  test.each(LANGUAGES)('has every text in %s, and no others', (language) => {
    const { has } = createTranslator(language, messagesOf(language));
    const wanted = [
      ...ENTRIES.flatMap(({ id, causes, says }) =>
        [
          'title',
          'do',
          ...says,
          ...Array.from({ length: causes }, (_, n) => `cause-${String(n + 1)}`),
        ].map((part) => `diagnosis.${id}.${part}`),
      ),
      ...STALE_RULES.flatMap(({ id }) => [
        `diagnosis.stale.${id}.why`,
        `diagnosis.stale.${id}.instead`,
      ]),
    ];
    expect(wanted.filter((key) => !has(key))).toEqual([]);
    const all = Object.keys(messagesOf(language)).filter(
      (key) => key.startsWith('diagnosis.') && !key.startsWith('diagnosis.ui.'),
    );
    expect(all.filter((key) => !wanted.includes(key))).toEqual([]);
  });

  it('rests on documents, and every document is used', () => {
    const used = new Set([...ENTRIES, ...STALE_RULES].flatMap((item) => item.sources));
    expect(ENTRIES.every((entry) => entry.sources.length > 0)).toBe(true);
    for (const { date } of Object.values(SOURCES)) expect(date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(used.size).toBeGreaterThan(20);
  });
});

describe('reading a text', () => {
  it('says that an unknown text is unknown', async () => {
    const found = await read('The printer is on fire.\nNothing here.');
    expect(found).toMatchObject({
      kind: 'text',
      lines: 2,
      entries: [],
      unexplained: [],
      binary: false,
    });
  });

  it('shows what looks like an error and is not known, and only that', async () => {
    const unknown = await read('first\n AADSTS9001234: something new\nAADSTS53003: blocked');
    expect(unknown.unexplained.map((place) => place.line)).toEqual([2]);
    expect(unknown.entries.map((entry) => entry.id)).toEqual(['sign-in-blocked']);
    const wizard = await read(
      '2017.10.23 11:39:51.552 *ERROR* 10241 [Client=UX, Activity=X, Thread=9] Workflow Exception: odd',
    );
    expect(wizard.unexplained[0]?.during).toBe('2017.10.23 11:39:51 · X');
  });

  it('never takes one error code for a longer one', async () => {
    expect(await idsOf('AADSTS7000161')).toEqual([]);
    expect(await idsOf('AADSTS700016 AADSTS700027')).toEqual([
      'application-unknown',
      'key-not-registered',
    ]);
  });

  it('tells line and column, and takes secrets out', async () => {
    const token = `eyJ${'a'.repeat(40)}.${'b'.repeat(40)}.c`;
    const found = await read(`one\ntwo\n  password=hunter2 ${token} AADSTS53003: blocked\nfour`);
    const [place] = found.entries[0]?.evidence ?? [];
    expect(place).toMatchObject({
      line: 3,
      column: 3 + 'password=hunter2 '.length + token.length + 1,
    });
    expect(place?.text).toContain('AADSTS53003');
    expect(JSON.stringify(found)).not.toMatch(/hunter2|bbbbb/);
  });

  it('never shows a half of a secret that a long line was cut in', async () => {
    const secret = 'q'.repeat(190);
    const filler = 'x '.repeat(3_000);
    for (let shift = 0; shift < 400; shift += 7) {
      const found = await read(
        `${filler}password=${secret}${' y'.repeat(800 + shift)} AADSTS53003`,
      );
      expect(JSON.stringify(found)).not.toMatch(/q{10}/);
    }
  });

  it('lets nothing through that drives a terminal or turns the direction of text', async () => {
    const found = await read('\u001b[2J\u202eAADSTS53003\u0007 done');
    expect(found.entries[0]?.evidence[0]?.text).toBe('[2J AADSTS53003 done');
  });

  it('keeps the first places, counts all, and puts the gravest first', async () => {
    const found = await read(
      [
        'The SMTP address has no mailbox associated with it.',
        ...Array.from({ length: 50 }, () => `${'-'.repeat(500)} AADSTS53003`),
      ].join('\n'),
    );
    expect(found.entries.map(({ id, count }) => [id, count])).toEqual([
      ['sign-in-blocked', 50],
      ['no-mailbox', 1],
    ]);
    expect(found.entries[0]?.evidence.map((place) => place.line)).toEqual([2, 3, 4]);
  });

  it('reads UTF-16 with a byte order mark as it reads UTF-8', async () => {
    for (const [id, { text }] of Object.entries(FIXTURES)) {
      const little = new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'));
      const big = new Uint8Array(Buffer.from(little).swap16());
      const expected = (await read(text)).entries.map((entry) => entry.id);
      for (const bytes of [little, big]) {
        const cut = Math.max(2, Math.floor(bytes.length / 2) | 1);
        const found = await diagnose(pieces(bytes.subarray(0, cut), bytes.subarray(cut)), {
          redact,
        });
        expect(
          found.entries.map((entry) => entry.id),
          id,
        ).toEqual(expected);
      }
    }
  });
});

describe('Test-OAuthConnectivity', () => {
  it('tells results, directions, addresses and applications of several tests', async () => {
    const application = '8f3e7716-2011-43e4-96b1-aba62d229136';
    const found = await read(
      oauthTest(
        `challenge from 'https://outlook.office365.com/ews/exchange.asmx' received L:${application}-AS:x`,
        'Success',
      ) +
        oauthTest(
          "challenge from 'https://mail.contoso.com/ews/exchange.asmx' received. The token has an invalid signature",
          'Error',
        ),
    );
    expect(found.kind).toBe('oauth-test');
    expect(found.tests).toEqual([
      {
        line: 1,
        task: 'Checking EWS API Call Under Oauth',
        result: 'Success',
        direction: 'to-cloud',
        target: 'https://outlook.office365.com/ews/exchange.asmx',
        applicationId: application,
        entries: ['test-passed'],
      },
      expect.objectContaining({
        result: 'Error',
        direction: 'to-on-premises',
        target: 'https://mail.contoso.com/ews/exchange.asmx',
        entries: ['token-signature'],
      }),
    ]);
  });

  it('puts together an address that the console broke', async () => {
    const wrapped = oauthTest(
      `${'.'.repeat(40)} challenge from 'https://outlook.office365.com/ews/exchange.asmx' received`,
      'Warning',
    );
    expect(wrapped).not.toContain('https://outlook.office365.com/ews/exchange.asmx');
    expect((await read(wrapped)).tests[0]?.target).toBe(
      'https://outlook.office365.com/ews/exchange.asmx',
    );
  });
});

describe('long and hostile input', () => {
  const needle = 'AADSTS53003: blocked';
  const line = `${'All is well in this line of a log. '.repeat(4)}\n`;

  it('finds the same wherever a piece ends', async () => {
    const head = line.repeat(Math.ceil(HEAD_BYTES / line.length) + 5);
    const text = Buffer.from(`${head}${needle}\n${line.repeat(100)}`);
    const at = text.indexOf(needle);
    const expected = head.split('\n').length;
    for (const cut of [at - 5_000, at - 1, at, at + 1, at + 7, at + needle.length, at + 5_000]) {
      const found = await diagnose(pieces(text.subarray(0, cut), text.subarray(cut)), { redact });
      expect(found.entries[0]?.evidence, String(cut)).toEqual([
        { line: expected, column: 1, text: needle },
      ]);
      expect(found.entries[0]?.count).toBe(1);
      expect(found.lines).toBe(expected + 100);
    }
  });

  it('finds the same in pieces of every size', async () => {
    const text = Buffer.from(line.repeat(8_200) + needle + '\n' + line.repeat(30) + needle + '\n');
    const whole = await diagnose(pieces(text), { redact });
    expect(whole.entries[0]).toMatchObject({ count: 2 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 300_000 }), { minLength: 3, maxLength: 12 }),
        async (sizes) => {
          const parts: Uint8Array[] = [];
          let at = 0;
          for (const size of sizes) {
            parts.push(text.subarray(at, at + size));
            at += size;
          }
          parts.push(text.subarray(at));
          expect(await diagnose(pieces(...parts), { redact })).toEqual(whole);
        },
      ),
      { numRuns: 12 },
    );
  });

  it('ends for any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 4_000 }), async (bytes) => {
        const found = await diagnose(pieces(bytes), { redact });
        expect(found.bytes).toBe(bytes.length);
      }),
      { numRuns: 200 },
    );
  });

  it('ends for any mixture of its own words', async () => {
    const words = [
      ...ENTRIES.flatMap(({ patterns }) =>
        patterns.flatMap((item) => [item.anchor, ...(item.also ?? [])]),
      ),
      'Detail : ',
      'ResultType : Error',
      '\n',
      ' ',
      '{',
      '"',
      "'",
      '[PS] C:\\>',
      'AADSTS',
      '<#',
      'eyJ',
      '-----BEGIN PRIVATE KEY-----',
      '\ud800',
    ];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...words), { maxLength: 200 }), async (parts) => {
        const found = await read(parts.join(''));
        for (const entry of found.entries) expect(entry.evidence.length).toBeGreaterThan(0);
      }),
      { numRuns: 60 },
    );
  });

  const MEGABYTE = 1_000_000;
  const repeated = (unit: string): string =>
    unit.repeat(Math.ceil(MEGABYTE / unit.length)).slice(0, MEGABYTE);
  test.each([
    ['one line of one letter', repeated('a')],
    ['spaces', repeated(' ')],
    ['newlines', repeated('\n')],
    ['one anchor that needs its surroundings', repeated('HttpWebRequest.GetRequestStream')],
    [
      'every anchor',
      repeated(ENTRIES.flatMap((item) => item.patterns.map(({ anchor }) => anchor)).join(' ')),
    ],
    ['alarms', repeated('AADSTS1 error_category= ')],
    ['halves of tokens', repeated('-eyJabcdefgh')],
    ['base64', repeated('QUJD')],
    ['open properties', repeated('Detail : x\n')],
    ['prompts', repeated('[PS] C:\\')],
    ['quotes and pipes', repeated('"|\'$(')],
    ['code', repeated('Get-AuthServer | Set-AuthServer -Domain x\n')],
    ['zero bytes', repeated('\u0000')],
    ['wide characters', repeated('漢')],
  ])('takes less than a second of work for a megabyte of %s', async (_, text) => {
    const before = process.cpuUsage();
    await read(text);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1_000).toBeLessThan(1_000);
  });

  it('says when it stopped looking closely', async () => {
    const found = await read(repeated('HttpWebRequest.GetRequestStream '));
    expect(found.limited).toBe(true);
    expect((await read('HttpWebRequest.GetRequestStream')).limited).toBe(false);
  });
});
