/**
 * Service principal names of Exchange Online: `https://host/` of each address under which the servers are published.
 * Without its name a host gets no tokens. One PATCH replaces the list, so every name that is there is sent again.
 * Sources: the OAuth page of Exchange, step 5; Graph: update servicePrincipal.
 */
import { APPLICATIONS, applicationName } from '../../shared/applications';
import type { Action } from '../model/action';
import { message } from '../model/message';
import type { ExpectedFacts } from '../model/facts';
import { readRequest } from '../reads/definition';
import type { ServicePrincipal } from '../reads/tenant';
import { servicePrincipal } from '../reads/tenant';
import { autodiscoverDirectories, webServicesDirectories } from '../reads/web-services';
import { hostsOf } from './connector-lookup';
import type { PlanContext, Resource, ResourcePlan } from './context';
import { compare, look, planned, stateOf, truth } from './context';
import type { Self } from './oauth-common';
import { finding, lookPinned, pinnedReads, selfOf, unread } from './oauth-common';
import { patchRequest } from './principal-keys';

const applicationId = APPLICATIONS.exchangeOnline;

/** The names that the published hosts need. */
export const principalNamesResource: Resource = {
  ...selfOf('principal-names:exchangeOnline'),
  reads: (context) => [
    ...pinnedReads(context, [webServicesDirectories, autodiscoverDirectories]),
    readRequest(servicePrincipal, { applicationId }),
  ],
  plan: planNames,
};

function planNames(context: PlanContext): ResourcePlan {
  const self = selfOf('principal-names:exchangeOnline');
  const title = message('core.resource.principal-names');
  const directories = lookPinned(context, webServicesDirectories);
  const autodiscover = lookPinned(context, autodiscoverDirectories);
  const principal = look(context, servicePrincipal, { applicationId });
  if (
    directories.status !== 'read' ||
    autodiscover.status !== 'read' ||
    principal.status !== 'read'
  )
    return unread(self, title, 'servicePrincipalNames', [directories, autodiscover, principal]);
  if (principal.value === null) {
    const args = { application: applicationName(applicationId) };
    const rows = [compare('servicePrincipal', applicationId, '-')];
    const byHand = [message('core.by-hand.no-exchange-online')];
    return {
      resource: planned(self, title, 'by-hand', rows, { byHand }),
      actions: [],
      findings: [finding(self, 'HX-NOPRINCIPAL', args)],
    };
  }
  const published = [...directories.value, ...autodiscover.value].map((item) => item.ExternalUrl);
  return compareNames(principal.value, expectedNames(context, published), self, title);
}

/** The hosts of all published addresses, and of AutoDiscover, which Exchange Online asks for the others. */
function expectedNames(context: PlanContext, urls: readonly string[]): readonly string[] {
  const { verifiedDomain } = context.inputs;
  const discovery = verifiedDomain === '' ? [] : [`https://autodiscover.${verifiedDomain}/`];
  return hostsOf([...urls, ...discovery]).map((host) => `https://${host}/`);
}

function compareNames(
  principal: ServicePrincipal,
  expected: readonly string[],
  self: Self,
  title: ReturnType<typeof message>,
): ResourcePlan {
  const names = principal.servicePrincipalNames.map((item) => item.toLowerCase());
  const missing = expected.filter((name) => !names.includes(name));
  const rows = [
    ...expected.map((name) => compare(name, name, missing.includes(name) ? '-' : name)),
    compare('accountEnabled', 'True', truth(principal.accountEnabled)),
  ];
  const actions =
    missing.length === 0
      ? []
      : [addNames(principal, missing, { self, applicationId, ...FOR_EXCHANGE })];
  const byHand = principal.accountEnabled ? [] : [message('core.by-hand.exchange-online-disabled')];
  const state = byHand.length > 0 ? 'by-hand' : stateOf(rows);
  return { resource: planned(self, title, state, rows, { byHand }), actions, findings: [] };
}

const FOR_EXCHANGE = {
  id: 'principal-names.exchangeOnline.add',
  reason: 'core.reason.add-names',
  article: 'oauth-exchange',
};

/** Whose names they are, and how that is said. */
export interface NameList {
  readonly self: { readonly id: string; readonly step: Action['step'] };
  readonly applicationId: string;
  readonly id: string;
  readonly reason: string;
  readonly article: string;
}

/** One PATCH with every name that is there and those that are missing. */
export function addNames(
  principal: ServicePrincipal,
  missing: readonly string[],
  { self, applicationId: application, id, reason, article }: NameList,
): Action {
  const all = [...principal.servicePrincipalNames, ...missing];
  const read = readRequest(servicePrincipal, { applicationId: application });
  const state = (names: readonly string[]): ExpectedFacts => ({
    found: true,
    id: principal.id,
    names: names.map((name) => name.toLowerCase()).sort(),
  });
  return {
    id,
    step: self.step,
    resource: self.id,
    target: 'tenant',
    kind: 'add',
    operation: {
      kind: 'graph',
      request: patchRequest(application, { servicePrincipalNames: all }),
    },
    reason: message(reason, { count: missing.length }),
    article,
    departs: message('core.departs.graph-names'),
    tags: ['needs-tenant-admin'],
    dependsOn: [],
    differences: missing.map((name) => ({
      property: 'servicePrincipalNames',
      before: '-',
      after: name,
    })),
    read,
    before: state(principal.servicePrincipalNames),
    after: state(all),
    undo: { kind: 'remove-names', applicationId: application, names: missing },
  };
}
