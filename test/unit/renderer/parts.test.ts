import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { announcement } from '../../../src/renderer/app/announcer';
import { tokens } from '../../../src/renderer/components/highlight';
import { matcherOf } from '../../../src/renderer/components/log-search';
import { canUndo } from '../../../src/renderer/components/undo';
import { checkNewCustomer } from '../../../src/renderer/screens/customers/new-customer';
import { filterCustomers, sortCustomers } from '../../../src/renderer/screens/customers/order';
import { fieldGroups } from '../../../src/renderer/screens/set-up/step-fields';
import { TEST_IDS, testId } from '../../../src/renderer/testids';
import { createTranslator } from '../../../src/shared/messages';
import { messagesOf } from '../../../src/shared/messages/sync';
import { planView, RUNS } from './fixture-plan';
import { appView } from './fixtures';

describe('command colours', () => {
  it('leave every character where it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(
          tokens(text)
            .map((token) => token.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });

  it('tell cmdlet, parameter, string and variable apart', () => {
    expect(tokens("Set-MailUser -Identity 'a''b' -Hidden $true")).toMatchObject([
      { kind: 'cmdlet', text: 'Set-MailUser' },
      { kind: 'plain' },
      { kind: 'parameter', text: '-Identity' },
      { kind: 'plain' },
      { kind: 'string', text: "'a''b'" },
      { kind: 'plain' },
      { kind: 'parameter', text: '-Hidden' },
      { kind: 'plain' },
      { kind: 'variable', text: '$true' },
    ]);
  });
});

describe('the log’s search', () => {
  it('takes text or an expression, and text while the expression is unfinished', () => {
    expect(matcherOf('  ')).toBeNull();
    expect(matcherOf('mailuser')?.('New-MailUser')).toBe(true);
    expect(matcherOf('/error|warn/')?.('WARNING')).toBe(true);
    expect(matcherOf('/(/')?.('a /(/ b')).toBe(true);
  });
});

describe('what is spoken about a run', () => {
  const translator = createTranslator('en', messagesOf('en'));

  it('is the end of the run, or the last action that changed', () => {
    const running = RUNS.running();
    expect(announcement(running, RUNS.done(), translator)).toBe('Done');
    const first = {
      ...running,
      actions: running.actions.map((action) => ({ ...action, state: 'not-started' as const })),
    };
    expect(announcement(first, running, translator)).toMatch(/^Running: /);
  });

  it('is nothing for a run seen for the first time, or without news', () => {
    const running = RUNS.running();
    expect(announcement(null, running, translator)).toBeNull();
    expect(announcement(running, running, translator)).toBeNull();
    expect(announcement(running, null, translator)).toBeNull();
  });
});

describe('the customers table', () => {
  const { customers } = appView(null);

  it('puts those that need attention first', () => {
    expect(sortCustomers(customers, 'attention').map((row) => row.id)).toEqual([
      'litware',
      'fabrikam',
      'northwind',
      'contoso-practice',
      'tailspin',
      'wide-world',
    ]);
    expect(sortCustomers(customers, 'name')[0]?.id).toBe('contoso-practice');
    expect(sortCustomers(customers, 'run')[0]?.id).toBe('fabrikam');
    expect(sortCustomers(customers, 'expiry').at(-1)?.id).toBe('tailspin');
  });

  it('filters by name and domain', () => {
    expect(filterCustomers(customers, '台北').map((row) => row.id)).toEqual(['wide-world']);
    expect(filterCustomers(customers, 'FABRIKAM.on')).toHaveLength(1);
  });
});

describe('small rules', () => {
  it('check a new customer before main does', () => {
    const good = {
      name: 'Contoso',
      tenantDomain: 'contoso.onmicrosoft.com',
      tenantId: '2f6d1c57-6e1f-4a39-9b1d-0c9f0f2f7a11',
      exchangeServer: 'ex01.corp.contoso.com',
    };
    expect([...checkNewCustomer(good)]).toEqual([]);
    expect([
      ...checkNewCustomer({
        name: ' ',
        tenantDomain: 'contoso',
        tenantId: '1',
        exchangeServer: 'ex01',
      }),
    ]).toEqual(['name', 'tenantDomain', 'tenantId', 'exchangeServer']);
  });

  it('ask only for what the recipe uses', () => {
    const names = (recipe: Parameters<typeof fieldGroups>[0]) =>
      fieldGroups(recipe).map(({ group }) => group);
    expect(names('both')).toEqual(['common', 'classic', 'teams']);
    expect(names('teams-2025')).toEqual(['common', 'teams']);
    expect(names('sfb-online-classic')).toEqual(['common', 'classic']);
  });

  it('offer an undo once, and only for what was applied', () => {
    const run = {
      id: 'r',
      kind: 'apply',
      fingerprint: planView().fingerprint,
      startedAt: '',
      result: 'done',
      undone: false,
      carriedTo: null,
    } as const;
    expect(canUndo(run)).toBe(true);
    expect(canUndo({ ...run, undone: true })).toBe(false);
    expect(canUndo({ ...run, kind: 'undo' })).toBe(false);
    expect(canUndo({ ...run, result: 'nothing-to-do' })).toBe(false);
  });

  it('give every control a test id of its own', () => {
    const fixed = Object.values(TEST_IDS);
    expect(new Set(fixed).size).toBe(fixed.length);
    expect(testId.step('mail-user')).toBe('step-mail-user');
  });
});
