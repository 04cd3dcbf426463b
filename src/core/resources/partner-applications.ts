/** Cloud partner applications. Sources: New-/Set-/Remove-PartnerApplication pages; article 001 step 3 and its 2025 successor. */
import { applicationName } from '../../shared/applications';
import type { Action, Finding } from '../model/action';
import type { FromAction, Operation } from '../model/command';
import { message } from '../model/message';
import type { PartnerApplication } from '../reads/accounts';
import { isCloudApplication, partnerApplications } from '../reads/accounts';
import { readRequest } from '../reads/definition';
import type { AccountWanted, ApplicationWanted } from '../scenarios/recipes';
import { accountReads, createActionId, lookUpAccount } from './account-lookup';
import type { PlanContext, Resource, ResourcePlan } from './context';
import { compare, findingOf, look, planned, stateOf, truth } from './context';

const STEP = 'partner-application' as const;
type Self = { readonly id: string; readonly step: typeof STEP };

/** What the application shall be linked to. */
type Link =
  | { readonly kind: 'none' }
  | { readonly kind: 'account'; readonly identity: string; readonly value: string; readonly dependsOn: readonly string[] }
  | { readonly kind: 'made'; readonly name: string; readonly value: FromAction; readonly shown: FromAction; readonly dependsOn: readonly string[] }
  | { readonly kind: 'unavailable' };

/** The resource of one partner application. */
export function partnerApplicationResource(wanted: ApplicationWanted, account: AccountWanted | null): Resource {
  const self: Self = { id: `partner-application:${wanted.key}`, step: STEP };
  return {
    ...self,
    reads: (context) => {
      const { domainController } = context.inputs;
      if (domainController === '') return [];
      return [readRequest(partnerApplications, { domainController }), ...(account === null ? [] : accountReads(context, account))];
    },
    plan: (context) => planApplication(context, wanted, account, self),
  };
}

function planApplication(context: PlanContext, wanted: ApplicationWanted, account: AccountWanted | null, self: Self): ResourcePlan {
  const { domainController } = context.inputs;
  const title = message('core.resource.partner-application', { application: applicationName(wanted.applicationId), id: wanted.applicationId });
  const looked = look(context, partnerApplications, { domainController });
  if (looked.status !== 'read') {
    const findings = looked.status === 'not-read' ? [findingOf(looked.error, STEP, self.id, 'blocking')] : [];
    return { resource: planned(self, title, 'unknown', [compare('ApplicationIdentifier', wanted.applicationId, undefined)]), actions: [], findings };
  }
  const rows = looked.value.filter((item) => isCloudApplication(item) && item.ApplicationIdentifier.toLowerCase() === wanted.applicationId);
  const [row, ...others] = rows;
  if (others.length > 0) return duplicated(rows.length, wanted, self, title);
  const link = linkFor(context, account);
  return row === undefined
    ? absentApplication(context, wanted, link, self, title)
    : existingApplication(context, wanted, row, link, self, title);
}

function duplicated(count: number, wanted: ApplicationWanted, self: Self, title: ReturnType<typeof message>): ResourcePlan {
  const what = applicationName(wanted.applicationId);
  const finding: Finding = { code: 'HX-DUP', args: { what, count }, severity: 'blocking', step: STEP, resource: self.id };
  const byHand = [message('core.by-hand.duplicate-application', { application: what, count })];
  return { resource: planned(self, title, 'by-hand', [compare('Count', '1', String(count))], { byHand }), actions: [], findings: [finding] };
}

function linkFor(context: PlanContext, account: AccountWanted | null): Link {
  if (account === null) return { kind: 'none' };
  const found = lookUpAccount(context, account);
  switch (found.account.status) {
    case 'present':
      return { kind: 'account', identity: found.account.identity, value: found.account.distinguishedName, dependsOn: [] };
    case 'absent': {
      const create = createActionId(account);
      return {
        kind: 'made',
        name: found.name,
        value: { from: create, property: 'DistinguishedName' },
        shown: { from: create, property: 'Identity' },
        dependsOn: [create],
      };
    }
    case 'taken':
    case 'unknown':
      return { kind: 'unavailable' };
  }
}

