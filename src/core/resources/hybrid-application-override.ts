/**
 * The setting that makes the servers use the dedicated hybrid application, last of all, and each server loading it.
 * Source: ConfigureExchangeHybridApplication of CSS-Exchange, with its guards; New-SettingOverride page.
 */
import type { Action } from '../model/action';
import { message } from '../model/message';
import type { ResourceState } from '../model/plan';
import type { SettingOverride } from '../reads/hybrid-application';
import {
  APPLICATION_SECTION,
  DIAGNOSTICS,
  isEnabledOverride,
  settingOverrides,
} from '../reads/hybrid-application';
import { connectors } from '../reads/oauth';
import type { ExchangeServer } from '../reads/organisation';
import { connectorWanted } from './connector-lookup';
import type { PlanContext, Resource, ResourcePlan } from './context';
import { compare, pinned, planned, stateOf, truth } from './context';
import { exchangeOnlineApplicationResource } from './exchange-online-application';
import { hybridKeysPart } from './hybrid-application-keys';
import { hybridBase, hybridPart, hybridTitle } from './hybrid-application-part';
import { hybridAuthServerPart, hybridSharingPart } from './hybrid-application-servers';
import type { HybridApplication } from './hybrid-application-state';
import { HYBRID_ACTIONS, diagnosticsOf, diagnosticsRequest } from './hybrid-application-state';
import { hybridApplicationPart, hybridConsentPart } from './hybrid-application-tenant';
import type { Self } from './oauth-common';
import { lookPinned, pinnedReads, pinnedRequest, plannedIds, serversOf } from './oauth-common';

const COMPONENT = 'Global';
const SECTION = APPLICATION_SECTION;

/** The setting that makes the servers use the application: the part that is forgotten most often. */
export const hybridOverridePart = hybridPart(
  'override',
  (context) => pinnedReads(context, [settingOverrides, connectors]),
  planOverride,
);

function planOverride(
  context: PlanContext,
  _application: HybridApplication,
  self: Self,
): ResourcePlan | ReturnType<typeof lookPinned<SettingOverride[]>>[] {
  const looked = lookPinned(context, settingOverrides);
  if (looked.status !== 'read') return [looked];
  const title = hybridTitle(self);
  const own = looked.value.filter(
    (item) => item.ComponentName === COMPONENT && item.SectionName === SECTION,
  );
  const isOn = own.some(isEnabledOverride);
  const servers = serversOf(context).flatMap((server) => {
    const found = diagnosticsOf(context, server);
    return found === undefined ? [] : [{ server, isUsed: found.usesApplication }];
  });
  const rows = [
    compare(SECTION, 'True', own.length === 0 ? '-' : truth(isOn)),
    ...servers.map(({ server, isUsed }) => compare(server.Name, 'True', truth(isUsed))),
  ];
  const byHand = (key: string): ResourcePlan => ({
    resource: planned(self, title, 'by-hand', rows, { byHand: [message(key)] }),
    actions: [],
    findings: [],
  });
  const refresh = (after: readonly string[]): Action[] =>
    servers.filter(({ isUsed }) => !isUsed).map(({ server }) => refreshServer(server, after, self));
  if (isOn)
    return {
      resource: planned(self, title, stateOf(rows), rows),
      actions: refresh([]),
      findings: [],
    };
  // Somebody decided against it, and two of one section are not told apart by the servers.
  if (own.length > 0) return byHand('core.by-hand.hybrid-override-off');
  // With an application that is not known to be ready the setting would cut the servers off.
  if (RESTS_ON.some((resource) => isOpen(resource.plan(context).resource.state)))
    return { resource: planned(self, title, 'unknown', rows), actions: [], findings: [] };
  const connector = connectorWanted(context, 'on-premises');
  const canConnect = connector.own.length === 1 || connector.discovery !== null;
  // With an organisation relationship alone the setting would cut free/busy off.
  if (connector.looked.status !== 'read' || !canConnect)
    return byHand('core.by-hand.hybrid-override-connector');
  return {
    resource: planned(self, title, 'absent', rows, {
      cannotPreview:
        servers.length === serversOf(context).length
          ? []
          : [message('core.cannot-preview.hybrid-override')],
    }),
    actions: [addOverride(context, self), ...refresh([HYBRID_ACTIONS.override])],
    findings: [],
  };
}

/** Servers load such a setting once an hour; this makes one load it now. */
function refreshServer(server: ExchangeServer, dependsOn: readonly string[], self: Self): Action {
  const [override] = dependsOn;
  const operation: Action['operation'] = {
    kind: 'cmdlet',
    command: {
      name: 'Get-ExchangeDiagnosticInfo',
      parameters: { Server: server.Fqdn, ...DIAGNOSTICS, Argument: 'Refresh' },
    },
  };
  const read = diagnosticsRequest(server);
  return {
    ...hybridBase(`hybrid-application.refresh.${server.Name}`, 'exchange', self),
    kind: 'change',
    operation,
    reason: message('core.reason.hybrid-refresh', { server: server.Name }),
    tags: [],
    dependsOn,
    differences: [{ property: `${server.Name} ${SECTION}`, before: 'False', after: 'True' }],
    read,
    // The server may load it by itself at any moment, and then nothing is wrong.
    before: {},
    after: { usesApplication: true },
    undo:
      override === undefined
        ? { kind: 'none', reason: message('core.undo.hybrid-refresh') }
        : {
            kind: 'operation',
            operation,
            read,
            before: {},
            after: { usesApplication: false },
            follows: override,
          },
  };
}

/** Everything that has to be in place before the servers use the application. */
const RESTS_ON: readonly Resource[] = [
  exchangeOnlineApplicationResource,
  hybridApplicationPart,
  hybridConsentPart,
  hybridKeysPart,
  hybridAuthServerPart,
  hybridSharingPart,
];

/** True where this plan neither finds a thing as it should be nor brings it there. */
function isOpen(state: ResourceState): boolean {
  return state === 'unknown' || state === 'by-hand';
}

function addOverride(context: PlanContext, self: Self): Action {
  const base = hybridBase(HYBRID_ACTIONS.override, 'exchange', self);
  const read = pinnedRequest(context, settingOverrides);
  const fact = (property: string): string => `${COMPONENT}/${SECTION}/${property}`;
  const guid = { from: base.id, property: fact('Guid') };
  return {
    ...base,
    operation: pinned(context, 'New-SettingOverride', {
      Name: 'EnableExchangeHybrid3PAppFeature',
      Component: COMPONENT,
      Section: SECTION,
      Parameters: ['Enabled=true'],
      Reason: 'Dedicated Exchange hybrid application',
    }),
    reason: message('core.reason.hybrid-override'),
    tags: ['interrupts-service'],
    dependsOn: plannedIds(context, RESTS_ON),
    differences: [{ property: SECTION, before: '-', after: 'Enabled=true' }],
    read,
    before: { [fact('count')]: 0 },
    after: { [fact('count')]: 1, [fact('Enabled')]: true },
    undo: {
      kind: 'operation',
      operation: pinned(context, 'Remove-SettingOverride', { Identity: guid, Confirm: false }),
      read,
      before: { [fact('Guid')]: guid },
      after: { [fact('count')]: 0 },
      note: message('core.undo.hybrid-override'),
    },
  };
}
