import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { answerTopology } from '../../../../src/core/topology/answer';
import { csvText, topologyCsv } from '../../../../src/core/topology/csv';
import {
  parseTopology,
  readTopology,
  startTopology,
  versionOf,
  writeTopology,
} from '../../../../src/core/topology/stored';
import type { Proof } from '../../../../src/core/model/proof';
import { LANGUAGES } from '../../../../src/shared/languages';
import { createTranslator } from '../../../../src/shared/messages';
import { messagesOf } from '../../../../src/shared/messages/sync';
import {
  EXCHANGE_VERSIONS,
  PLACES,
  SKYPE_VERSIONS,
  TOPOLOGY_COLUMNS,
  TRUST_WAYS,
  topologySchema,
} from '../../../../src/shared/topology';
import type { TopologyAnswer, TopologyDescription } from '../../../../src/shared/topology';

type Given = Partial<TopologyDescription> & Pick<TopologyDescription, 'mailboxes' | 'users'>;
const answer = (given: Given): TopologyAnswer => answerTopology(v.parse(topologySchema, given));
const ownOf = ({ columns }: TopologyAnswer): string =>
  columns
    .filter(({ own }) => own)
    .map(({ id }) => id)
    .join('');
const named = ({ names }: TopologyAnswer): Readonly<Record<string, string | null>> =>
  Object.fromEntries(names.map(({ id, value }) => [id, value]));

const descriptions = fc.record({
  format: fc.constant(1 as const),
  exchange: fc.subarray([...EXCHANGE_VERSIONS]),
  mailboxes: fc.constantFrom(...PLACES),
  skype: fc.subarray([...SKYPE_VERSIONS]),
  users: fc.constantFrom(...PLACES),
  sipDomains: fc.array(fc.oneof(fc.domain(), fc.string({ unit: 'binary', maxLength: 40 })), {
    maxLength: 5,
  }),
  pool: fc.oneof(fc.domain(), fc.string({ unit: 'binary', maxLength: 40 })),
  mailDomain: fc.oneof(fc.domain(), fc.string({ unit: 'binary', maxLength: 40 })),
  tenantDomain: fc.oneof(fc.domain(), fc.string({ unit: 'binary', maxLength: 40 })),
  finished: fc.subarray([...TRUST_WAYS]),
});

describe('the column', () => {
  it.each([
    ['on-premises', 'on-premises', ['2016'], 'A', 'sfb-server-exchange'],
    ['online', 'on-premises', [], 'B', 'sfb-server-tenant'],
    ['on-premises', 'online', ['2010'], 'C', 'upgrade'],
    ['on-premises', 'online', ['2019', 'se'], 'D', 'tenant-exchange'],
    ['online', 'online', [], 'E', 'nothing'],
  ] as const)('%s mailboxes, %s users: %s', (mailboxes, users, exchange, column, way) => {
    const found = answer({ mailboxes, users, exchange: [...exchange] });
    expect(ownOf(found)).toBe(column);
    expect(found.ways.map(({ id }) => id)).toEqual([way]);
    expect(found.columns.filter(({ ended }) => ended !== null).map(({ id }) => id)).toEqual([
      'C',
      'D',
      'E',
    ]);
  });

  it('is several where users are in several places', () => {
    expect(ownOf(answer({ mailboxes: 'both', users: 'both', exchange: ['2010', '2016'] }))).toBe(
      'ABCDE',
    );
    expect(ownOf(answer({ mailboxes: 'both', users: 'online', exchange: ['2016'] }))).toBe('DE');
  });

  it('is answered with an upgrade where every server is too old', () => {
    const old = answer({ mailboxes: 'on-premises', users: 'on-premises', skype: ['lync-2010'] });
    expect(old.ways.map(({ id }) => id)).toEqual(['upgrade']);
    expect(old.features.find(({ id }) => id === 'archiving')?.after).toBe('none');
  });
});

describe('features', () => {
  const feature = (found: TopologyAnswer, id: string) =>
    found.features.find((item) => item.id === id);

  it('turn on by finishing, as articles 001 and 002 say', () => {
    const changed = (given: Given): readonly string[] =>
      answer(given)
        .features.filter(({ now, after }) => now !== after)
        .map(({ id }) => id);
    expect(changed({ mailboxes: 'on-premises', users: 'on-premises', exchange: ['2016'] })).toEqual(
      ['unified-contacts', 'archiving', 'archive-search'],
    );
    expect(changed({ mailboxes: 'on-premises', users: 'online', exchange: ['2016'] })).toEqual([
      'photos',
      'meeting-delegation',
      'missed-conversations',
      'conversation-history',
    ]);
    expect(changed({ mailboxes: 'online', users: 'online' })).toEqual([]);
  });

  it('turn on for more users in a mixed topology', () => {
    const found = answer({ mailboxes: 'both', users: 'both', exchange: ['2010', '2016'] });
    expect(feature(found, 'archiving')).toMatchObject({
      now: 'some',
      after: 'some',
      turnsOn: ['A', 'B'],
    });
  });

  it('are there already where it is finished', () => {
    const found = answer({
      mailboxes: 'on-premises',
      users: 'online',
      exchange: ['2016'],
      finished: ['tenant-exchange'],
    });
    expect(feature(found, 'photos')).toMatchObject({ now: 'all', after: 'all' });
  });

  it('are for some where only some servers are new enough', () => {
    const found = answer({
      mailboxes: 'on-premises',
      users: 'on-premises',
      exchange: ['2010', '2016'],
    });
    expect(feature(found, 'archiving')).toMatchObject({ now: 'none', after: 'some' });
    expect(feature(found, 'outlook-presence')).toMatchObject({ now: 'all', after: 'all' });
  });
});

