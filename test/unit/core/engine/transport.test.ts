/** By which transport the rows of the scenario with Skype for Business Server run. */
import { describe, expect, test } from 'vitest';
import { sidesByHand, transportWays, transportsOf } from '../../../../src/core/engine/transport';
import type { Action } from '../../../../src/core/model/action';
import type { CustomerRecord } from '../../../../src/core/model/customer';
import { message } from '../../../../src/core/model/message';
import type { Plan } from '../../../../src/core/model/plan';
import { readRequest } from '../../../../src/core/reads/definition';

function record(change: Partial<CustomerRecord>): CustomerRecord {
  return {
    format: 1,
    id: 'contoso',
    name: 'Contoso',
    tenantId: '11111111-2222-4333-8444-555555555555',
    tenantDomain: 'contoso.onmicrosoft.com',
    practice: false,
    recipe: 'both',
    inputs: {},
    exchangeServer: 'ex01.contoso.com',
    createdAt: '2026-11-21T00:00:00.000Z',
    ...change,
  };
}

function action(
  id: string,
  target: Action['target'],
  command: { name: string; parameters?: Record<string, string> },
  dependsOn: readonly string[] = [],
): Action {
  return {
    id,
    step: 'restart-iis',
    resource: id,
    target,
    kind: 'change',
    operation: {
      kind: 'cmdlet',
      command: { name: command.name, parameters: command.parameters ?? {} },
    },
    reason: message('core.reason.restart-iis', { server: id }),
    article: 'article-000',
    tags: [],
    dependsOn,
    differences: [],
    read: readRequest({ id: 'server-health' }),
    before: {},
    after: {},
    undo: { kind: 'covered', by: id },
  };
}

const ACTIONS = [
  action('scp', 'exchange', { name: 'Set-ClientAccessService' }),
  action('account', 'exchange', { name: 'New-MailUser' }),
  action('script', 'local', { name: 'Configure-EnterprisePartnerApplication.ps1' }, ['account']),
  action('restart', 'local', { name: 'iisreset' }, ['script']),
  action('partner', 'skype', { name: 'New-CsPartnerApplication' }),
  action('pipe', 'skype', {
    name: 'Test-CsExStorageConnectivity',
    parameters: { Binding: 'NetNamedPipe' },
  }),
  action('tcp', 'skype', {
    name: 'Test-CsExStorageConnectivity',
    parameters: { Binding: 'NetTCP', HostNameStorageService: 'fe02.contoso.com' },
  }),
];
const plan = { scenario: 'sfb-server-exchange', actions: ACTIONS } as unknown as Plan;

const keys = (change: Partial<CustomerRecord>): Record<string, string> =>
  Object.fromEntries(
    [...transportsOf(plan, transportWays(record(change)))].map(([id, text]) => [
      id,
      text.key.replace('core.transport.', ''),
    ]),
  );

describe('transports', () => {
  test('on an Exchange server, with a front end', () => {
    const connection = { exchange: 'local', tenant: 'sign-in' } as const;
    expect(keys({ connection, skypeServer: 'fe01.contoso.com' })).toEqual({
      scp: 'exchange-shell',
      account: 'exchange-shell',
      script: 'local-script',
      restart: 'local-iis',
      partner: 'front-end',
      pipe: 'front-end-pipe',
      tcp: 'front-end-tcp',
    });
    expect(transportsOf(plan).get('tcp')?.args).toEqual({ host: 'fe02.contoso.com' });
  });

  test('over a remote session: what a restart follows goes with it, by hand', () => {
    expect(keys({})).toEqual({
      scp: 'exchange-session',
      account: 'hand-before-restart',
      script: 'hand-local',
      restart: 'hand-local',
      partner: 'hand-skype',
      pipe: 'hand-skype',
      tcp: 'hand-skype',
    });
  });

  test('everything by hand', () => {
    const connection = { exchange: 'carry', tenant: 'carry', skype: 'carry' } as const;
    const all = keys({ connection, skypeServer: 'fe01.contoso.com' });
    expect(new Set(Object.values(all))).toEqual(new Set(['hand-exchange', 'hand-skype']));
  });

  test('other scenarios have one kind of shell a side, and say nothing', () => {
    const other = { ...plan, scenario: 'tenant-exchange' } as Plan;
    expect(transportsOf(other, transportWays(record({}))).size).toBe(0);
  });
});

describe('sides by hand', () => {
  test('a front end that is named is the way to it, unless hand-carry was chosen', () => {
    const named = { skypeServer: 'fe01.contoso.com' };
    expect(sidesByHand(record(named))).toEqual(['local']);
    expect(sidesByHand(record({}))).toEqual(['skype', 'local']);
    const connection = { exchange: 'local', tenant: 'sign-in', skype: 'carry' } as const;
    expect(sidesByHand(record({ ...named, connection }))).toEqual(['skype']);
    expect(sidesByHand(record({ practice: true }))).toEqual([]);
  });
});
