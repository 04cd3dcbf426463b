/**
 * Federation with the cloud: what a shared SIP address space needs on the Edge servers. It opens the organisation to
 * others, and tokens do not need it; so it is compared always and set only when asked for. Never is anything removed and
 * made again, as the document does. Source: the page on federation with Skype for Business Online.
 */
import type { Action } from '../model/action';
import type { Comparison, ResourceState } from '../model/plan';
import { message } from '../model/message';
import { readRequest } from '../reads/definition';
import type { AccessEdgeConfiguration, HostingProvider } from '../reads/skype-cloud';
import { accessEdgeConfiguration, hostingProviders } from '../reads/skype-cloud';
import { tenantOrganization } from '../reads/tenant';
import type { HybridCloud } from '../scenarios/hybrid';
import type { Self } from './pool-common';
import { cloudOf, unread } from './cloud-trust';
import { poolAction } from './pool-common';
import type { PlanContext, Resource, ResourcePlan } from './context';
import { compare, look, planned, stateOf, truth } from './context';

const STEP = 'federation' as const;
const EDGE = { id: 'access-edge', step: STEP } as const;
const PROVIDER = { id: 'hosting-provider', step: STEP } as const;
const ARTICLE = 'skype-federation';
/** The name that the document gives it; one that is there keeps its own. */
const NEW_NAME = 'Office365';
const ROUTING = 'UseDnsSrvRouting';
const WANTED_EDGE = {
  AllowOutsideUsers: true,
  AllowFederatedUsers: true,
  EnablePartnerDiscovery: true,
} as const;

type Values = Readonly<Record<string, string | boolean>>;

function shown(value: string | boolean | undefined): string {
  if (value === undefined || value === '') return '-';
  return typeof value === 'boolean' ? truth(value) : value;
}

/** True where a person asked for it. */
function isAsked({ inputs }: PlanContext): boolean {
  return inputs.federation !== '';
}

/** What differs is a row where it was asked for, and else for a person to decide. */
function decided(
  context: PlanContext,
  self: Self,
  rows: readonly Comparison[],
  actions: readonly Action[],
  state: ResourceState = stateOf(rows),
): ResourcePlan {
  const title = message(`core.resource.${self.id}`);
  const isOpen = state !== 'present' && !isAsked(context);
  const byHand = isOpen ? [message('core.by-hand.federation')] : [];
  return {
    resource: planned(self, title, isOpen ? 'by-hand' : state, rows, { byHand }),
    actions: isOpen ? [] : actions,
    findings: [],
  };
}

function byHand(self: Self, rows: readonly Comparison[], key: string): ResourcePlan {
  const title = message(`core.resource.${self.id}`);
  return {
    resource: planned(self, title, 'by-hand', rows, { byHand: [message(key)] }),
    actions: [],
    findings: [],
  };
}

/** Who may reach the Edge servers, and how partners are found. */
export const accessEdgeResource: Resource = {
  ...EDGE,
  reads: () => [readRequest(accessEdgeConfiguration)],
  plan: (context) => {
    const looked = look(context, accessEdgeConfiguration);
    if (looked.status !== 'read' || looked.value === null)
      return unread(EDGE, message('core.resource.access-edge'), 'AllowFederatedUsers', [looked]);
    return planEdge(context, looked.value);
  },
};

function planEdge(context: PlanContext, { RoutingMethod, ...found }: AccessEdgeConfiguration) {
  const wanted = Object.entries(WANTED_EDGE);
  const rows = [
    ...wanted.map(([name, value]) =>
      compare(name, truth(value), truth(found[name as keyof typeof WANTED_EDGE])),
    ),
    compare('RoutingMethod', ROUTING, RoutingMethod),
  ];
  // A route of somebody's own would be given up, and could not be brought back from what is read.
  if (RoutingMethod !== ROUTING) return byHand(EDGE, rows, 'core.by-hand.access-edge-route');
  const set = (values: Values) => ({
    name: 'Set-CsAccessEdgeConfiguration',
    // The routing parameters belong to a set of their own, which takes no identity: there is one configuration.
    parameters: { ...values, UseDnsSrvRouting: true, Confirm: false },
  });
  const change = poolAction(EDGE, {
    id: 'access-edge.set',
    kind: 'change',
    command: set(WANTED_EDGE),
    back: set(found),
    reason: 'core.reason.access-edge',
    article: ARTICLE,
    differences: differencesOf(found, WANTED_EDGE),
    read: readRequest(accessEdgeConfiguration),
    before: { ...found, RoutingMethod: ROUTING },
    after: { ...WANTED_EDGE, RoutingMethod: ROUTING },
  });
  return decided(context, EDGE, rows, stateOf(rows) === 'present' ? [] : [change]);
}