function absentApplication(
  context: PlanContext,
  wanted: ApplicationWanted,
  link: Link,
  self: Self,
  title: ReturnType<typeof message>,
): ResourcePlan {
  const rows = [compare('Enabled', 'True', '-'), ...(link.kind === 'none' ? [] : [compare('LinkedAccount', linkText(link), '-')])];
  if (link.kind === 'unavailable') {
    const byHand = [message('core.by-hand.waits-for-account', { name: applicationName(wanted.applicationId) })];
    return { resource: planned(self, title, 'by-hand', rows, { byHand }), actions: [], findings: [] };
  }
  return { resource: planned(self, title, 'absent', rows), actions: [create(context, wanted, link, self)], findings: [] };
}

function linkText(link: Link): string {
  switch (link.kind) {
    case 'account':
      return link.identity;
    case 'made':
      return link.name;
    case 'none':
    case 'unavailable':
      return '';
  }
}

function create(context: PlanContext, wanted: ApplicationWanted, link: Exclude<Link, { kind: 'unavailable' }>, self: Self): Action {
  const { domainController } = context.inputs;
  const id = `partner-application.${wanted.key}.create`;
  const read = readRequest(partnerApplications, { domainController });
  const key = wanted.applicationId;
  const guid = { from: id, property: `${key}/Guid` };
  const linkParameter = link.kind === 'none' ? {} : { LinkedAccount: link.value };
  const linkAfter = link.kind === 'none' ? {} : { [`${key}/LinkedAccount`]: link.kind === 'made' ? link.shown : link.identity };
  return {
    id,
    step: STEP,
    resource: self.id,
    target: 'exchange',
    kind: 'add',
    operation: {
      kind: 'cmdlet',
      command: {
        name: 'New-PartnerApplication',
        parameters: { Name: wanted.name, ApplicationIdentifier: key, Enabled: true, ...linkParameter, DomainController: domainController },
      },
    },
    reason: message('core.reason.create-application', { application: applicationName(key) }),
    article: wanted.article,
    departs: message('core.departs.same-domain-controller'),
    tags: [],
    dependsOn: link.kind === 'none' ? [] : link.dependsOn,
    differences: [
      { property: 'PartnerApplication', before: '-', after: wanted.name },
      { property: 'Enabled', before: '-', after: 'True' },
      ...(link.kind === 'none' ? [] : [{ property: 'LinkedAccount', before: '-', after: linkText(link) }]),
    ],
    read,
    before: { [`${key}/count`]: 0 },
    after: { [`${key}/count`]: 1, [`${key}/Enabled`]: true, ...linkAfter },
    undo: {
      kind: 'operation',
      operation: {
        kind: 'cmdlet',
        command: { name: 'Remove-PartnerApplication', parameters: { Identity: guid, Confirm: false, DomainController: domainController } },
      },
      read,
      before: { [`${key}/Guid`]: guid },
      after: { [`${key}/count`]: 0 },
    },
  };
}

function existingApplication(
  context: PlanContext,
  wanted: ApplicationWanted,
  row: PartnerApplication,
  link: Link,
  self: Self,
  title: ReturnType<typeof message>,
): ResourcePlan {
  const rows = [compare('Enabled', 'True', truth(row.Enabled))];
  const actions: Action[] = [];
  const findings: Finding[] = [];
  if (link.kind === 'account' || link.kind === 'made') {
    rows.push(compare('LinkedAccount', linkText(link), row.LinkedAccount === '' ? '-' : row.LinkedAccount));
    if (row.LinkedAccount === '') {
      findings.push({ code: 'HX-NOLINK', args: { application: applicationName(wanted.applicationId) }, severity: 'warning', step: STEP, resource: self.id });
    }
    if (link.kind === 'made' || link.identity.toLowerCase() !== row.LinkedAccount.toLowerCase()) {
      actions.push(setLink(context, wanted, row, link, self));
    }
  } else if (link.kind === 'unavailable') {
    rows.push(compare('LinkedAccount', '', undefined));
  }
  if (!row.Enabled) actions.push(enable(context, wanted, row, self, actions.map((item) => item.id)));
  return { resource: planned(self, title, stateOf(rows), rows), actions, findings };
}

