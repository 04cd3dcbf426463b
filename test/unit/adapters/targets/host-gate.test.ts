import { describe, expect, it, vi } from 'vitest';
import type { CustomerRecord } from '../../../../src/core/model/customer';
import type { Shell } from '../../../../src/core/ports';
import {
  confirmedHttp,
  confirmedTargets,
} from '../../../../src/adapters/targets/confirmed-targets';
import { CONFIRMED_HOSTS, HostGate, namedHosts } from '../../../../src/adapters/targets/host-gate';
import type { CustomerTargets } from '../../../../src/adapters/targets';
import { record } from '../../main/support';

const REMOTE: Partial<CustomerRecord> = {
  exchangeServer: 'EX01.contoso.com',
  connection: { exchange: 'remote', tenant: 'sign-in' },
};
const OWN_CLOUD = {
  cloud: 'custom',
  login: 'https://login.evil.example',
  graph: 'https://graph.evil.example:8443',
} as const;

function gated(change: Partial<CustomerRecord> = {}, answer = true) {
  const kept = new Map<string, Uint8Array>();
  const now = { record: record({ ...REMOTE, ...change }), answer };
  const confirm = vi.fn((_hosts: readonly string[], _signal: AbortSignal) =>
    Promise.resolve(now.answer),
  );
  const make = () =>
    new HostGate({
      record: () => Promise.resolve(now.record),
      files: {
        read: (path) => Promise.resolve(kept.get(path)),
        write: (path, content) => Promise.resolve(void kept.set(path, content)),
      },
      confirm,
    });
  return { now, kept, confirm, make, gate: make() };
}

describe('the gate of hosts', () => {
  // threat T1
  it('asks once for all names of a new customer, also for many reads at a time, and never again', async () => {
    const { gate, confirm, make } = gated({ skypeServer: 'fe01.contoso.com' });
    const reads = await Promise.all([gate.admit(), gate.admit(), gate.admit()]);
    expect(reads).toEqual([undefined, undefined, undefined]);
    gate.askAgain();
    expect(await gate.admit()).toBeUndefined();
    expect(await make().admit()).toBeUndefined();
    expect(confirm.mock.calls.map(([hosts]) => hosts)).toEqual([
      ['ex01.contoso.com', 'fe01.contoso.com'],
    ]);
  });

  // threat T1
  it('asks for a name that came since, and for that name only', async () => {
    const { gate, confirm, now } = gated();
    await gate.admit();
    const inputs = {
      domainController: 'dc01.evil.example',
      exchangeAutodiscoverUrl: 'https://x.evil.example/autodiscover/autodiscover.svc',
    };
    now.record = { ...now.record, exchangeServer: 'ex.evil.example', inputs };
    gate.askAgain();
    await gate.admit();
    expect(confirm.mock.lastCall?.[0]).toEqual([
      'ex.evil.example',
      'dc01.evil.example',
      'x.evil.example',
    ]);
  });

  // threat T1
  it('refuses for the whole operation what a person refuses, and keeps nothing', async () => {
    const { gate, confirm, kept, now } = gated({}, false);
    const error = { code: 'HX-NOTAGREED', args: { hosts: 'ex01.contoso.com' } };
    expect(await gate.admit()).toEqual(error);
    expect(await gate.admit()).toEqual(error);
    await expect(gate.require()).rejects.toMatchObject({ error });
    expect(confirm).toHaveBeenCalledOnce();
    expect(kept.size).toBe(0);
    now.answer = true;
    gate.askAgain();
    expect(await gate.admit()).toBeUndefined();
  });

  it('asks anew where its file cannot be used', async () => {
    const { gate, confirm, kept } = gated();
    kept.set(CONFIRMED_HOSTS, Buffer.from('{"version":1,"hosts":"all"}'));
    await gate.admit();
    expect(confirm).toHaveBeenCalledOnce();
  });

  it('does not hold an operation that ended, and takes its question away with the customer', async () => {
    const { gate, confirm } = gated();
    confirm.mockImplementation(
      (_hosts, signal) =>
        new Promise((resolve) => signal.addEventListener('abort', () => resolve(false))),
    );
    const operation = new AbortController();
    const waiting = gate.admit(operation.signal);
    await vi.waitFor(() => expect(confirm).toHaveBeenCalledOnce());
    operation.abort();
    expect((await waiting)?.code).toBe('HX-NOTAGREED');
    // The question is still open: what is started now does not ask a second one.
    gate.askAgain();
    const second = gate.admit();
    gate.close();
    expect((await second)?.code).toBe('HX-NOTAGREED');
    expect(confirm).toHaveBeenCalledOnce();
  });

  // threat T1
  it('knows every host that a file names, and asks for none where nothing is reached from here', () => {
    const away = { connection: { exchange: 'carry', tenant: 'carry' } } as const;
    expect(namedHosts(record({ ...away, inputs: { domainController: 'dc' } }))).toEqual([]);
    expect(namedHosts(record({ connection: { exchange: 'local', tenant: 'sign-in' } }))).toEqual(
      [],
    );
    expect(namedHosts(record({ ...away, tenantAccess: OWN_CLOUD }))).toEqual([
      'login.evil.example',
      'graph.evil.example:8443',
    ]);
  });
});

