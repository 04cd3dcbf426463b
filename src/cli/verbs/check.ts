/** `check`: days left and drift of one customer or of all, for a scheduler. Changes, asks and stores nothing. */
import { resolve } from 'node:path';
import { CodedError } from '../../shared/errors';
import type { AppError } from '../../shared/errors';
import { checkCustomer } from '../../core/check/check';
import type { CheckResult } from '../../core/check/check';
import type { CheckedCustomer } from '../../core/check/junit';
import { renderJUnit } from '../../core/check/junit';
import { wantedOf } from '../../core/engine/plan';
import type { EnginePorts } from '../../core/engine/ports';
import type { CustomerRecord } from '../../core/model/customer';
import type { CustomerStore } from '../../core/ports';
import { carriedPorts } from '../../adapters/carry';
import { hostGate } from '../agreed-hosts';
import { wrongUse } from '../wrong-use';
import {
  dataFolder,
  openStore,
  powershellSetup,
  practiceCustomer,
  practicePorts,
  unattendedPorts,
} from '../composition';
import type { ExitCode } from '../exit-codes';
import { checkExit } from '../exit-codes';
import type { Output } from '../output';
import { showChecks } from '../show-check';
import type { Invocation } from '../workplace';
import { practicePowerShell, refuseWherePracticeOnly, storedCustomer, withLab } from '../workplace';
import { save } from './inspect';

/** Checks, shows, and says by the exit code what is to be done. */
export async function checkVerb(line: Invocation, out: Output): Promise<ExitCode> {
  if (line.all && line.customer !== undefined) throw wrongUse('--all --customer');
  // Nobody has looked at the names of all of them.
  if (line.all && line.agreesToHosts) throw wrongUse('--all --agree-hosts');
  const store = openStore(dataFolder(line.data));
  const checked = line.all ? await checkAll(line, out, store) : [await checkOne(line, out, store)];
  out.endProgress();
  if (line.json) out.json({ customers: checked.map(shown) });
  else showChecks(checked, out);
  if (line.junit !== undefined) {
    const path = resolve(line.junit);
    await save(
      path,
      renderJUnit(checked, out.translator, (error) => inWords(error, out)),
    );
    out.line(out.translator.t('cli.saved', { file: path }));
  }
  return checkExit(checked);
}

function inWords({ code, args }: AppError, { translator: t }: Output): string {
  const part = (name: string): string => t.text({ key: `errors.${code}.${name}`, args });
  return `${part('what')} ${part('why')} ${part('do')}`;
}

function shown({ id, name, outcome }: CheckedCustomer) {
  return 'error' in outcome ? { id, name, status: 'failed', ...outcome } : { id, name, ...outcome };
}

/** Every stored customer, one after the other. The practice customer is nobody's to watch. */
async function checkAll(
  line: Invocation,
  out: Output,
  store: CustomerStore,
): Promise<CheckedCustomer[]> {
  const checked: CheckedCustomer[] = [];
  for (const item of await store.list()) {
    if ('error' in item)
      checked.push({ id: item.id, name: item.id, outcome: { error: item.error } });
    else if (!item.practice) checked.push(await checkStored(line, out, store, item));
  }
  return checked;
}

async function checkOne(
  line: Invocation,
  out: Output,
  store: CustomerStore,
): Promise<CheckedCustomer> {
  const record = line.lab ? undefined : await storedCustomer(line, store);
  if (record?.practice === false) return checkStored(line, out, store, record);
  const folder = dataFolder(line.data);
  return withLab(line, folder, async (lab) => {
    const practice = await practiceCustomer(store, lab.ready);
    const powershell = practicePowerShell(line, folder);
    const ports = practicePorts(
      folder,
      lab,
      practice,
      store,
      { powershell },
      line.organisationPolicy,
    );
    try {
      return await examine(line, out, store, practice, carriedPorts(ports, practice));
    } finally {
      await ports.shell.close();
    }
  });
}

/** One customer's fault is its own: the others are still checked. */
async function checkStored(
  line: Invocation,
  out: Output,
  store: CustomerStore,
  record: CustomerRecord,
): Promise<CheckedCustomer> {
  const folder = dataFolder(line.data);
  const { id, name } = record;
  refuseWherePracticeOnly(line, record);
  const gate = await hostGate(line, out, { record, files: store.files(id) });
  const { ports, close } = unattendedPorts({
    gate,
    proxy: line.proxy,
    folder,
    record,
    store,
    powershell: powershellSetup(
      folder,
      line.bridgeFolder,
      line.powershell,
      line.organisationPolicy,
    ),
    collected: line.from,
    policy: line.organisationPolicy,
  });
  try {
    if (line.from === undefined) await gate.require();
    return await examine(line, out, store, record, ports);
  } catch (thrown) {
    if (!(thrown instanceof CodedError) || !line.all) throw thrown;
    return { id, name, outcome: { error: thrown.error } };
  } finally {
    await close();
  }
}

async function examine(
  line: Invocation,
  out: Output,
  store: CustomerStore,
  record: CustomerRecord,
  ports: EnginePorts,
): Promise<CheckedCustomer> {
  const { id, name } = record;
  const scenario = line.scenario ?? 'tenant-exchange';
  const last = (await store.loadVerification(id, scenario)) ?? null;
  const outcome: CheckResult = await checkCustomer(
    { ...wantedOf(record), scenario },
    ports,
    last,
    ({ done, total, current }) => {
      out.progress(done, total, `${name}: ${out.translator.text(current)}`);
    },
  );
  return { id, name, outcome };
}
