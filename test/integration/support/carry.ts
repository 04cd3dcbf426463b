/** A customer whose two sides are reached by hand, and the other computers, which are the lab's. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { carriedPorts, handCarry, sidesByHand } from '../../../src/adapters/carry';
import { nodeFileSystem } from '../../../src/adapters/storage/file-system';
import type { FileSystem } from '../../../src/adapters/storage/file-system';
import { customerStore } from '../../../src/adapters/storage/customer-store';
import { practicePorts } from '../../../src/cli/composition';
import type { HandCarry } from '../../../src/core/carry/hand-carry';
import type { CarriedScript } from '../../../src/core/carry/script';
import type { CustomerRecord } from '../../../src/core/model/customer';
import type { Tag } from '../../../src/core/model/action';
import { TAGS } from '../../../src/core/model/action';
import type { CustomerStore } from '../../../src/core/ports';
import { CustomerSession } from '../../../src/core/session';
import type { OtherComputer } from './carry-runner';
import { runCarried } from './carry-runner';
import type { TestLab } from './practice';
import { runningLab, testRecord } from './practice';
import type { Transport } from './whole-scenario';

/** Runs a script at its place and gives the result file's text. */
export type Carrier = (script: CarriedScript, consents: readonly Tag[]) => Promise<string>;

/** The customer under test. */
export interface CarryBench {
  readonly folder: string;
  readonly store: CustomerStore;
  readonly session: CustomerSession;
  readonly hand: HandCarry;
  readonly server: OtherComputer;
  readonly admin: OtherComputer;
  /** The other computer of a script. */
  computerOf(script: CarriedScript): OtherComputer;
  /** The same customer after a restart. */
  reopen(fs?: FileSystem): Promise<{ session: CustomerSession; hand: HandCarry }>;
  remove(): Promise<void>;
}

/** Opens it on a lab. */
export async function openCarryBench(
  lab: TestLab,
  change: Partial<CustomerRecord> = {},
): Promise<CarryBench> {
  const folder = await mkdtemp(join(tmpdir(), 'crossprem-carry-'));
  const record = testRecord(lab, {
    connection: { exchange: 'carry', tenant: 'carry' },
    ...change,
  });
  await customerStore(folder, nodeFileSystem).save(record);
  const running = await runningLab(lab);
  const reached = practicePorts(folder, running, record, customerStore(folder, nodeFileSystem));
  const open = async (fs: FileSystem = nodeFileSystem) => {
    const store = customerStore(folder, fs);
    const files = store.files(record.id);
    const ports = carriedPorts({ ...reached, files }, record);
    const session = new CustomerSession({
      record,
      ports,
      store,
      productVersion: 'test',
      byHand: sidesByHand(record),
    });
    await session.load();
    const hand = handCarry({ session, store, ports, productVersion: 'test' });
    await hand.recover();
    return { store, session, hand };
  };
  const computer = (host: string): OtherComputer => ({
    ports: reached,
    host,
    tenantId: record.tenantId,
    disk: new Map(),
    records: new Map(),
  });
  const server = computer(record.exchangeServer.toLowerCase());
  const admin = computer('admin-pc');
  return {
    folder,
    ...(await open()),
    server,
    admin,
    computerOf: (script) => (script.manifest.target === 'tenant' ? admin : server),
    reopen: open,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Loads a result's text. */
export function load(bench: Pick<CarryBench, 'hand'>, text: string, name = 'result.json') {
  return bench.hand.load(new TextEncoder().encode(text), name);
}

/** Without a PowerShell: the stand-in runs scripts against the lab. */
function standIn(bench: CarryBench): Carrier {
  return (script, consents) => runCarried(script, bench.computerOf(script), { consents });
}

/** Looks at both sides, one trip each. */
export async function lookBoth(bench: CarryBench, carrier = standIn(bench)): Promise<number[]> {
  const missing = [];
  for (const place of ['exchange', 'tenant'])
    missing.push((await load(bench, await carrier(await bench.hand.look(place), []))).missing);
  return missing;
}

/** Hand-carry alone as a way to the servers: what remains is carried side by side until nothing does. */
export function byHand(bench: CarryBench, carrier = standIn(bench)): Transport {
  const { session, hand } = bench;
  return {
    plan: async () => {
      if (session.state.observations === null) await lookBoth(bench, carrier);
      return session.makePlan();
    },
    apply: async () => {
      const results: string[] = [];
      for (let plan = await session.makePlan(); plan.actions.length > 0;) {
        const place = plan.actions.some((action) => action.target === 'exchange')
          ? 'exchange'
          : 'tenant';
        const loaded = await load(bench, await carrier(await hand.script(place), TAGS));
        const run = session.state.runs.find((item) => item.id === loaded.run);
        results.push(run?.result ?? '');
        if (run?.result !== 'done') break;
        plan = await session.makePlan();
      }
      return results;
    },
    verify: () => session.verify(),
  };
}

/** Another admin makes an account of the name that the plan is to make. */
export async function takeAccountName({ server }: CarryBench): Promise<void> {
  const parameters = {
    Name: 'SfBOnline-ApplicationAccount',
    ExternalEmailAddress: 'someone@contoso.lab',
    DomainController: 'dc01.contoso.lab',
  };
  await server.ports.shell.invoke(
    { name: 'New-MailUser', parameters },
    { deadlineMs: 10_000, requestId: 'other' },
  );
}
