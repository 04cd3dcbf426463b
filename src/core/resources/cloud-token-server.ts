/** The tenant's token server, which the pool has to trust. One that is there is adopted by its realm, whatever its name. */
import type { Action } from '../model/action';
import { message } from '../model/message';
import { readRequest } from '../reads/definition';
import type { TokenServer } from '../reads/skype-cloud';
import { tokenServers } from '../reads/skype-cloud';
import { tenantOrganization } from '../reads/tenant';
import { cloudOf, unread } from './cloud-trust';
import { duplicates, poolAction } from './pool-common';
import type { PlanContext, Resource, ResourcePlan } from './context';
import { compare, compared, look, planned, stateOf, valueOf } from './context';

const SELF = { id: 'cloud-token-server', step: 'cloud-trust' } as const;
const TITLE = message('core.resource.cloud-token-server');
/** The name that the document gives it; one that is there keeps its own. */
const NAME = 'microsoft.sts';
/** How the token issuer of every tenant names itself; the realm tells the tenants apart. */
const ISSUER = '00000001-0000-0000-c000-000000000000';

/** The token server on the pool. */
export const cloudTokenServerResource: Resource = {
  ...SELF,
  reads: () => [readRequest(tokenServers), readRequest(tenantOrganization)],
  plan: planServer,
};

/** Actions after which the pool trusts the tenant's tokens. */
export function tokenServerActions(context: PlanContext): readonly string[] {
  return planServer(context).actions.map((action) => action.id);
}

function planServer(context: PlanContext): ResourcePlan {
  const looked = look(context, tokenServers);
  const tenant = look(context, tenantOrganization);
  if (looked.status !== 'read' || valueOf(tenant) === undefined)
    return unread(SELF, TITLE, 'CsOAuthServer', [looked, tenant]);
  const own = looked.value.filter((item) => isOf(item, context.tenantId));
  const [first, ...others] = own;
  if (first !== undefined) {
    const rows = [
      compare('Identity', first.Identity, first.Identity),
      compared('Realm', context.tenantId, first.Realm, true),
      compare('MetadataUrl', first.MetadataUrl, first.MetadataUrl),
    ];
    const names = own.map((item) => item.Identity);
    return {
      resource: planned(SELF, TITLE, 'present', rows),
      actions: [],
      findings: others.length === 0 ? [] : [duplicates(SELF, names)],
    };
  }
  return planAbsent(context, looked.value);
}

/** True for the token issuer of this tenant. Its address may be spelled with any of the tenant's names. */
function isOf(item: TokenServer, tenantId: string): boolean {
  const isIssuer = item.IssuerIdentifier === '' || item.IssuerIdentifier.startsWith(ISSUER);
  return isIssuer && item.Realm.toLowerCase() === tenantId.toLowerCase();
}

function planAbsent(context: PlanContext, all: readonly TokenServer[]): ResourcePlan {
  const address = cloudOf(context)?.metadata.MicrosoftACS?.(context.tenantId);
  if (address === undefined) {
    const rows = [compare('CsOAuthServer', context.tenantId, '-')];
    const byHand = [message('core.by-hand.cloud-token-server', { tenant: context.tenantId })];
    return {
      resource: planned(SELF, TITLE, 'by-hand', rows, { byHand }),
      actions: [],
      findings: [],
    };
  }
  const taken = all.find((item) => item.Identity.toLowerCase() === NAME);
  const rows = [
    compare('MetadataUrl', address, taken === undefined ? '-' : taken.MetadataUrl),
    compare('Realm', context.tenantId, taken === undefined ? '-' : taken.Realm),
  ];
  return {
    resource: planned(SELF, TITLE, taken === undefined ? 'absent' : stateOf(rows), rows),
    actions: [
      taken === undefined ? create(context, address) : pointElsewhere(context, taken, address),
    ],
    findings: [],
  };
}

function state(name: string, address: string, realm: string) {
  return { [`${name}/MetadataUrl`]: address, [`${name}/Realm`]: realm.toLowerCase() };
}

function create(context: PlanContext, address: string): Action {
  return poolAction(SELF, {
    id: 'cloud-token-server.create',
    kind: 'add',
    command: {
      name: 'New-CsOAuthServer',
      parameters: { Identity: NAME, MetadataUrl: address, Confirm: false },
    },
    back: { name: 'Remove-CsOAuthServer', parameters: { Identity: NAME, Confirm: false } },
    reason: 'core.reason.cloud-token-server',
    args: { address },
    article: 'skype-hybrid',
    differences: [
      { property: 'CsOAuthServer', before: '-', after: NAME },
      { property: 'MetadataUrl', before: '-', after: address },
    ],
    read: readRequest(tokenServers),
    before: { [`${NAME}/MetadataUrl`]: '' },
    // The realm comes from the document: it proves that the tenant is the right one.
    after: state(NAME, address, context.tenantId),
  });
}

/** The name is taken by another issuer, as after a move from one tenant to another. What trusted that one no longer does. */
function pointElsewhere(context: PlanContext, taken: TokenServer, address: string): Action {
  const set = (url: string) => ({
    name: 'Set-CsOAuthServer',
    parameters: { Identity: taken.Identity, MetadataUrl: url, Confirm: false },
  });
  return poolAction(SELF, {
    id: 'cloud-token-server.change',
    kind: 'change',
    command: set(address),
    back: set(taken.MetadataUrl),
    reason: 'core.reason.cloud-token-server-change',
    args: { name: taken.Identity, found: taken.Realm, address },
    departs: 'core.departs.cloud-set',
    article: 'skype-hybrid',
    tags: ['interrupts-service'],
    differences: [{ property: 'MetadataUrl', before: taken.MetadataUrl, after: address }],
    read: readRequest(tokenServers),
    before: state(taken.Identity, taken.MetadataUrl, taken.Realm),
    after: state(taken.Identity, address, context.tenantId),
  });
}
