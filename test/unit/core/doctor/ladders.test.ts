/** What each fact at each rung means. */
import { describe, expect, it } from 'vitest';
import { ALLOWED_CMDLETS } from '../../../../src/core/commands/allow-list';
import { climb } from '../../../../src/core/doctor/climb';
import {
  EXCHANGE_RULES,
  exchangeLate,
  exchangeProbes,
  type ExchangeReach,
} from '../../../../src/core/doctor/exchange-ladder';
import type { Fetched, Network, TlsFacts } from '../../../../src/core/doctor/ports';
import {
  TENANT_RULES,
  tenantLate,
  tenantProbes,
  type TenantReach,
} from '../../../../src/core/doctor/tenant-ladder';
import type { Clock, RightsOutcome, SessionRight, Shell } from '../../../../src/core/ports';
import type { Rung } from '../../../../src/shared/doctor';
import { appError, type ErrorCode } from '../../../../src/shared/errors';
import { fail, ok } from '../../../../src/shared/result';

const NOW = new Date('2026-11-21T14:00:00Z');
const MINUTE = 60_000;
const clock: Clock = {
  now: () => NOW,
  monotonic: () => 0,
  sleep: () => new Promise(() => undefined),
};
const at = (offsetMinutes: number): string =>
  new Date(NOW.getTime() + offsetMinutes * MINUTE).toUTCString();

const CERTIFICATE = {
  subject: 'login.microsoftonline.com',
  issuer: 'DigiCert Global G2',
  notBefore: '2026-01-01T00:00:00.000Z',
  notAfter: '2027-01-01T00:00:00.000Z',
};
const TLS: TlsFacts = {
  protocol: 'TLSv1.3',
  chain: [CERTIFICATE],
  fault: null,
  detail: '',
  date: at(0),
};

function network(changes: Partial<Network> = {}): Network {
  return {
    resolve: () => Promise.resolve({ ok: true, value: ['10.0.0.1'] }),
    connect: () => Promise.resolve({ ok: true, value: '10.0.0.1' }),
    handshake: () => Promise.resolve({ ok: true, value: TLS }),
    date: () => Promise.resolve({ ok: true, value: at(0) }),
    route: () => Promise.resolve({ kind: 'direct' }),
    ...changes,
  };
}

const ALL: readonly SessionRight[] = Object.keys(ALLOWED_CMDLETS).map((command) => ({
  command,
  found: true,
  missing: [],
}));

function shell(rights: RightsOutcome, changes: Partial<Shell> = {}): Shell {
  return {
    description: 'EX01',
    rights: () => Promise.resolve(rights),
    invoke: ({ name }) =>
      Promise.resolve({
        kind: 'done',
        items: name === 'Get-DomainController' ? [{ DnsHostName: 'DC01.contoso.lab' }] : [{}, {}],
        warnings: [],
      }),
    ...changes,
  };
}

function exchange(changes: Partial<ExchangeReach> = {}): Promise<readonly Rung[]> {
  const reach: ExchangeReach = {
    server: 'ex01.contoso.lab',
    way: 'remote',
    endpoint: { host: 'ex01.contoso.lab', port: 80 },
    network: network(),
    shell: shell({ kind: 'done', rights: ALL }),
    domainController: '',
    ...changes,
  };
  return climb({
    rules: EXCHANGE_RULES,
    probes: exchangeProbes(reach, clock),
    late: (id) => exchangeLate(id, reach),
    clock,
    signal: new AbortController().signal,
  });
}

const METADATA: Fetched = {
  kind: 'answer',
  status: 200,
  date: at(0),
  body: JSON.stringify({ issuer: 'https://login/t/v2.0', token_endpoint: 'https://login/t' }),
};

function tenant(changes: Partial<TenantReach> = {}): Promise<readonly Rung[]> {
  const reach: TenantReach = {
    domain: 'contoso.onmicrosoft.com',
    tenantId: '58bc2149-fa91-45b3-8627-72ff89a219c5',
    authority: 'https://login.microsoftonline.com/58bc2149-fa91-45b3-8627-72ff89a219c5',
    graph: 'https://graph.microsoft.com/v1.0',
    network: network(),
    fetch: () => Promise.resolve(METADATA),
    signIn: () => Promise.resolve(ok('ada@contoso.com')),
    directory: {
      description: 'graph.microsoft.com',
      send: () =>
        Promise.resolve({
          kind: 'done',
          warnings: [],
          value: {
            status: 200,
            body: { value: [{ id: '58BC2149-fa91-45b3-8627-72ff89a219c5' }] },
          },
        }),
    },
    ...changes,
  };
  return climb({
    rules: TENANT_RULES,
    probes: tenantProbes(reach, clock),
    late: (id) => tenantLate(id, reach),
    clock,
    signal: new AbortController().signal,
  });
}

