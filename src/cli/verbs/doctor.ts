/** `doctor`: this computer, and one customer's ways to its servers and tenant. Changes nothing. */
import { join } from 'node:path';
import { CodedError, appError } from '../../shared/errors';
import type { DoctorResult } from '../../shared/doctor';
import { examine } from '../../core/doctor/examine';
import { connectionOf } from '../../core/model/customer';
import type { CustomerRecord } from '../../core/model/customer';
import type { Log, Shell } from '../../core/ports';
import type { Reaches, Targets } from '../../adapters/examination/reaches';
import { NO_CUSTOMER, customerReaches, practiceReaches } from '../../adapters/examination/reaches';
import { fileLog } from '../../adapters/logging/file-log';
import { createNetwork } from '../../adapters/network/network';
import { practiceTargets } from '../../adapters/practice/targets';
import { exchangeShell } from '../../adapters/powershell';
import { powerShellFacts } from '../../adapters/powershell/hello';
import { systemClock } from '../../adapters/system/crypto';
import {
  DEFAULT_CLIENT_ID,
  cloudEndpoints,
  cloudOfDomain,
  createNodeHttp,
  createTenant,
} from '../../adapters/tenant';
import type { HttpSend } from '../../adapters/tenant';
import { workstationFacts } from '../../adapters/workstation/facts';
import { dataFolder, openStore, practiceCustomer } from '../composition';
import type { ExitCode } from '../exit-codes';
import { EXIT, doctorExit } from '../exit-codes';
import type { Output } from '../output';
import { showDoctor } from '../show-doctor';
import type { Invocation } from '../workplace';
import { PRODUCT_VERSION, withLab } from '../workplace';
import { bundleVerb } from './bundle';

/** Examines, shows, and says by the exit code whether all is well. */
export async function doctorVerb(line: Invocation, out: Output): Promise<ExitCode> {
  out.progress(0, 1, out.translator.t('doctor.cli.running'));
  const folder = dataFolder(line.data);
  const result = await withReaches(line, folder, (reaches) =>
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
            powerShells: (end) => powerShellFacts(BRIDGE_MODULE, end),
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

const BRIDGE_MODULE = join(__dirname, '../../assets/powershell/Crossprem.Bridge.psm1');

/** Makes the ways to what the command line names, and closes them in the end. */
async function withReaches(
  line: Invocation,
  folder: string,
  work: (reaches: Reaches) => Promise<DoctorResult>,
): Promise<DoctorResult> {
  const log = fileLog(folder, () => new Date());
  if (!line.lab && line.customer === undefined) return work(NO_CUSTOMER);
  const record = line.lab ? undefined : await storedCustomer(line.customer ?? '', folder);
  if (record === undefined || record.practice)
    return withLab(line, folder, async ({ ready, status }) => {
      const practice = await practiceCustomer(openStore(folder), ready);
      const targets = practiceTargets(practice, { ready, status }, log);
      return work(practiceReaches(practice, ready, targets.shell, targets));
    });
  const shell = await shellOf(record, log);
  const { http, targets } = tenantOf(record, log);
  const network = createNetwork({ clock: systemClock });
  try {
    return await work(customerReaches({ record, shell, targets, http, network }));
  } finally {
    await shell?.close();
  }
}

async function storedCustomer(id: string, folder: string): Promise<CustomerRecord> {
  const found = /^[a-z0-9][a-z0-9-]{0,63}$/.test(id) ? await openStore(folder).load(id) : undefined;
  if (found === undefined) throw new CodedError(appError('HX-CUST', { file: id }));
  return found;
}

/** The shell of a customer's server. Nobody is asked for a credential here. */
async function shellOf(
  record: CustomerRecord,
  log: Log,
): Promise<(Shell & { close(): Promise<void> }) | null> {
  const { exchange } = connectionOf(record);
  if (exchange === 'carry' || exchange === 'remote-credential') return null;
  const shell = await exchangeShell({
    modulePath: BRIDGE_MODULE,
    log,
    transport:
      exchange === 'local' ? { kind: 'local' } : { kind: 'remote', server: record.exchangeServer },
  });
  if (shell !== undefined) return shell;
  const error = appError('HX-SHELL', { executable: 'PowerShell' });
  return {
    description: record.exchangeServer,
    invoke: () => Promise.resolve({ kind: 'not-sent', error }),
    rights: () => Promise.resolve({ kind: 'not-sent', error }),
    close: () => Promise.resolve(),
  };
}

function tenantOf(
  record: CustomerRecord,
  log: Log,
): { readonly http: HttpSend; readonly targets: Targets } {
  const { tenantDomain, tenantId } = record;
  const { hosts, authority, graph } = cloudEndpoints(
    cloudOfDomain(tenantDomain) ?? 'global',
    tenantId,
  );
  const http = createNodeHttp({ hosts });
  const targets = createTenant({
    authority,
    graph,
    clientId: DEFAULT_CLIENT_ID,
    tenantId,
    tenantDomain,
    http,
    clock: systemClock,
    log,
    openBrowser: () => Promise.reject(new Error('nobody was asked to sign in')),
  });
  return { http, targets };
}
