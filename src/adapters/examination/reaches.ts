/** How an examination reaches one customer's targets: the product's own ways, with the network looked at beside them. */
import type { Result } from '../../shared/result';
import { fail, ok } from '../../shared/result';
import type { LabReady } from '../../shared/lab';
import type { Examination } from '../../core/doctor/examine';
import type { ExchangeReach } from '../../core/doctor/exchange-ladder';
import { POWERSHELL_PORT } from '../../core/doctor/exchange-ladder';
import type { Network } from '../../core/doctor/ports';
import type { CustomerRecord } from '../../core/model/customer';
import { connectionOf } from '../../core/model/customer';
import type { Directory, Shell } from '../../core/ports';
import { plainFetch } from '../network/fetch';
import { createNetwork } from '../network/network';
import { systemClock } from '../system/crypto';
import type { HttpSend, SignIn } from '../tenant';
import { createNodeHttp, endpointsOf } from '../tenant';
import type { OnlineTarget } from '../targets/online';

/** What is examined of one customer. */
export type Reaches = Pick<Examination, 'customer' | 'exchange' | 'tenant' | 'online'>;

/** Only this computer. */
export const NO_CUSTOMER: Reaches = {
  customer: null,
  exchange: null,
  tenant: null,
  online: null,
};

/** The targets of a customer. */
export interface Targets {
  readonly directory: Directory;
  readonly signIn: SignIn;
  /** Null where Exchange Online is reached by hand. */
  readonly onlineTarget: Pick<OnlineTarget, 'account' | 'connect'> | null;
}

/** What a customer's reaches are made from. */
export interface CustomerParts {
  readonly record: CustomerRecord;
  /** Null where the server wants a credential and nobody can be asked for one. */
  readonly shell: Shell | null;
  readonly targets: Targets;
  readonly http: HttpSend;
  readonly network: Network;
}

/** A customer's own servers and tenant. Nobody is asked to sign in: what rests on a sign-in is tried where there is one. */
export function customerReaches({ record, shell, targets, http, network }: CustomerParts): Reaches {
  const { exchange: way, tenant } = connectionOf(record);
  const { authority, graph } = endpointsOf(record);
  return {
    customer: record,
    exchange:
      way === 'carry'
        ? null
        : {
            ...exchangeBase(record, shell, network),
            way,
            endpoint:
              way === 'local' ? null : { host: record.exchangeServer, port: POWERSHELL_PORT },
          },
    tenant:
      tenant === 'carry'
        ? null
        : {
            domain: record.tenantDomain,
            tenantId: record.tenantId,
            authority,
            graph,
            network,
            fetch: plainFetch(http),
            signIn: () => Promise.resolve(accountOf(targets.signIn)),
            directory: targets.directory,
          },
    online: onlineReach(record, targets, true),
  };
}

/** The practice lab: its sign-in answers by itself, so it is tried. */
export function practiceReaches(
  record: CustomerRecord,
  ready: LabReady,
  shell: Shell,
  targets: Targets,
): Reaches {
  const { directory, signIn } = targets;
  const network = createNetwork({ ca: ready.ca, clock: systemClock });
  const { hostname: host, port } = new URL(ready.endpoint);
  const hosts = [ready.authority, ready.graph].map((address) => new URL(address).host);
  return {
    customer: record,
    exchange: {
      ...exchangeBase(record, shell, network),
      way: 'practice',
      endpoint: { host, port: Number(port) },
    },
    tenant: {
      domain: record.tenantDomain,
      tenantId: record.tenantId,
      authority: ready.authority,
      graph: ready.graph,
      network,
      fetch: plainFetch(createNodeHttp({ hosts, ca: ready.ca })),
      signIn: async () => {
        if (signIn.state.state !== 'signed-in') await signIn.withBrowser();
        return accountOf(signIn);
      },
      directory,
    },
    online: onlineReach(record, targets, false),
  };
}

function onlineReach(
  record: CustomerRecord,
  { onlineTarget }: Targets,
  usesModule: boolean,
): Reaches['online'] {
  if (onlineTarget === null) return null;
  return {
    domain: record.tenantDomain,
    usesModule,
    account: () => onlineTarget.account(),
    connect: (options) => onlineTarget.connect(options),
  };
}

function exchangeBase(
  record: CustomerRecord,
  shell: Shell | null,
  network: Network,
): Omit<ExchangeReach, 'way' | 'endpoint'> {
  const { exchangeServer: server, inputs } = record;
  return { server, shell, network, domainController: inputs.domainController ?? '' };
}

/** Who is signed in; null where nobody is and nothing went wrong. */
function accountOf({ state }: SignIn): Result<string> | null {
  if (state.state === 'signed-in') return ok(state.account);
  return state.state === 'failed' ? fail(state.error) : null;
}
