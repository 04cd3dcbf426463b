/**
 * The same scenario over every way to an Exchange server: straight to the lab, through PowerShell, by a remote session
 * as the current user or with a credential, and in the management shell of the server itself.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExchangeTransport, PowerShellSetup } from '../../../src/adapters/powershell';
import { exchangeShell } from '../../../src/adapters/powershell';
import { practiceShell } from '../../../src/adapters/practice/shells';
import { nodeFileSystem } from '../../../src/adapters/storage/file-system';
import type { Shell } from '../../../src/core/ports';
import type { TestLab } from '../support/practice';
import { openBench, startTestLab } from '../support/practice';
import { expectThereAndBack } from '../support/whole-scenario';
import type { ExchangeHost } from './support/exchange-host';
import { makeExchangeHost } from './support/exchange-host';
import { KINDS, removeFolder, shippedBridge } from './support/shells';

const real = KINDS[1]?.executable;
const bridgeFolder = dirname(shippedBridge);
const password = 'Pa55 "w0rd" 密碼';
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const setup = (configured: string): PowerShellSetup => ({ bridgeFolder, configured, log });

let lab: TestLab;
let place: string;
let host: ExchangeHost;

beforeAll(async () => {
  lab = await startTestLab();
  place = await mkdtemp(join(tmpdir(), 'crossprem-host-'));
  host = await makeExchangeHost(place, real ?? '', lab.ready, bridgeFolder, password);
});
afterAll(async () => {
  await lab.stop();
  await removeFolder();
  await rm(place, { recursive: true, force: true });
});

async function run(shell: Shell & { readonly close: () => Promise<void> }): Promise<string> {
  await lab.reset('empty');
  const bench = await openBench(lab, {}, nodeFileSystem, shell);
  try {
    return (await expectThereAndBack(bench.session)).fingerprint;
  } finally {
    await shell.close();
    await bench.remove();
  }
}

const direct = (): Promise<string> => run(practiceShell(lab.ready, { powershell: undefined, log }));
const server = 'ex01.contoso.lab';
const WAYS: readonly [string, ExchangeTransport, string][] = [
  ['a remote session', { kind: 'remote', server }, 'current user'],
  [
    'a remote session with a credential',
    { kind: 'remote', server, ask: () => Promise.resolve({ user: 'CONTOSO\\ada', password }) },
    'CONTOSO\\ada',
  ],
];

describe('the whole scenario', () => {
  it('straight to the lab', async () => {
    expect(await direct()).toMatch(/^[0-9A-F]{4}-[0-9A-F]{4}$/);
  });
});

describe.skipIf(real === undefined)(
  'the whole scenario in a real PowerShell, with the same plan',
  () => {
    it('through the lab’s proxies', async () => {
      const ways: unknown[] = [];
      const options = {
        powershell: setup(real ?? ''),
        onWay: (way: unknown) => ways.push(way),
        log,
      };
      expect(await run(practiceShell(lab.ready, options))).toBe(await direct());
      expect(ways).toEqual([{ kind: 'powershell', version: expect.stringMatching(/^7\./) }]);
    }, 240_000);

    it.each(WAYS)(
      'through %s',
      async (_name, transport, account) => {
        const before = (await host.calls()).length;
        expect(await run(exchangeShell(setup(host.executable), transport))).toBe(await direct());
        expect((await host.calls()).slice(before)).toEqual([
          `open Microsoft.Exchange http://${server}/PowerShell/ Kerberos ${account}`,
          'close',
        ]);
      },
      240_000,
    );

    it('through the management shell of the server', async () => {
      const before = (await host.calls()).length;
      expect(await run(exchangeShell(setup(host.executable), { kind: 'local' }))).toBe(
        await direct(),
      );
      expect((await host.calls()).slice(before)).toEqual(['open local']);
    }, 240_000);
  },
);
