/**
 * Intra-organisation connectors. An enabled connector leaves Exchange no way back to the organisation relationship when
 * OAuth fails, so each is made switched off and switched on last, once its direction has passed its test.
 * Sources: New- and Set-IntraOrganizationConnector pages; the OAuth page of Exchange.
 */
import { renderCmdlet } from '../commands/render';
import type { Action } from '../model/action';
import type { Operation, ParameterValue } from '../model/command';
import { message } from '../model/message';
import type { MessageRef } from '../model/message';
import type { Comparison } from '../model/plan';
import { readRequest } from '../reads/definition';
import type { Connector } from '../reads/oauth';
import { connectorFact, connectors, onlineConnectors } from '../reads/oauth';
import { acceptedDomains } from '../reads/organisation';
import { tenantOrganization } from '../reads/tenant';
import { webServicesDirectories } from '../reads/web-services';
import { authServerResource } from './auth-servers';
import type { ConnectorWanted, Side } from './connector-lookup';
import { connectorWanted, mailboxRequest } from './connector-lookup';
import type { PlanContext, Proving, Resource, ResourcePlan } from './context';
import { compare, compared, pinned, planned, stateOf, truth } from './context';
import { exchangeOnlineApplicationResource } from './exchange-online-application';
import { hybridApplicationResources } from './hybrid-application';
import type { Self } from './oauth-common';
import {
  STEP,
  finding,
  freeName,
  pinnedReads,
  plannedIds,
  readFailures,
  selfOf,
} from './oauth-common';
import { principalNamesResource } from './principal-names';
import { autodiscoverOAuthResource, webServicesOAuthResource } from './virtual-directories';

/** What each direction rests on: its test cannot pass before these are done. */
const RESTS_ON: Readonly<Record<Side, readonly Resource[]>> = {
  'on-premises': [
    authServerResource('MicrosoftACS'),
    authServerResource('AzureAD'),
    exchangeOnlineApplicationResource,
    ...hybridApplicationResources,
  ],
  online: [
    authServerResource('MicrosoftACS'),
    authServerResource('AzureAD'),
    exchangeOnlineApplicationResource,
    principalNamesResource,
    webServicesOAuthResource,
    autodiscoverOAuthResource,
  ],
};

/** The connector of one side to the other. */
export function connectorResource(side: Side): Resource {
  const self = selfOf(`connector:${side}`);
  return {
    ...self,
    reads: (context) => [
      readRequest(tenantOrganization),
      readRequest(acceptedDomains),
      ...pinnedReads(context, [webServicesDirectories]),
      ...(side === 'on-premises'
        ? pinnedReads(context, [connectors])
        : [readRequest(onlineConnectors)]),
      ...(context.inputs.verifiedDomain === '' ? [] : [mailboxRequest(context, side)]),
    ],
    plan: (context) => planConnector(context, connectorWanted(context, side), self),
    proofs: (context) => proofsOf(connectorWanted(context, side), self),
  };
}

/** The test of a direction, once both sides of it are known. */
function proofsOf(wanted: ConnectorWanted, self: Self): readonly Proving[] {
  if (wanted.gate === null || wanted.looked.status === 'missing') return [];
  const { read, expect, title } = wanted.gate;
  return [{ resource: self.id, step: STEP, title, read, expect }];
}

function planConnector(context: PlanContext, wanted: ConnectorWanted, self: Self): ResourcePlan {
  const title = message(`core.resource.connector-${wanted.side}`);
  const { looked, own } = wanted;
  if (looked.status !== 'read') return notReached(context, wanted, self, title);
  const rows = rowsOf(wanted);
  const open = [finding(self, 'HX-OAUTH', { what: wanted.name })];
  const byHand = (text: MessageRef, findings: ResourcePlan['findings'] = open): ResourcePlan => ({
    resource: planned(self, title, 'by-hand', rows, { byHand: [text] }),
    actions: [],
    findings,
  });
  const [found, ...others] = own;
  if (others.length > 0) {
    const args = { what: wanted.domains.join(', '), count: own.length };
    return byHand(message('core.by-hand.duplicate-connector', args), [
      finding(self, 'HX-DUP', args),
    ]);
  }
  if (found !== undefined && (found.Enabled || isAgent(found)))
    return { resource: planned(self, title, stateOf(rows), rows), actions: [], findings: [] };
  if (wanted.gate === null || wanted.discovery === null || wanted.domain === '')
    return byHand(message('core.by-hand.connector-address'));
  const made = found === undefined ? createConnector(context, wanted, self) : null;
  const actions = [...(made === null ? [] : [made]), enableConnector(context, wanted, found, self)];
  return {
    resource: planned(self, title, made === null ? 'differs' : 'absent', rows, {
      cannotPreview: [message(`core.cannot-preview.connector-${wanted.side}`)],
    }),
    actions,
    findings: [],
  };
}

/** A modern hybrid reaches the servers through Microsoft's agent; its connector is the wizard's alone. */
function isAgent(found: Connector): boolean {
  return found.DiscoveryEndpoint.toLowerCase().includes('.msappproxy.net');
}

function rowsOf(wanted: ConnectorWanted): Comparison[] {
  const expected = wanted.domains.join(', ');
  const { own } = wanted;
  if (own.length === 0) return [compare('TargetAddressDomains', expected, '-')];
  const found = own.flatMap((item) => item.TargetAddressDomains).join(', ');
  return [
    compared('TargetAddressDomains', expected, found, own.length === 1),
    compare('Connector Enabled', 'True', truth(own.some((item) => item.Enabled))),
  ];
}