function differencesOf(before: Values, after: Values): Action['differences'] {
  return Object.entries(after)
    .filter(([name, value]) => before[name] !== value)
    .map(([property, value]) => ({
      property,
      before: shown(before[property]),
      after: shown(value),
    }));
}

/** The hosting provider that stands for the cloud. It is found by its proxy, whatever its name. */
export const hostingProviderResource: Resource = {
  ...PROVIDER,
  reads: () => [readRequest(hostingProviders), readRequest(tenantOrganization)],
  plan: (context) => {
    const looked = look(context, hostingProviders);
    const tenant = look(context, tenantOrganization);
    const title = message('core.resource.hosting-provider');
    if (looked.status !== 'read' || tenant.status !== 'read')
      return unread(PROVIDER, title, 'CsHostingProvider', [looked, tenant]);
    const sip = cloudOf(context)?.sip ?? null;
    if (sip === null) {
      const rows = [compare('ProxyFqdn', 'sipfed', '-')];
      return byHand(PROVIDER, rows, 'core.by-hand.hosting-provider');
    }
    const found = looked.value.find((item) => item.ProxyFqdn.toLowerCase() === sip.proxy);
    return found === undefined
      ? planNew(context, sip, looked.value)
      : planExisting(context, found, sip);
  },
};

type Sip = NonNullable<HybridCloud['sip']>;

function wantedProvider({ autodiscover }: Sip) {
  return {
    Enabled: true,
    EnabledSharedAddressSpace: true,
    HostsOCSUsers: true,
    VerificationLevel: 'UseSourceVerification',
    IsLocal: false,
    AutodiscoverUrl: autodiscover,
  } as const;
}

function planExisting(context: PlanContext, found: HostingProvider, sip: Sip): ResourcePlan {
  const { Identity } = found;
  const wanted = wantedProvider(sip);
  const values = Object.entries(wanted).map(([name, value]) => ({
    name,
    value,
    old: found[name as keyof typeof wanted],
  }));
  const rows = [
    compare('Identity', Identity, Identity),
    compare('ProxyFqdn', sip.proxy, found.ProxyFqdn.toLowerCase()),
    ...values.map(({ name, value, old }) => compare(name, shown(value), shown(old))),
  ];
  const changed = values.filter(({ value, old }) => value !== old);
  const before: Values = Object.fromEntries(changed.map(({ name, old }) => [name, old]));
  const after: Values = Object.fromEntries(changed.map(({ name, value }) => [name, value]));
  const set = (own: Values) => ({
    name: 'Set-CsHostingProvider',
    parameters: { Identity, ...own, Confirm: false },
  });
  const facts = (own: Values): Values =>
    Object.fromEntries(Object.entries(own).map(([name, value]) => [`${Identity}/${name}`, value]));
  const change = poolAction(PROVIDER, {
    id: 'hosting-provider.set',
    kind: 'change',
    command: set(after),
    back: set(before),
    reason: 'core.reason.hosting-provider',
    args: { name: Identity },
    departs: 'core.departs.cloud-set',
    article: ARTICLE,
    differences: differencesOf(before, after),
    read: readRequest(hostingProviders),
    before: facts(before),
    after: facts(after),
  });
  return decided(context, PROVIDER, rows, changed.length === 0 ? [] : [change]);
}

function planNew(context: PlanContext, sip: Sip, all: readonly HostingProvider[]): ResourcePlan {
  const rows = [compare('ProxyFqdn', sip.proxy, '-')];
  if (all.some((item) => item.Identity.toLowerCase() === NEW_NAME.toLowerCase()))
    return byHand(PROVIDER, rows, 'core.by-hand.hosting-provider-taken');
  const wanted = wantedProvider(sip);
  const create = poolAction(PROVIDER, {
    id: 'hosting-provider.create',
    kind: 'add',
    command: {
      name: 'New-CsHostingProvider',
      parameters: { Identity: NEW_NAME, ProxyFqdn: sip.proxy, ...wanted, Confirm: false },
    },
    back: { name: 'Remove-CsHostingProvider', parameters: { Identity: NEW_NAME, Confirm: false } },
    reason: 'core.reason.hosting-provider-new',
    args: { name: NEW_NAME },
    article: ARTICLE,
    differences: differencesOf({}, { ProxyFqdn: sip.proxy, ...wanted }),
    read: readRequest(hostingProviders),
    before: { [`${NEW_NAME}/ProxyFqdn`]: '' },
    after: { [`${NEW_NAME}/ProxyFqdn`]: sip.proxy, [`${NEW_NAME}/Enabled`]: true },
  });
  return decided(context, PROVIDER, rows, [create], 'absent');
}