describe('names', () => {
  it('follow from SIP domains, pool, mail domain and tenant', () => {
    const found = answer({
      mailboxes: 'on-premises',
      users: 'both',
      exchange: ['2019'],
      sipDomains: [' Contoso.com. ', 'fabrikam.com', 'contoso.com'],
      pool: 'Pool01.contoso.com',
      mailDomain: 'contoso.com',
      tenantDomain: 'contoso.onmicrosoft.com',
    });
    expect(named(found)).toEqual({
      realm: 'contoso.com',
      'issuer-subject': 'CN=contoso.com',
      'issuer-names': 'contoso.com, fabrikam.com',
      'skype-metadata': 'https://pool01.contoso.com/metadata/json/1',
      'exchange-metadata': 'https://autodiscover.contoso.com/autodiscover/metadata/json/1',
      'autodiscover-host': 'autodiscover.contoso.com',
      'autodiscover-xml': 'https://autodiscover.contoso.com/autodiscover/autodiscover.xml',
      'autodiscover-svc': 'https://autodiscover.contoso.com/autodiscover/autodiscover.svc',
      'exchange-certificate': 'CN=Microsoft Exchange Server Auth Certificate',
      'coexistence-domain': 'contoso.mail.onmicrosoft.com',
    });
  });

  it('are not made of what is no name, and it is said which', () => {
    const found = answer({
      mailboxes: 'on-premises',
      users: 'on-premises',
      pool: 'https://pool/x',
      sipDomains: ['a b', ''],
    });
    expect(found.names.find(({ id }) => id === 'skype-metadata')).toEqual({
      id: 'skype-metadata',
      value: null,
      needs: 'pool',
    });
    const refused = found.notices.filter(({ id }) => id === 'not-a-name');
    expect(refused.map(({ args }) => args['value'])).toEqual(['a b', 'https://pool/x']);
  });

  it('leaves the coexistence domain open in other clouds', () => {
    const found = answer({
      mailboxes: 'on-premises',
      users: 'online',
      tenantDomain: 'contoso.onmicrosoft.us',
    });
    expect(named(found)['coexistence-domain']).toBeNull();
  });
});

describe('any description', () => {
  it('has an answer, with all its texts in every language', () => {
    const texts = LANGUAGES.map((language) => createTranslator(language, messagesOf(language)));
    fc.assert(
      fc.property(descriptions, (described) => {
        const found = answerTopology(v.parse(topologySchema, described));
        expect(ownOf(found)).not.toBe('');
        expect(
          found.ways
            .flatMap(({ columns }) => columns)
            .sort()
            .join(''),
        ).toBe(ownOf(found));
        expect(found.features).toHaveLength(17);
        expect(found.pictures.some(({ own }) => own)).toBe(true);
        for (const { now, after, turnsOn } of found.features) {
          expect(turnsOn.length > 0 || now === after).toBe(true);
          // Finishing never takes anything away.
          expect(RANK[after]).toBeGreaterThanOrEqual(RANK[now]);
        }
        for (const t of texts) for (const key of keysOf(found)) expect(t.has(key), key).toBe(true);
      }),
    );
  });

  it('survives being stored', async () => {
    const stored = new Map<string, Uint8Array>();
    const files = {
      read: (path: string) => Promise.resolve(stored.get(path)),
      write: (path: string, content: Uint8Array) => Promise.resolve(void stored.set(path, content)),
      remove: (path: string) => Promise.resolve(void stored.delete(path)),
      list: () => Promise.resolve([]),
    };
    expect(await readTopology(files)).toBeNull();
    await fc.assert(
      fc.asyncProperty(descriptions, async (described) => {
        await writeTopology(files, described);
        expect(await readTopology(files)).toEqual(JSON.parse(JSON.stringify(described)));
      }),
      { numRuns: 30 },
    );
  });
});

const RANK = { none: 0, some: 1, all: 2 } as const;

