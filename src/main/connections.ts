/** The composition's second half: how customers are connected. Loaded with it. */
import { join } from 'node:path';
import { safeStorage, utilityProcess } from 'electron';
import type { EnginePorts } from '../core/engine/ports';
import type { CustomerRecord } from '../core/model/customer';
import { refuseBesidePractice, rulesFor } from '../core/policy/rules';
import type { CustomerStore, Log } from '../core/ports';
import { practiceTargets } from '../adapters/practice/targets';
import { nodeFileSystem } from '../adapters/storage/file-system';
import { nodeCrypto, nodeIds, systemClock } from '../adapters/system/crypto';
import type { PowerShellSetup } from '../adapters/powershell';
import { customerTargets } from '../adapters/targets';
import { confirmedHttp, confirmedTargets } from '../adapters/targets/confirmed-targets';
import { HostGate, namedHosts } from '../adapters/targets/host-gate';
import { endpointsOf } from '../adapters/tenant';
import { appError, CodedError } from '../shared/errors';
import type { LabStart } from '../shared/lab';
import { SIGN_IN_CHOICES } from '../shared/settings';
import { isSignInAllowed, type PolicyValues } from '../shared/policy';
import type { Connection, Connector, PracticeLab } from './app/connection';
import type { CredentialDesk } from './app/credential-desk';
import { isPracticePackage } from './app/electron-compat';
import { startLabProcess } from './app/lab-process';
import { PRACTICE_ID } from '../adapters/practice/practice-id';
import type { Person } from './app/person';
import type { AppPaths } from './app/paths';
import type { TenantSession } from './app/tenant-session';
import { renewableTargets } from './app/windows/renewable-targets';
import type { ExternalLinks } from './security/external-links';
import { keyStoreSealer } from './security/key-store';
import type { Preferences } from './app/preferences';

/** What of the start connections need. */
export interface ConnectorOptions {
  readonly paths: AppPaths;
  readonly isPackaged: boolean;
  readonly preferences: Preferences;
  /** False after a lock that opened to whoever was there: a sign-in that is kept waits for its person then. */
  readonly mayRestore: () => boolean;
}

/** What connections are made from. */
export interface Parts {
  readonly store: CustomerStore;
  readonly links: ExternalLinks;
  readonly log: Log;
  readonly credentials: CredentialDesk;
  readonly tenant: TenantSession;
  readonly person: Pick<Person, 'confirmHosts'>;
  readonly onChange: () => void;
}

/** Connects customers to their own servers and tenant, and the practice customers to the lab. */
export function connector(options: ConnectorOptions, parts: Parts): Connector {
  const { paths, isPackaged, preferences, mayRestore } = options;
  const folder = join(paths.dataFolder, 'lab');
  // Tests may ask for a lab that answers at once, and for one without PowerShell.
  const atOnce = !isPackaged && process.env['CROSSPREM_LATENCY'] === 'none';
  const isDirect = !isPackaged && process.env['CROSSPREM_PRACTICE'] === 'direct';
  const powershell = (): PowerShellSetup => {
    const configured = preferences.values.powershell;
    const own = configured === undefined ? {} : { configured };
    return { bridgeFolder: paths.bridgeFolder, log: parts.log, ...own };
  };
  const start = (of: string, from: LabStart, seed: number): Promise<PracticeLab> =>
    startLabProcess(
      (words) =>
        utilityProcess.fork(paths.labFile, [...words], {
          serviceName: 'Crossprem practice lab',
          stdio: 'pipe',
          env: {},
        }),
      { folder: of, seed, start: from, latency: atOnce ? 'none' : 'realistic', faults: [] },
    );
  return {
    startLab: (from, seed) => start(folder, from, seed),
    startCopy: () => start(rehearsalFolder(paths), 'empty', 1),
    removeLab: (customer) =>
      nodeFileSystem.remove(customer === PRACTICE_ID ? folder : rehearsalFolder(paths)),
    connect: (record, lab) => {
      const policy = preferences.policy.values;
      if (lab === null) {
        if (isPracticePackage())
          throw new CodedError(appError('HX-PRACTICEONLY', { name: record.name }));
        // What its file says of itself does not make a customer the lab's.
        refuseBesidePractice(policy, { practice: false });
        return customerConnection(record, { ...parts, mayRestore }, powershell(), policy);
      }
      const direct = isDirect || preferences.values.practiceDirect === true;
      return practiceConnection(record, lab, parts, direct ? undefined : powershell(), policy);
    },
  };
}

