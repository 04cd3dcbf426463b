import { describe, expect, it, test } from 'vitest';
import type { NoticeFacts } from '../../../../src/core/notices/notices';
import { NOTICE_RULES, evaluateNotices, noticesOfPlan } from '../../../../src/core/notices/notices';
import { readKey, readRequest } from '../../../../src/core/reads/definition';
import { exchangeServers } from '../../../../src/core/reads/organisation';
import { LANGUAGES } from '../../../../src/shared/languages';
import { createTranslator } from '../../../../src/shared/messages/translate';
import { messagesOf } from '../../../../src/shared/messages/sync';

const facts = (change: Partial<NoticeFacts> = {}): NoticeFacts => ({
  now: new Date('2026-11-21T12:00:00Z'),
  recipe: 'both',
  serverVersions: ['Version 15.2 (Build 1748.10)'],
  ...change,
});
const statusOf = (id: string, change: Partial<NoticeFacts> = {}) =>
  evaluateNotices(facts(change)).find((notice) => notice.id === id)?.status;

describe('notices', () => {
  test.each([
    ['2025-10-30T23:59:59Z', 'applies-soon'],
    ['2025-10-31T00:00:00Z', 'applies'],
  ])('go by the day: at %s the shared principal %s', (now, status) => {
    expect(statusOf('shared-principal', { now: new Date(now) })).toBe(status);
  });

  test.each<[string, readonly string[] | null, string]>([
    ['Exchange 2016', ['Version 15.1 (Build 2507.55)'], 'applies'],
    ['Exchange 2019', ['Version 15.2 (Build 1748.10)'], 'applies'],
    ['Exchange 2013', ['Version 15.0 (Build 1497.2)'], 'applies'],
    ['Subscription Edition', ['Version 15.2 (Build 2562.17)'], 'does-not-apply'],
    ['both', ['ex1 Version 15.2 (Build 2562.17)', 'ex2 Version 15.1 (Build 2507.18)'], 'applies'],
    ['a version it cannot read', ['Version ?'], 'cannot-be-known'],
    ['a version it cannot read beside an old one', ['?', 'Version 15.1 (Build 1.1)'], 'applies'],
    ['no server', [], 'cannot-be-known'],
    ['nothing read', null, 'cannot-be-known'],
  ])('go by the servers: %s', (_, serverVersions, status) => {
    expect(statusOf('exchange-support', { serverVersions })).toBe(status);
  });

  it('go by the recipe', () => {
    expect(statusOf('recipe-replaced')).toBe('does-not-apply');
    expect(statusOf('recipe-replaced', { recipe: 'sfb-online-classic' })).toBe('applies');
    expect(statusOf('old-modules', { recipe: 'teams-2025' })).toBe('does-not-apply');
    expect(statusOf('skype-online', { recipe: 'both' })).toBe('applies');
  });

  it('never claim what nothing tells', () => {
    for (const id of ['skype-support', 'access-control-service', 'remote-shell'])
      expect(statusOf(id)).toBe('cannot-be-known');
  });

  it('of a plan go by its recipe, its servers and its day', () => {
    const plan = {
      recipe: 'sfb-online-classic' as const,
      madeAt: '2025-01-01T00:00:00Z',
      observations: [
        {
          key: readKey(readRequest(exchangeServers)),
          request: { read: 'exchange-servers', arguments: {} },
          facts: { servers: ['ex01.contoso.lab Version 15.2 (Build 2562.17)'] },
        },
      ],
    };
    const status = new Map(noticesOfPlan(plan).map((notice) => [notice.id, notice.status]));
    expect(status.get('exchange-support')).toBe('does-not-apply');
    expect(status.get('recipe-replaced')).toBe('applies-soon');
    expect(
      noticesOfPlan({ ...plan, observations: [] }).find(({ id }) => id === 'exchange-support')
        ?.status,
    ).toBe('cannot-be-known');
  });

  test.each(LANGUAGES)('have their texts in %s', (language) => {
    const { has } = createTranslator(language, messagesOf(language));
    const keys = NOTICE_RULES.flatMap(({ id }) => [`notices.${id}.what`, `notices.${id}.do`]);
    expect(keys.filter((key) => !has(key))).toEqual([]);
  });
});