/** Without the other side's shell its commands are told exactly, for whoever reaches it. */
function notReached(
  context: PlanContext,
  wanted: ConnectorWanted,
  self: Self,
  title: MessageRef,
): ResourcePlan {
  const rows = [compare('TargetAddressDomains', wanted.domains.join(', '), undefined)];
  const findings = readFailures(self, [wanted.looked]);
  const isTold = wanted.side === 'online' && wanted.looked.status === 'not-read';
  if (!isTold || wanted.discovery === null || wanted.domains.length === 0)
    return { resource: planned(self, title, 'unknown', rows), actions: [], findings };
  const byHand = [
    message('core.by-hand.online-connector', {
      command: commandText(createOperation(context, wanted)),
      domains: wanted.domains.join(', '),
    }),
  ];
  return { resource: planned(self, title, 'by-hand', rows, { byHand }), actions: [], findings };
}

function commandText(operation: Operation): string {
  return operation.kind === 'cmdlet' ? renderCmdlet(operation.command) : '';
}

/** On premises every change is pinned to the domain controller; Exchange Online has none to name. */
function operationOn(
  context: PlanContext,
  side: Side,
  name: string,
  parameters: Readonly<Record<string, ParameterValue>>,
): Operation {
  return side === 'on-premises'
    ? pinned(context, name, parameters)
    : { kind: 'cmdlet', command: { name, parameters } };
}

function base(
  wanted: ConnectorWanted,
  verb: string,
  self: Self,
): Pick<Action, 'id' | 'step' | 'resource' | 'target' | 'article' | 'read' | 'tags'> {
  return {
    id: `connector.${wanted.side}.${verb}`,
    step: STEP,
    resource: self.id,
    target: wanted.side === 'on-premises' ? 'exchange' : 'online',
    article: 'oauth-exchange',
    read: wanted.read,
    tags: [],
  };
}

function createOperation(context: PlanContext, wanted: ConnectorWanted): Operation {
  const taken = wanted.looked.status === 'read' ? wanted.looked.value.map((item) => item.Name) : [];
  return operationOn(context, wanted.side, 'New-IntraOrganizationConnector', {
    Name: freeName(wanted.name, `${wanted.name} - ${context.tenantId}`, taken),
    DiscoveryEndpoint: wanted.discovery ?? '',
    TargetAddressDomains: wanted.domains,
    Enabled: false,
  });
}

function createConnector(context: PlanContext, wanted: ConnectorWanted, self: Self): Action {
  const common = base(wanted, 'create', self);
  const at = (property: string): string => connectorFact(wanted.domain, property);
  const guid = { from: common.id, property: at('Guid') };
  return {
    ...common,
    kind: 'add',
    operation: createOperation(context, wanted),
    reason: message(`core.reason.create-connector-${wanted.side}`),
    departs: message('core.departs.connector'),
    dependsOn: [],
    differences: [
      { property: 'TargetAddressDomains', before: '-', after: wanted.domains.join(', ') },
      { property: 'DiscoveryEndpoint', before: '-', after: wanted.discovery ?? '' },
      { property: 'Enabled', before: '-', after: 'False' },
    ],
    before: { [at('count')]: 0 },
    after: { [at('count')]: 1, [at('Enabled')]: false },
    undo: {
      kind: 'operation',
      operation: operationOn(context, wanted.side, 'Remove-IntraOrganizationConnector', {
        Identity: guid,
        Confirm: false,
      }),
      read: common.read,
      before: { [at('Guid')]: guid },
      after: { [at('count')]: 0 },
    },
  };
}

/** Last of all, and only once its direction has passed: until then mail goes on as before. */
function enableConnector(
  context: PlanContext,
  wanted: ConnectorWanted,
  found: Connector | undefined,
  self: Self,
): Action {
  const common = base(wanted, 'enable', self);
  const at = (property: string): string => connectorFact(factDomain(wanted, found), property);
  const create = `connector.${wanted.side}.create`;
  const guid = found?.Guid ?? { from: create, property: at('Guid') };
  const set = (Enabled: boolean): Operation =>
    operationOn(context, wanted.side, 'Set-IntraOrganizationConnector', {
      Identity: guid,
      Enabled,
    });
  const state = (enabled: boolean): Action['before'] => ({
    [at('Guid')]: guid,
    [at('Enabled')]: enabled,
  });
  return {
    ...common,
    kind: 'change',
    operation: set(true),
    reason: message(`core.reason.enable-connector-${wanted.side}`),
    dependsOn: [
      ...(found === undefined ? [create] : []),
      ...plannedIds(context, RESTS_ON[wanted.side]),
    ],
    ...(wanted.gate === null ? {} : { gate: wanted.gate }),
    differences: [{ property: 'Enabled', before: 'False', after: 'True' }],
    before: state(false),
    after: state(true),
    undo: {
      kind: 'operation',
      operation: set(false),
      read: common.read,
      before: state(true),
      after: state(false),
    },
  };
}

/** A connector that is there may lead to other domains than the one that tells a new one. */
function factDomain(wanted: ConnectorWanted, found: Connector | undefined): string {
  const domains = found?.TargetAddressDomains.map((name) => name.toLowerCase()) ?? [];
  return (
    domains.find((name) => name === wanted.domain || wanted.domains.includes(name)) ?? wanted.domain
  );
}