/** Every message key that an answer stands for. */
function keysOf(found: TopologyAnswer): readonly string[] {
  return [
    ...found.ways.flatMap(({ id }) => [`topology.way.${id}`, `topology.way.${id}.name`]),
    ...found.features.map(({ id }) => `topology.feature.${id}`),
    ...found.features.flatMap(({ notes }) => notes.map((id) => `topology.note.${id}`)),
    ...found.columns.map(({ id }) => `topology.column.${id}`),
    ...found.needs.map(({ id }) => `topology.need.${id}`),
    ...found.gains.map(({ id }) => `topology.gain.${id}`),
    ...found.names.map(({ id }) => `topology.name.${id}`),
    ...found.notices.map(({ id }) => `topology.notice.${id}`),
    ...found.pictures.flatMap(({ id, arrows }) => [
      `topology.picture.${id}`,
      `topology.picture.${id}.what`,
      ...arrows.map((arrow) => `topology.arrow.${arrow.id}`),
    ]),
    ...found.contradictions.flatMap(({ id, says }) => [
      `topology.contradiction.${id}`,
      `topology.contradiction.${id}.taken`,
      ...says.map((_, index) => `topology.contradiction.${id}.says-${String(index + 1)}`),
    ]),
  ];
}

const PROOF: Proof = {
  resource: 'accounts',
  step: 'prepare',
  title: { key: 'core.resource.accounts', args: {} },
  rung: 'configured',
  comparisons: [],
  verdict: 'by-hand',
};

describe('a stored description', () => {
  it.each(['{', '[]', '{"mailboxes":"moon","users":"online"}', '{"format":2}'])(
    'that is damaged is refused: %s',
    (text) => {
      expect(() => parseTopology(text, 'topology.json')).toThrow(
        expect.objectContaining({
          error: expect.objectContaining({ code: 'HX-FILE', args: { path: 'topology.json' } }),
        }),
      );
    },
  );

  it('may leave out what is not known', () => {
    const found = parseTopology('\uFEFF{"mailboxes":"both","users":"online"}', 'x');
    expect(found).toMatchObject({ mailboxes: 'both', users: 'online', exchange: [], pool: '' });
  });

  it('goes before what was read', () => {
    const saved = v.parse(topologySchema, { mailboxes: 'both', users: 'both' });
    expect(startTopology(saved, null)).toEqual({ description: saved, from: 'saved' });
  });

  it.each([
    ['tenant-exchange', 'online', ['tenant-exchange']],
    [undefined, 'online', ['tenant-exchange']],
    ['sfb-server-exchange', 'on-premises', ['sfb-server-exchange']],
    ['certificate-rollover', 'online', []],
  ] as const)('starts from what a customer verified: %s', (scenario, users, finished) => {
    const ofScenario = scenario === undefined ? {} : { scenario };
    const record = {
      tenantDomain: 'contoso.onmicrosoft.com',
      inputs: { pool: 'pool01.contoso.com' },
      ...ofScenario,
    };
    const verified = { ...PROOF, verdict: 'verified' } as const;
    const verificationOf = (proofs: readonly Proof[]) => ({
      ...ofScenario,
      at: '2026-01-01T00:00:00Z',
      proofs,
      findings: [],
      steps: [],
    });
    const start = (proofs: readonly Proof[]) =>
      startTopology(null, { record, observations: null, verification: verificationOf(proofs) });
    expect(start([verified, PROOF]).description).toMatchObject({
      users,
      finished,
      pool: 'pool01.contoso.com',
    });
    expect(start([verified, { ...PROOF, verdict: 'failed' }]).description.finished).toEqual([]);
  });
});

describe('a version as servers print it', () => {
  it.each([
    ['Version 14.3 (Build 123.4)', '2010'],
    ['Version 15.0 (Build 1497.2)', '2013'],
    ['Version 15.1 (Build 2507.6)', '2016'],
    ['Version 15.2 (Build 1748.10)', '2019'],
    ['Version 15.2 (Build 2562.17)', 'se'],
    ['', undefined],
  ])('%s', (text, version) => {
    expect(versionOf(text)).toBe(version);
  });
});

describe('the table as CSV', () => {
  it('begins with a byte order mark, ends lines with CR LF, and quotes what must be', () => {
    expect(csvText([['a', 'b,c', 'd"e', 'f\ng']])).toBe('\uFEFFa,"b,c","d""e","f\ng"\r\n');
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1'])('defuses %s', (text) => {
    const [, first] = /^\uFEFF"?([\s\S])/.exec(csvText([[text]])) ?? [];
    expect(first).toBe("'");
  });

  it.each(LANGUAGES)('has a head and seventeen rows of ten fields in %s', (language) => {
    const texts = createTranslator(language, messagesOf(language));
    const found = answer({ mailboxes: 'on-premises', users: 'online', exchange: ['2016'] });
    const lines = topologyCsv(found, texts).trimEnd().split('\r\n');
    expect(lines).toHaveLength(18);
    for (const line of lines) {
      const fields = line.match(/("([^"]|"")*"|[^,]*)(,|$)/g) ?? [];
      // The expression also matches the empty end of a line.
      expect(fields.filter((field) => field !== '').length).toBeGreaterThanOrEqual(
        TOPOLOGY_COLUMNS.length + 3,
      );
    }
    expect(lines[0]).toContain(texts.t('topology.own'));
  });
});
