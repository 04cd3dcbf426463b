/**
 * Keys on the principal that all customers' Exchange servers shared. Nothing is ever uploaded there: with a key of the
 * servers on it, who holds a server can act in the tenant (CVE-2025-53786). Keys that are this organisation's auth
 * certificates are offered for removal, once the dedicated application is proved to do their work; others are told.
 * Sources: the page on the dedicated hybrid application (service principal clean-up mode).
 */
import { APPLICATIONS, applicationName } from '../../shared/applications';
import type { Action, Gate } from '../model/action';
import type { ExpectedFacts } from '../model/facts';
import { message } from '../model/message';
import { readRequest } from '../reads/definition';
import { testToCloud } from '../reads/oauth-test';
import { authConfig } from '../reads/organisation';
import type { PrincipalKey, ServicePrincipal } from '../reads/tenant';
import { keyFact, servicePrincipal } from '../reads/tenant';
import { connectorWanted, mailboxRequest } from './connector-lookup';
import type { PlanContext, Resource, ResourcePlan } from './context';
import { compare, look, planned, valueOf } from './context';
import { hybridApplicationResources } from './hybrid-application';
import { hybridReads, hybridState, serversOfLevel } from './hybrid-application-state';
import type { Self } from './oauth-common';
import { STEP, finding, plannedIds, selfOf, serversOf, unread } from './oauth-common';
import { canRewrite, keyListBody, patchRequest } from './principal-keys';

const applicationId = APPLICATIONS.exchangeOnline;

/** The key list of the shared principal. */
export const sharedPrincipalKeysResource: Resource = {
  ...selfOf('shared-principal-keys'),
  reads: (context) => [
    ...hybridReads(context),
    readRequest(authConfig),
    readRequest(servicePrincipal, { applicationId }),
    ...(context.inputs.verifiedDomain === '' ? [] : [mailboxRequest(context, 'on-premises')]),
  ],
  plan: planKeys,
};

function planKeys(context: PlanContext): ResourcePlan {
  const self = selfOf('shared-principal-keys');
  const title = message('core.resource.shared-principal-keys');
  const looked = look(context, servicePrincipal, { applicationId });
  if (looked.status !== 'read') return unread(self, title, 'keyCredentials', [looked]);
  const keys = looked.value?.keys ?? [];
  const rows = [compare('keyCredentials', '0', String(keys.length))];
  if (looked.value === null || keys.length === 0)
    return { resource: planned(self, title, 'present', rows), actions: [], findings: [] };
  const findings = [finding(self, 'HX-SHAREDKEY', { count: keys.length })];
  const { own, others } = sorted(context, keys);
  const removal = own.length === 0 ? null : removalOf(context, looked.value, { own, others }, self);
  const byHand = [
    ...(own.length > 0 && removal === null
      ? [message('core.by-hand.shared-keys', { count: own.length })]
      : []),
    ...(others.length > 0
      ? [message('core.by-hand.shared-keys-other', { count: others.length })]
      : []),
  ];
  return {
    resource: planned(self, title, byHand.length > 0 ? 'by-hand' : 'differs', rows, { byHand }),
    actions: removal === null ? [] : [removal],
    findings,
  };
}

/** This organisation's auth certificates and expired keys, apart from keys that may be another organisation's. */
function sorted(
  context: PlanContext,
  keys: readonly PrincipalKey[],
): { readonly own: readonly PrincipalKey[]; readonly others: readonly PrincipalKey[] } {
  const config = valueOf(look(context, authConfig)) ?? null;
  const known = [
    config?.CurrentCertificateThumbprint,
    config?.NextCertificateThumbprint,
    config?.PreviousCertificateThumbprint,
  ].map((item) => (item ?? '').toUpperCase());
  const isOwn = (key: PrincipalKey): boolean =>
    (key.thumbprint !== '' && known.includes(key.thumbprint)) ||
    Date.parse(key.endDateTime) <= context.now.getTime();
  return { own: keys.filter(isOwn), others: keys.filter((key) => !isOwn(key)) };
}

/**
 * Planned only where every server's build may use the application, nothing of it is missing that the plan cannot make,
 * and the test can be made: then the test has to show that the application's own token was used.
 */
function removalOf(
  context: PlanContext,
  principal: ServicePrincipal,
  keys: { readonly own: readonly PrincipalKey[]; readonly others: readonly PrincipalKey[] },
  self: Self,
): Action | null {
  const state = hybridState(context);
  const gate = gateOf(context);
  const areReady = serversOfLevel(context, 'yes').length === serversOf(context).length;
  if (state.kind !== 'known' || gate === null || !areReady || !canRewrite(principal.keys))
    return null;
  const read = readRequest(servicePrincipal, { applicationId });
  const facts = (list: readonly PrincipalKey[]): ExpectedFacts => ({
    found: true,
    id: principal.id,
    keys: list.map(keyFact).sort(),
  });
  const kept = keys.others;
  return {
    id: 'shared-principal-keys.remove',
    step: STEP,
    resource: self.id,
    target: 'tenant',
    kind: 'remove',
    operation: {
      kind: 'replace-keys',
      request: patchRequest(
        applicationId,
        keyListBody(
          kept.map((key) => key.key ?? ''),
          kept,
        ),
      ),
      applicationId,
      keep: kept.map((key) => key.thumbprint),
    },
    reason: message('core.reason.remove-shared-keys', {
      application: applicationName(applicationId),
      count: keys.own.length,
    }),
    article: 'dedicated-hybrid-application',
    tags: ['removes-credential', 'cannot-undo', 'needs-tenant-admin'],
    dependsOn: plannedIds(context, hybridApplicationResources),
    gate: withApplication(gate, state.application.appId),
    differences: keys.own.map((key) => ({
      property: 'keyCredentials',
      before: `${key.thumbprint} (${key.endDateTime})`,
      after: '-',
    })),
    read,
    before: facts(principal.keys),
    after: facts(kept),
    undo: { kind: 'none', reason: message('core.undo.shared-keys') },
  };
}

function gateOf(context: PlanContext): Gate | null {
  const { gate } = connectorWanted(context, 'on-premises');
  return gate?.read.read === testToCloud.id ? gate : null;
}

/** A test that passed with the shared principal's own token proves the opposite of what is wanted here. */
function withApplication(gate: Gate, appId: Gate['expect'][string]): Gate {
  return {
    ...gate,
    expect: { ...gate.expect, applicationId: appId },
    title: message('core.gate.hybrid-application'),
  };
}