/** Where the lab of a rehearsal lies. */
export function rehearsalFolder(paths: AppPaths): string {
  return join(paths.dataFolder, 'rehearsal');
}

/** The practice lab; its clock follows every control call. */
function practiceConnection(
  record: CustomerRecord,
  lab: PracticeLab,
  parts: Parts,
  powershell: PowerShellSetup | undefined,
  policy: PolicyValues,
): Connection {
  const { log, store, onChange: onWay } = parts;
  const targets = practiceTargets(record, lab, log, { powershell, onWay });
  const { shell, online, onlineTarget, skype, local, premises, directory, signIn, web, clock } =
    targets;
  const synced: PracticeLab = {
    ...lab,
    get status() {
      return lab.status;
    },
    control: async (control) => {
      const status = await lab.control(control);
      clock.sync(status);
      return status;
    },
  };
  return {
    ports: portsOf(record, store, log, {
      clock,
      shell,
      online,
      skype,
      local,
      premises,
      directory,
      web,
      rules: rulesFor(policy, record),
    }),
    signIn,
    onlineTarget,
    lab: synced,
    practiceWay: () => shell.way,
    admit: () => Promise.resolve(undefined),
    askAgain: () => undefined,
    // The lab's sign-in answers by itself; it shows again with the next read.
    dropSignIns: () => signIn.close(),
    restoreSignIn: () => undefined,
    dispose: async () => {
      await shell.close();
      await lab.stop();
    },
  };
}

/** A customer's own servers through PowerShell, and its own tenant over Chromium's network. */
function customerConnection(
  record: CustomerRecord,
  parts: Parts & Pick<ConnectorOptions, 'mayRestore'>,
  powershell: PowerShellSetup,
  policy: PolicyValues,
): Connection {
  const { store, links, log, credentials, person } = parts;
  const files = store.files(record.id);
  const gate = new HostGate({
    record: async () => (await store.load(record.id).catch(() => undefined)) ?? record,
    files,
    confirm: (hosts, signal) =>
      person.confirmHosts({ kind: 'customer', customer: record.name, hosts }, signal),
  });
  const named = namedHosts(record);
  const targets = renewableTargets(() =>
    confirmedTargets(
      customerTargets({
        record,
        files,
        clock: systemClock,
        log,
        powershell,
        askCredential: credentials.ask,
        http: (hosts) => confirmedHttp(parts.tenant.http(hosts), hosts, named, gate),
        openBrowser: async (address) => {
          await gate.require();
          await links.openSignIn(address, endpointsOf(record).hosts);
        },
        sealer: keyStoreSealer(safeStorage),
      }),
      gate,
    ),
  );
  const { shell, online, onlineTarget, directory, signIn, web, premises, skype, local } = targets;
  const seen = {
    ...(web === undefined ? {} : { web }),
    ...(premises === undefined ? {} : { premises }),
  };
  const restoreSignIn = (): void => {
    const isAllowed = SIGN_IN_CHOICES.some((way) => isSignInAllowed(way, policy));
    if (isAllowed && parts.mayRestore() && record.tenantAccess?.remember === true)
      void signIn.restore();
  };
  // A sign-in that was kept is taken up while the customer opens; how that ends shows in the view.
  restoreSignIn();
  return {
    ports: portsOf(record, store, log, {
      clock: systemClock,
      shell,
      online,
      skype,
      local,
      directory,
      ...seen,
      rules: rulesFor(policy, { ...record, practice: false }),
    }),
    signIn,
    onlineTarget,
    lab: null,
    practiceWay: () => undefined,
    admit: () => gate.admit(),
    askAgain: () => {
      gate.askAgain();
      targets.askAgain();
    },
    dropSignIns: () => targets.renew(),
    restoreSignIn,
    dispose: () => {
      gate.close();
      return targets.close();
    },
  };
}

function portsOf(
  record: CustomerRecord,
  store: CustomerStore,
  log: Log,
  targets: Omit<EnginePorts, 'files' | 'crypto' | 'ids' | 'log'>,
): EnginePorts {
  return { ...targets, files: store.files(record.id), crypto: nodeCrypto, ids: nodeIds, log };
}
