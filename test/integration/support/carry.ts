/** A customer whose two sides are reached by hand, and the other computers, which are the lab's. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { carriedPorts, handCarry } from '../../../src/adapters/carry';
import { sidesByHand } from '../../../src/core/engine/transport';
import { nodeFileSystem } from '../../../src/adapters/storage/file-system';
import type { FileSystem } from '../../../src/adapters/storage/file-system';
import { customerStore } from '../../../src/adapters/storage/customer-store';
import { practicePorts } from '../../../src/cli/composition';
import type { HandCarry } from '../../../src/core/carry/hand-carry';
import { scenarioOf } from '../../../src/core/scenarios';
import type { Plan } from '../../../src/core/model/plan';
import type { CarryTarget } from '../../../src/core/carry/manifest';
import { readyFor } from '../../../src/core/carry/scope';
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
import { CodedError } from '../../../src/shared/errors';

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

const SIGNED_IN: readonly CarryTarget[] = ['tenant', 'online'];

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
  const frontEnd = computer('fe01.contoso.lab');
  return {
    folder,
    ...(await open()),
    server,
    admin,
    computerOf: ({ manifest: { target } }) =>
      target === 'skype' ? frontEnd : SIGNED_IN.includes(target) ? admin : server,
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

/** Sides of the scenario, the own shell of a server with its other one. */
function sidesOf({ session }: CarryBench): readonly CarryTarget[] {
  return scenarioOf(session.state.record.scenario).sides.filter((side) => side !== 'local');
}

/** Looks at every side, one trip each. */
export async function lookBoth(bench: CarryBench, carrier = standIn(bench)): Promise<number[]> {
  const missing = [];
  for (const place of sidesOf(bench))
    missing.push((await load(bench, await carrier(await bench.hand.look(place), []))).missing);
  return missing;
}

/** Looks at one side again until nothing of it is missing. Gives how often. */
export async function lookOn(
  bench: CarryBench,
  place: CarryTarget,
  carrier = standIn(bench),
  consents: readonly Tag[] = [],
): Promise<number> {
  for (let looks = 1; looks < 5; looks++)
    if ((await load(bench, await carrier(await bench.hand.look(place), consents))).missing === 0)
      return looks;
  throw new Error(`${place} is never known`);
}

/** The next plan; what it says it lacks of a side is looked at first. */
async function nextPlan(bench: CarryBench, carrier: Carrier): Promise<Plan> {
  for (;;) {
    const plan = await bench.session.makePlan();
    const lacking = sidesOf(bench).filter((place) =>
      plan.findings.some(
        ({ code, args }) => code === 'HX-CARRYMISSING' && args['target'] === place,
      ),
    );
    if (lacking.length === 0) return plan;
    for (const place of lacking) await lookOn(bench, place, carrier);
  }
}

/** Scripts that a scenario may take. */
const ROUNDS = 8;

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
      let plan = await nextPlan(bench, carrier);
      for (let round = 0; round < ROUNDS && plan.actions.length > 0; round++) {
        const place = sidesOf(bench).find((target) => readyFor(plan, target).length > 0);
        if (place === undefined) throw new Error('nothing can be carried anywhere');
        const loaded = await load(bench, await carrier(await hand.script(place), TAGS));
        const run = session.state.runs.find((item) => item.id === loaded.run);
        plan = await nextPlan(bench, carrier);
        // A gate whose proof rests on another side stays closed until that side was carried: the next plan goes on.
        if (run?.result === 'partly') continue;
        results.push(run?.result ?? '');
        if (run?.result !== 'done') break;
      }
      return results;
    },
    // What is proved is looked at when everything is done.
    verify: async () => {
      for (const place of sidesOf(bench)) await lookOn(bench, place, carrier, TAGS);
      return session.verify();
    },
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

/** The code of the error that this ends with. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (thrown) {
    if (thrown instanceof CodedError) return thrown.error.code;
    throw thrown;
  }
  return 'no error';
}
