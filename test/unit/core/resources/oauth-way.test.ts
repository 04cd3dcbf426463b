/** What the choice of step 1 does to a plan, resource by resource. */
import { describe, expect, test } from 'vitest';
import type { OAuthChoice } from '../../../../src/shared/oauth-way';
import { authServerResource } from '../../../../src/core/resources/auth-servers';
import type { Resource, ResourcePlan } from '../../../../src/core/resources/context';
import { planned } from '../../../../src/core/resources/context';
import { foundOAuth, withOAuthWay } from '../../../../src/core/resources/oauth-way';
import { message } from '../../../../src/core/model/message';
import { TENANT, items, planOf } from './support/observed';

const server = (Enabled: boolean) => ({
  Name: 'EvoSts',
  Type: 'AzureAD',
  Realm: TENANT,
  Enabled,
  Guid: 'c0000000-0000-4000-8000-000000000001',
});
const STATED: OAuthChoice = {
  way: 'elsewhere',
  statedBy: 'Ada Lin',
  doneBy: 'Hybrid Configuration Wizard',
  statedAt: '2026-11-21T14:02:00.000Z',
};
const ADOPTED: OAuthChoice = { way: 'adopt' };
const missing = () => planOf(authServerResource('AzureAD'), { 'auth-servers': items() });
const there = () => planOf(authServerResource('AzureAD'), { 'auth-servers': items(server(true)) });
const account: ResourcePlan = {
  ...missing(),
  resource: planned({ id: 'account', step: 'mail-user' }, message('x'), 'absent', []),
};

describe.each([ADOPTED, STATED])('step 1 that is not set up from here ($way)', (choice) => {
  test('changes nothing, and names each change that is left out with its command', () => {
    const before = missing();
    const [row, left, other] = withOAuthWay([before, account], choice);
    expect(before.actions).not.toEqual([]);
    expect(left?.actions).toEqual([]);
    expect(left?.resource).toMatchObject({ id: before.resource.id, state: 'by-hand' });
    expect(left?.resource.comparisons).toEqual(before.resource.comparisons);
    expect(left?.resource.byHand).toHaveLength(before.actions.length);
    expect(left?.resource.byHand[0]?.args['command']).toContain('New-AuthServer');
    expect(row?.resource).toMatchObject({ id: 'oauth-way', state: 'by-hand' });
    expect(row?.resource.byHand).toEqual([
      expect.objectContaining({ key: `core.by-hand.oauth-${choice.way}` }),
    ]);
    // Other steps are none of its business.
    expect(other).toBe(account);
  });

  test('is shown as in place once a read shows all of it, and as unknown while one does not', () => {
    const rows = withOAuthWay([there()], choice);
    expect(rows.map((item) => [item.resource.id, item.resource.state])).toEqual([
      ['oauth-way', 'present'],
      ['auth-server:AzureAD', 'present'],
    ]);
    const unread = planOf(authServerResource('AzureAD'), {});
    expect(withOAuthWay([unread], choice)[0]?.resource.state).toBe('unknown');
  });
});

test('a statement is told with its name, time and who sets the step up', () => {
  const [row] = withOAuthWay([missing()], STATED);
  const told = { name: 'Ada Lin', doer: STATED.doneBy, at: STATED.statedAt };
  expect(row?.resource.title.args).toEqual(told);
  expect(row?.resource.byHand[0]?.args).toEqual({ ...told, count: 1 });
});

test('the guided way leaves every row as it is', () => {
  const rows = [missing(), account];
  expect(withOAuthWay(rows, undefined)).toBe(rows);
});

test('a scenario without step 1 gets no row of it', () => {
  expect(withOAuthWay([account], ADOPTED)).toEqual([account]);
});

describe('what can be adopted', () => {
  /** What a plan sees; undefined where the auth servers are not reached. */
  const found = (servers?: readonly Record<string, unknown>[]) => {
    const seen: ReturnType<typeof foundOAuth>[] = [];
    const asking = authServerResource('AzureAD');
    const resource: Resource = {
      ...asking,
      plan: (context) => {
        seen.push(foundOAuth(context));
        return asking.plan(context);
      },
    };
    planOf(resource, servers === undefined ? {} : { 'auth-servers': items(...servers) });
    return seen[0];
  };

  test('is named where it is this tenant’s', () => {
    const foreign = { ...server(true), Name: 'Other', Realm: TENANT.replaceAll('6', '7') };
    expect(found([server(false), foreign])).toEqual(['EvoSts']);
    expect(found([foreign])).toEqual([]);
  });

  test('is not known where nothing was read', () => {
    expect(found()).toBeNull();
  });
});