const states = (rungs: readonly Rung[]): Record<string, string> =>
  Object.fromEntries(rungs.map((rung) => [rung.id, rung.state]));
const broken = (rungs: readonly Rung[]) => {
  const found = rungs.find((rung) => rung.state === 'failed');
  return found === undefined || !('error' in found)
    ? undefined
    : { id: found.id, code: found.error.code, args: found.error.args };
};

describe('the ladder to Exchange', () => {
  it('passes where all is well, and says which rung has no meaning', async () => {
    expect(states(await exchange())).toEqual({
      name: 'passed',
      tcp: 'passed',
      tls: 'not-used',
      authentication: 'passed',
      shell: 'passed',
      rights: 'passed',
      cmdlets: 'passed',
      clock: 'passed',
    });
  });

  it('has no network rungs on the server itself', async () => {
    expect(states(await exchange({ way: 'local', endpoint: null }))).toMatchObject({
      name: 'not-used',
      tcp: 'not-used',
      tls: 'not-used',
      authentication: 'passed',
      clock: 'not-used',
    });
  });

  it.each([
    ['name-unknown', 'name', 'HX-DNS', 'unknown'],
    ['name-no-answer', 'name', 'HX-DNS', 'silent'],
  ] as const)('tells %s at the name', async (fault, id, code, cause) => {
    const resolve = () => Promise.resolve({ ok: false as const, fault, detail: '' });
    expect(broken(await exchange({ network: network({ resolve }) }))).toMatchObject({
      id,
      code,
      args: { cause, host: 'ex01.contoso.lab' },
    });
  });

  it.each([
    ['refused', 'refused'],
    ['unreachable', 'unreachable'],
    ['no-answer', 'silent'],
  ] as const)('tells %s at the connection', async (fault, cause) => {
    const connect = () => Promise.resolve({ ok: false as const, fault, detail: '' });
    expect(broken(await exchange({ network: network({ connect }) }))).toMatchObject({
      id: 'tcp',
      code: 'HX-PORT',
      args: { cause, port: '80' },
    });
  });

  it.each([
    ['HX-KERB', 'authentication'],
    ['HX-SHELLS', 'shell'],
    ['HX-NOLANG', 'shell'],
    ['HX-SESSION', 'shell'],
    ['HX-SHELL', 'shell'],
    ['HX-LOCKED', 'shell'],
    ['HX-POLICY', 'shell'],
    ['HX-REACH', 'shell'],
  ] as const)('puts %s at %s', async (code, id) => {
    const refused = shell({ kind: 'not-sent', error: appError(code) });
    expect(broken(await exchange({ shell: refused }))).toMatchObject({ id, code });
  });

  it('opens one session for all rungs', async () => {
    let asked = 0;
    const counting = shell({ kind: 'done', rights: ALL });
    const rights: NonNullable<Shell['rights']> = (options) => {
      asked += 1;
      return counting.rights!(options);
    };
    await exchange({ shell: { ...counting, rights } });
    expect(asked).toBe(1);
  });

  it('blames the clock where Kerberos refuses and the clock is off', async () => {
    const refused = shell({ kind: 'not-sent', error: appError('HX-KERB') });
    const date = () => Promise.resolve({ ok: true as const, value: at(11) });
    const rungs = await exchange({ shell: refused, network: network({ date }) });
    expect(broken(rungs)).toEqual({
      id: 'authentication',
      code: 'HX-CLOCK',
      args: { target: 'ex01.contoso.lab', minutes: 11, side: 'behind' },
    });
  });

  it('waits for a person where a credential is wanted and nobody can be asked', async () => {
    const rungs = await exchange({ way: 'remote-credential', shell: null });
    expect(states(rungs)).toMatchObject({
      authentication: 'not-tried',
      shell: 'not-tried',
      rights: 'not-tried',
      cmdlets: 'not-tried',
      clock: 'passed',
    });
    expect(rungs.find(({ id }) => id === 'authentication')).toMatchObject({ needsPerson: true });
  });

  it('names missing commands and parameters, at the rung they belong to', async () => {
    const lacking = (command: string, change: Partial<SessionRight>): Shell =>
      shell({
        kind: 'done',
        rights: ALL.map((right) => (right.command === command ? { ...right, ...change } : right)),
      });
    const role = lacking('New-ManagementRoleAssignment', { found: false });
    expect(broken(await exchange({ shell: role }))).toEqual({
      id: 'cmdlets',
      code: 'HX-RIGHT',
      args: { name: 'New-ManagementRoleAssignment' },
    });
    const link = lacking('New-PartnerApplication', { missing: ['LinkedAccount'] });
    expect(broken(await exchange({ shell: link }))).toMatchObject({
      id: 'cmdlets',
      args: { name: 'New-PartnerApplication -LinkedAccount' },
    });
    const read = lacking('Get-AuthConfig', { found: false });
    expect(broken(await exchange({ shell: read }))).toMatchObject({ id: 'rights' });
    const none = shell({
      kind: 'done',
      rights: ALL.map((right) => ({
        ...right,
        found: !/^(New|Set|Remove|Add)-/.test(right.command),
      })),
    });
    expect(String(broken(await exchange({ shell: none }))?.args['name'])).toMatch(/, …$/);
  });

  it('reads through the domain controller that plans name', async () => {
    const asked: unknown[] = [];
    const down = shell(
      { kind: 'done', rights: ALL },
      {
        invoke: (command) => {
          asked.push(command);
          return Promise.resolve(
            command.name === 'Get-DomainController'
              ? { kind: 'done', items: [{ DnsHostName: 'DC01.contoso.lab' }], warnings: [] }
              : {
                  kind: 'failed',
                  record: {
                    message: 'error 0x51',
                    fullyQualifiedErrorId: 'SuitabilityDirectoryException',
                    category: '',
                    exceptionType: '',
                  },
                },
          );
        },
      },
    );
    const rungs = await exchange({ shell: down, domainController: 'DC02.contoso.lab' });
    expect(broken(rungs)).toEqual({
      id: 'rights',
      code: 'HX-DC',
      args: { name: 'DC02.contoso.lab' },
    });
    expect(asked.at(-1)).toEqual({
      name: 'Get-ExchangeServer',
      parameters: { DomainController: 'DC02.contoso.lab' },
    });
  });

  it.each([
    [4, 'passed'],
    [-4, 'passed'],
    [6, 'failed'],
    [-6, 'failed'],
  ])('a server %i minutes away: %s', async (minutes, state) => {
    const date = () => Promise.resolve({ ok: true as const, value: at(minutes) });
    const rungs = await exchange({ network: network({ date }) });
    expect(states(rungs)['clock']).toBe(state);
  });

  it('says so where a server tells no time', async () => {
    for (const value of [null, 'yesterday']) {
      const date = () => Promise.resolve({ ok: true as const, value });
      expect(states(await exchange({ network: network({ date }) }))['clock']).toBe('not-tried');
    }
  });
});