describe('targets behind the gate', () => {
  const sent = vi.fn();
  const shell = {
    description: 'EX01',
    invoke: () => (sent('invoke'), Promise.resolve({ kind: 'done', items: [], warnings: [] })),
    rights: () => (sent('rights'), Promise.resolve({ kind: 'not-known' })),
  } as unknown as Shell;
  const look = () => (sent('look'), Promise.resolve({ kind: 'no-answer' }));
  const targets = {
    shell,
    local: shell,
    skype: () => shell,
    web: { look },
    premises: { look, names: () => (sent('names'), Promise.resolve([])) },
  } as unknown as CustomerTargets;
  const calls = async (own: CustomerTargets): Promise<void> => {
    const command = { name: 'Get-ExchangeServer', parameters: {} } as never;
    const options = { deadlineMs: 1, requestId: 'r' };
    const request = { url: 'https://x/', hosts: ['x'], redirects: 0 };
    for (const each of [own.shell, own.local, own.skype('fe02')]) {
      await each.invoke(command, options);
      await each.rights?.(options);
    }
    await own.web?.look(request, options);
    await own.premises?.look(request, options);
    await own.premises?.names('x', options);
  };

  // threat T1
  it('send nothing before the person agreed', async () => {
    sent.mockClear();
    await calls(confirmedTargets(targets, gated({}, false).gate));
    expect(sent).not.toHaveBeenCalled();
    await calls(confirmedTargets(targets, gated().gate));
    expect(sent).toHaveBeenCalledTimes(9);
  });

  // threat T1
  it('reach a cloud with addresses of its own after the question, and Microsoft’s without one', async () => {
    const { gate, confirm, now } = gated({ tenantAccess: OWN_CLOUD }, false);
    const send = vi.fn(() =>
      Promise.resolve({ kind: 'answer', status: 200, headers: {}, body: '' } as const),
    );
    const named = namedHosts(now.record);
    const request = {
      method: 'GET',
      url: 'https://login.evil.example/',
      headers: {},
      timeoutMs: 1,
    } as const;
    const own = confirmedHttp(send, ['login.evil.example'], named, gate);
    expect(await own(request)).toMatchObject({
      kind: 'no-answer',
      reason: 'refused-host',
      sent: false,
    });
    expect(send).not.toHaveBeenCalled();
    expect(confirm).toHaveBeenCalledOnce();
    await confirmedHttp(send, ['graph.microsoft.com'], named, gate)(request);
    expect(send).toHaveBeenCalledOnce();
  });
});