/** Set-PartnerApplication on one row, addressed by its GUID, pinned. */
function setOperation(context: PlanContext, guid: string, parameters: Record<string, string | boolean | FromAction>): Operation {
  return {
    kind: 'cmdlet',
    command: {
      name: 'Set-PartnerApplication',
      parameters: { Identity: guid, ...parameters, DomainController: context.inputs.domainController },
    },
  };
}

/** Linking anew changes with whose rights the service works at this moment, so it has its own consent. */
function setLink(
  context: PlanContext,
  wanted: ApplicationWanted,
  row: PartnerApplication,
  link: Extract<Link, { kind: 'account' | 'made' }>,
  self: Self,
): Action {
  const key = wanted.applicationId;
  const read = readRequest(partnerApplications, { domainController: context.inputs.domainController });
  const after = { [`${key}/Guid`]: row.Guid, [`${key}/LinkedAccount`]: link.kind === 'made' ? link.shown : link.identity };
  return {
    id: `partner-application.${wanted.key}.link`,
    step: STEP,
    resource: self.id,
    target: 'exchange',
    kind: 'change',
    operation: setOperation(context, row.Guid, { LinkedAccount: link.value }),
    reason: message(row.LinkedAccount === '' ? 'core.reason.link-application' : 'core.reason.relink-application', {
      application: applicationName(key),
      account: linkText(link),
      found: row.LinkedAccount,
    }),
    article: wanted.article,
    tags: row.LinkedAccount === '' ? [] : ['interrupts-service'],
    dependsOn: link.dependsOn,
    differences: [{ property: 'LinkedAccount', before: row.LinkedAccount === '' ? '-' : row.LinkedAccount, after: linkText(link) }],
    read,
    before: { [`${key}/count`]: 1, [`${key}/Guid`]: row.Guid, [`${key}/LinkedAccount`]: row.LinkedAccount },
    after,
    undo:
      row.LinkedAccount === ''
        ? {
            kind: 'operation',
            operation: setOperation(context, row.Guid, { LinkedAccount: '' }),
            read,
            before: after,
            after: { [`${key}/LinkedAccount`]: '' },
          }
        : {
            kind: 'operation',
            operation: setOperation(context, row.Guid, { LinkedAccount: row.LinkedAccount }),
            read,
            before: after,
            after: { [`${key}/LinkedAccount`]: row.LinkedAccount },
          },
  };
}

/** Enabled after linking: an application is never switched on for an account it should not have. */
function enable(context: PlanContext, wanted: ApplicationWanted, row: PartnerApplication, self: Self, dependsOn: readonly string[]): Action {
  const key = wanted.applicationId;
  const read = readRequest(partnerApplications, { domainController: context.inputs.domainController });
  const state = (enabled: boolean): Record<string, string | boolean> => ({ [`${key}/Guid`]: row.Guid, [`${key}/Enabled`]: enabled });
  return {
    id: `partner-application.${wanted.key}.enable`,
    step: STEP,
    resource: self.id,
    target: 'exchange',
    kind: 'change',
    operation: setOperation(context, row.Guid, { Enabled: true }),
    reason: message('core.reason.enable-application', { application: applicationName(key), name: row.Name }),
    article: wanted.article,
    tags: [],
    dependsOn,
    differences: [{ property: 'Enabled', before: 'False', after: 'True' }],
    read,
    before: { [`${key}/count`]: 1, ...state(false) },
    after: state(true),
    undo: { kind: 'operation', operation: setOperation(context, row.Guid, { Enabled: false }), read, before: state(true), after: state(false) },
  };
}