describe('the ladder to a tenant', () => {
  it('passes where all is well', async () => {
    expect(new Set(Object.values(states(await tenant())))).toEqual(new Set(['passed']));
  });

  it.each([
    ['expired', 'HX-TLS', 'expired'],
    ['not-yet-valid', 'HX-TLS', 'early'],
    ['wrong-name', 'HX-TLS', 'name'],
    ['self-signed', 'HX-TLS', 'self'],
    ['other', 'HX-TLS', 'other'],
  ] as const)('tells a certificate that is %s', async (fault, code, cause) => {
    const handshake = () => Promise.resolve({ ok: true as const, value: { ...TLS, fault } });
    expect(broken(await tenant({ network: network({ handshake }) }))).toMatchObject({
      id: 'tls',
      code,
      args: { cause },
    });
  });

  it('blames the clock where a certificate seems expired and the server’s time differs', async () => {
    const facts: TlsFacts = { ...TLS, fault: 'not-yet-valid', date: at(600) };
    const handshake = () => Promise.resolve({ ok: true as const, value: facts });
    expect(broken(await tenant({ network: network({ handshake }) }))).toMatchObject({
      id: 'tls',
      code: 'HX-CLOCK',
      args: { minutes: 600, side: 'behind' },
    });
  });

  it('recognises a device in between, and lets it pass only where the product’s own requests work', async () => {
    const facts: TlsFacts = {
      ...TLS,
      fault: 'unknown-authority',
      chain: [CERTIFICATE, { ...CERTIFICATE, issuer: 'Contoso Inspection CA' }],
    };
    const inspected = network({ handshake: () => Promise.resolve({ ok: true, value: facts }) });
    const trusted = await tenant({ network: inspected });
    expect(trusted.find(({ id }) => id === 'tls')).toMatchObject({
      state: 'warned',
      error: { code: 'HX-INSPECT', args: { issuer: 'Contoso Inspection CA' } },
    });
    expect(states(trusted)['graph']).toBe('passed');
    const silent = () =>
      Promise.resolve<Fetched>({ kind: 'no-answer', reason: 'tls', detail: 'unable to verify' });
    const refused = await tenant({ network: inspected, fetch: silent });
    expect(broken(refused)).toMatchObject({ id: 'tls', code: 'HX-INSPECT' });
  });

  it.each([
    [400, '{"error":"invalid_tenant"}', 'tenant'],
    [200, '<html>Welcome to our guest network</html>', 'other'],
    [302, '', 'other'],
  ])('an authority that answers %i with %j', async (status, body, cause) => {
    const answer: Fetched = { kind: 'answer', status, date: null, body };
    expect(broken(await tenant({ fetch: () => Promise.resolve(answer) }))).toMatchObject({
      id: 'authority',
      code: 'HX-META',
      args: { cause },
    });
  });

  it('asks Graph without a token where nobody is signed in, and waits for a person', async () => {
    let sent = 0;
    const directory: TenantReach['directory'] = {
      description: '',
      send: () => {
        sent += 1;
        return Promise.resolve({ kind: 'failed', error: appError('HX-BUG') });
      },
    };
    const rungs = await tenant({ signIn: () => Promise.resolve(null), directory });
    expect(rungs.find(({ id }) => id === 'sign-in')).toMatchObject({
      state: 'not-tried',
      needsPerson: true,
    });
    expect(states(rungs)).toMatchObject({ graph: 'passed', clock: 'passed' });
    expect(sent).toBe(0);
  });

  it.each<[ErrorCode]>([['HX-SIGNIN'], ['HX-TEN'], ['HX-REACH']])(
    'tells %s at the sign-in',
    async (code) => {
      const signIn = () => Promise.resolve(fail(appError(code)));
      expect(broken(await tenant({ signIn }))).toMatchObject({ id: 'sign-in', code });
    },
  );

  it('refuses a Graph that answers for another tenant', async () => {
    const directory: TenantReach['directory'] = {
      description: '',
      send: () =>
        Promise.resolve({
          kind: 'done',
          warnings: [],
          value: { status: 200, body: { value: [{ id: 'fab71ca0-0000-4000-8000-00000fab71c0' }] } },
        }),
    };
    expect(broken(await tenant({ directory }))).toMatchObject({ id: 'graph', code: 'HX-TEN' });
  });

  it('looks at the proxy’s name and port, and tells a proxy that wants a sign-in', async () => {
    const asked: string[] = [];
    const proxied = network({
      route: () => Promise.resolve({ kind: 'proxy', host: 'proxy.contoso.lab', port: 8080 }),
      resolve: (host) => {
        asked.push(host);
        return Promise.resolve({ ok: true, value: ['10.0.0.8'] });
      },
      connect: (host, port) => {
        asked.push(`${host}:${String(port)}`);
        return Promise.resolve({ ok: true, value: '10.0.0.8' });
      },
      handshake: () => Promise.resolve({ ok: false, fault: 'proxy-sign-in', detail: 'HTTP 407' }),
    });
    expect(broken(await tenant({ network: proxied }))).toEqual({
      id: 'tls',
      code: 'HX-PROXY',
      args: { host: 'proxy.contoso.lab', port: '8080', cause: 'auth' },
    });
    expect(asked).toEqual(['proxy.contoso.lab', 'proxy.contoso.lab:8080']);
  });

  it('tells a clock that is off', async () => {
    const late: Fetched = { ...METADATA, date: at(-10) };
    expect(broken(await tenant({ fetch: () => Promise.resolve(late) }))).toEqual({
      id: 'clock',
      code: 'HX-CLOCK',
      args: { target: 'contoso.onmicrosoft.com', minutes: 10, side: 'ahead' },
    });
  });
});
