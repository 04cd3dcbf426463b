/** An examination from the window: the open customer's own connection, with Chromium's proxies. */
import { CodedError } from '../../shared/errors';
import type { DoctorResult } from '../../shared/doctor';
import type { Language } from '../../shared/languages';
import { examine } from '../../core/doctor/examine';
import type { Route } from '../../core/doctor/ports';
import type { Reaches } from '../../adapters/examination/reaches';
import { NO_CUSTOMER, customerReaches, practiceReaches } from '../../adapters/examination/reaches';
import { createNetwork } from '../../adapters/network/network';
import { powerShellFacts } from '../../adapters/powershell/hello';
import { systemClock } from '../../adapters/system/crypto';
import type { HttpSend } from '../../adapters/tenant';
import { endpointsOf } from '../../adapters/tenant';
import { workstationFacts } from '../../adapters/workstation/facts';
import { connectionOf } from '../../core/model/customer';
import type { CustomerRecord } from '../../core/model/customer';
import type { Connection } from './connection';

/** What an examination needs of the rest of main. */
export interface ExaminationInput {
  readonly dataFolder: string;
  /** Folder of the bridge's files. */
  readonly bridgeFolder: string;
  /** The PowerShell that the person chose. */
  readonly powershell: string | undefined;
  readonly productVersion: string;
  readonly language: Language;
  /** The older runtime reaches this computer only. */
  readonly practiceOnly: boolean;
  readonly open: { readonly record: CustomerRecord; readonly connection: Connection } | null;
  /** HTTPS through Chromium, to these hosts. */
  readonly http: (hosts: readonly string[]) => HttpSend;
  /** Chromium's answer to which proxy an address takes, e.g. `PROXY proxy.contoso.com:8080; DIRECT`. */
  readonly proxyOf: (url: string) => Promise<string>;
}

/** Examines this computer and the open customer. */
export async function examineFromWindow(input: ExaminationInput): Promise<DoctorResult> {
  const connection = input.practiceOnly ? undefined : input.open?.connection;
  connection?.askAgain();
  const refused = await connection?.admit();
  if (refused !== undefined) throw new CodedError(refused);
  const { dataFolder, bridgeFolder, productVersion, language } = input;
  return examine({
    ...reachesOf(input),
    productVersion,
    clock: systemClock,
    gather: (signal) =>
      workstationFacts(
        {
          dataFolder,
          language,
          electron: process.versions.electron,
          environment: process.env,
          platform: process.platform,
          powerShells: (end) => powerShellFacts(bridgeFolder, end, input.powershell),
          proxies: async () => proxiesOf(await input.proxyOf(PROXY_QUESTION)),
        },
        signal,
      ),
  });
}

/** Asked of Chromium's settings only; nothing is sent there. */
const PROXY_QUESTION = 'https://login.microsoftonline.com/';

function reachesOf(input: ExaminationInput): Reaches {
  const { open, practiceOnly } = input;
  if (open === null) return NO_CUSTOMER;
  const { record, connection } = open;
  const { ports, lab, signIn, onlineTarget } = connection;
  const targets = { directory: ports.directory, signIn, onlineTarget };
  if (lab !== null) return practiceReaches(record, lab.ready, ports.shell, targets);
  if (practiceOnly) return NO_CUSTOMER;
  const { hosts } = endpointsOf(record);
  return customerReaches({
    record,
    // Nobody is asked for a credential here.
    shell: connectionOf(record).exchange === 'remote-credential' ? null : ports.shell,
    targets,
    http: input.http(hosts),
    network: createNetwork({
      clock: systemClock,
      route: async (url) => routeOf(await input.proxyOf(url)),
    }),
  });
}

/** The first way that Chromium would take. */
export function routeOf(answer: string): Route {
  const found = /^\s*(?:PROXY|HTTPS)\s+(\[[^\]]+\]|[^\s;:]+):(\d+)/i.exec(answer);
  if (found === null) return { kind: 'direct' };
  const [, host = '', port] = found;
  return { kind: 'proxy', host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
}

function proxiesOf(answer: string): readonly string[] {
  return answer
    .split(';')
    .map((way) => way.trim())
    .filter((way) => way !== '' && way.toUpperCase() !== 'DIRECT');
}
