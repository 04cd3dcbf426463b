/** `doctor`: this computer, and one customer's ways to its servers and tenant. Changes nothing. */
import type { DoctorResult } from '../../shared/doctor';
import { examine } from '../../core/doctor/examine';
import { connectionOf } from '../../core/model/customer';
import type { Reaches } from '../../adapters/examination/reaches';
import { NO_CUSTOMER, customerReaches, practiceReaches } from '../../adapters/examination/reaches';
import { createNetwork } from '../../adapters/network/network';
import { practiceTargets } from '../../adapters/practice/targets';
import { powerShellFacts } from '../../adapters/powershell/hello';
import { systemClock } from '../../adapters/system/crypto';
import { endpointsOf } from '../../adapters/tenant';
import { httpOver, routeOver } from '../proxied-http';
import { workstationFacts } from '../../adapters/workstation/facts';
import { hostGate } from '../agreed-hosts';
import type { RunningLab } from '../composition';
import {
  customerPorts,
  dataFolder,
  openStore,
  powershellSetup,
  practiceCustomer,
  openLog,
} from '../composition';
import type { ExitCode } from '../exit-codes';
import { EXIT, doctorExit } from '../exit-codes';
import type { Output } from '../output';
import { showDoctor } from '../show-doctor';
import type { Invocation } from '../workplace';
import {
  PRODUCT_VERSION,
  practicePowerShell,
  refuseWherePracticeOnly,
  storedCustomer,
  withLab,
} from '../workplace';
import { bundleVerb } from './bundle';

/** Examines, shows, and says by the exit code whether all is well. */
export async function doctorVerb(line: Invocation, out: Output): Promise<ExitCode> {
  out.progress(0, 1, out.translator.t('doctor.cli.running'));
  const folder = dataFolder(line.data);
  const result = await withReaches(line, out, folder, (reaches) =>
    examine({
      ...reaches,
      productVersion: PRODUCT_VERSION,
      clock: systemClock,
      gather: (signal) =>
        workstationFacts(
          {
            dataFolder: folder,
            language: out.translator.language,
            electron: null,
            environment: process.env,
            platform: process.platform,
            powerShells: (end) => powerShellFacts(line.bridgeFolder, end, line.powershell),
          },
          signal,
        ),
    }),
  );
  out.endProgress();
  if (!line.json) showDoctor(result, out);
  const bundle =
    line.bundle === undefined ? undefined : await bundleVerb(line, line.bundle, result, out);
  if (line.json) out.json(bundle === undefined ? result : { ...result, bundle });
  return bundle?.written === false ? EXIT.person : doctorExit(result);
}

/** Makes the ways to what the command line names, and closes them in the end. */
async function withReaches(
  line: Invocation,
  out: Output,
  folder: string,
  work: (reaches: Reaches) => Promise<DoctorResult>,
): Promise<DoctorResult> {
  if (!line.lab && line.customer === undefined) return work(NO_CUSTOMER);
  const store = openStore(folder);
  const record = line.lab ? undefined : await storedCustomer(line, store);
  if (record === undefined || record.practice)
    return withLab(line, folder, (lab) => withPractice(line, folder, lab, work));
  refuseWherePracticeOnly(line, record);
  const gate = await hostGate(line, out, { record, files: store.files(record.id) });
  await gate.require();
  const { ports, targets } = customerPorts({
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
    // Nobody is asked for a credential or a sign-in here.
    askCredential: () => Promise.resolve(undefined),
    autoSignIn: undefined,
    collected: undefined,
    policy: line.organisationPolicy,
  });
  const { hosts } = endpointsOf(record);
  const shell = connectionOf(record).exchange === 'remote-credential' ? null : ports.shell;
  const route = () => Promise.resolve(routeOver(line.proxy));
  const network = createNetwork({ clock: systemClock, route });
  try {
    const http = httpOver(line.proxy)(hosts);
    return await work(customerReaches({ record, shell, targets, http, network }));
  } finally {
    await targets.close();
  }
}

async function withPractice(
  line: Invocation,
  folder: string,
  lab: RunningLab,
  work: (reaches: Reaches) => Promise<DoctorResult>,
): Promise<DoctorResult> {
  const practice = await practiceCustomer(openStore(folder), lab.ready);
  const log = openLog(folder, line.organisationPolicy);
  const targets = practiceTargets(practice, lab, log, {
    powershell: practicePowerShell(line, folder),
  });
  try {
    return await work(practiceReaches(practice, lab.ready, targets.shell, targets));
  } finally {
    await targets.shell.close();
  }
}
