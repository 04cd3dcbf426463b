/**
 * The organisation's switches of Exchange Web Services. Teams reads calendars through EWS: one switch stops it for
 * everybody, and an allow list has to name the scheduling service. Sources: Set-OrganizationConfig page; Microsoft's
 * article on Teams and Exchange interaction issues.
 */
import type { Action, Finding } from '../model/action';
import type { MessageRef } from '../model/message';
import { message } from '../model/message';
import type { Comparison } from '../model/plan';
import type { OrganisationConfig } from '../reads/web-services';
import { organisationConfig } from '../reads/web-services';
import { sortedNames } from '../reads/oauth';
import type { PlanContext, Resource, ResourcePlan } from './context';
import { compared, pinned, planned, stateOf } from './context';
import type { Self } from './oauth-common';
import {
  STEP,
  finding,
  lookPinned,
  pinnedReads,
  pinnedRequest,
  selfOf,
  unread,
} from './oauth-common';

/** The user agent that the article says an allow list must hold. */
const SCHEDULING = '*SchedulingService*';

/** EWS on the whole organisation. */
export const webServicesAccessResource: Resource = {
  ...selfOf('web-services-access'),
  reads: (context) => pinnedReads(context, [organisationConfig]),
  plan: planAccess,
};

function planAccess(context: PlanContext): ResourcePlan {
  const self = selfOf('web-services-access');
  const title = message('core.resource.web-services-access');
  const looked = lookPinned(context, organisationConfig);
  if (looked.status !== 'read' || looked.value === null)
    return unread(self, title, 'EwsEnabled', [looked]);
  const { EwsEnabled, EwsApplicationAccessPolicy, EwsAllowList, EwsBlockList } = looked.value;
  const isOff = EwsEnabled === false;
  const lacks = EwsApplicationAccessPolicy === 'EnforceAllowList' && !names(EwsAllowList);
  const blocks = EwsApplicationAccessPolicy === 'EnforceBlockList' && names(EwsBlockList);
  const rows: Comparison[] = [
    compared('EwsEnabled', '-, True', EwsEnabled === null ? '-' : isOff ? 'False' : 'True', !isOff),
    listRow(looked.value, lacks, blocks),
  ];
  const byHand: MessageRef[] = [
    ...(isOff ? [message('core.by-hand.ews-disabled')] : []),
    ...(blocks ? [message('core.by-hand.ews-blocked', { agent: SCHEDULING })] : []),
  ];
  const findings: Finding[] = isOff || lacks || blocks ? [finding(self, 'HX-EWS', {})] : [];
  const state = byHand.length > 0 ? 'by-hand' : stateOf(rows);
  return {
    resource: planned(self, title, state, rows, { byHand }),
    actions: lacks ? [allowScheduling(context, looked.value, self)] : [],
    findings,
  };
}

function names(list: readonly string[]): boolean {
  return list.some((item) => item.toLowerCase() === SCHEDULING.toLowerCase());
}

function listRow(config: OrganisationConfig, lacks: boolean, blocks: boolean): Comparison {
  const policy = config.EwsApplicationAccessPolicy;
  const list = policy === 'EnforceAllowList' ? config.EwsAllowList : config.EwsBlockList;
  if (policy === '') return compared('EwsApplicationAccessPolicy', '-', '-', true);
  const expected = policy === 'EnforceAllowList' ? SCHEDULING : `- ${SCHEDULING}`;
  return compared(policy, expected, list.length === 0 ? '-' : list.join(', '), !lacks && !blocks);
}

function allowScheduling(context: PlanContext, config: OrganisationConfig, self: Self): Action {
  const read = pinnedRequest(context, organisationConfig);
  const after = [...config.EwsAllowList, SCHEDULING];
  const set = (EwsAllowList: readonly string[]): Action['operation'] =>
    pinned(context, 'Set-OrganizationConfig', { EwsAllowList });
  const state = (list: readonly string[]): Action['before'] => ({
    EwsApplicationAccessPolicy: 'EnforceAllowList',
    EwsAllowList: sortedNames(list),
  });
  return {
    id: 'web-services-access.allow',
    step: STEP,
    resource: self.id,
    target: 'exchange',
    kind: 'change',
    operation: set(after),
    reason: message('core.reason.allow-scheduling', { agent: SCHEDULING }),
    article: 'teams-2025',
    tags: [],
    dependsOn: [],
    differences: [
      {
        property: 'EwsAllowList',
        before: config.EwsAllowList.length === 0 ? '-' : config.EwsAllowList.join(', '),
        after: after.join(', '),
      },
    ],
    read,
    before: state(config.EwsAllowList),
    after: state(after),
    undo: {
      kind: 'operation',
      operation: set(config.EwsAllowList),
      read,
      before: state(after),
      after: state(config.EwsAllowList),
    },
  };
}
