/** Actions on cloud partner applications. Sources: New-, Set- and Remove-PartnerApplication pages. */
import { applicationName } from '../../shared/applications';
import type { Action } from '../model/action';
import type { FromAction, ParameterValue } from '../model/command';
import type { ExpectedFacts } from '../model/facts';
import { message } from '../model/message';
import type { PartnerApplication } from '../reads/accounts';
import { partnerApplications } from '../reads/accounts';
import { readRequest } from '../reads/definition';
import type { ApplicationWanted } from '../scenarios/recipes';
import type { PlanContext } from './context';
import { pinned } from './context';

/** What the application shall be linked to. `made`: an account that an earlier action makes. */
export type Link =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'account';
      readonly name: string;
      readonly identity: string;
      readonly value: string;
    }
  | {
      readonly kind: 'made';
      readonly name: string;
      readonly identity: FromAction;
      readonly value: FromAction;
      readonly by: string;
    }
  | { readonly kind: 'unavailable' };

/** A link that names an account. */
export type AccountLink = Extract<Link, { kind: 'account' | 'made' }>;

/** The account of a link as shown; '' where there is none. */
export function linkText(link: Link): string {
  return link.kind === 'account' || link.kind === 'made' ? link.name : '';
}

function waitsFor(link: Link): readonly string[] {
  return link.kind === 'made' ? [link.by] : [];
}

/** What every action on an application shares. */
function base(
  context: PlanContext,
  wanted: ApplicationWanted,
  verb: string,
): Pick<Action, 'id' | 'step' | 'resource' | 'target' | 'article' | 'read'> {
  return {
    id: `partner-application.${wanted.key}.${verb}`,
    step: wanted.step ?? 'partner-application',
    resource: `partner-application:${wanted.key}`,
    target: 'exchange',
    article: wanted.article,
    read: readRequest(partnerApplications, { domainController: context.inputs.domainController }),
  };
}

/** Makes an application that is not there, enabled and linked in one command. */
export function createApplication(
  context: PlanContext,
  wanted: ApplicationWanted,
  link: AccountLink | Extract<Link, { kind: 'none' }>,
): Action {
  const common = base(context, wanted, 'create');
  const key = wanted.applicationId;
  const guid = { from: common.id, property: `${key}/Guid` };
  const linked = link.kind !== 'none';
  return {
    ...common,
    kind: 'add',
    operation: pinned(context, 'New-PartnerApplication', {
      Name: wanted.name,
      ApplicationIdentifier: key,
      Enabled: true,
      ...(linked ? { LinkedAccount: link.value } : {}),
    }),
    reason: message('core.reason.create-application', { application: applicationName(key) }),
    departs: message('core.departs.same-domain-controller'),
    tags: [],
    dependsOn: waitsFor(link),
    differences: [
      { property: 'PartnerApplication', before: '-', after: wanted.name },
      { property: 'Enabled', before: '-', after: 'True' },
      ...(linked ? [{ property: 'LinkedAccount', before: '-', after: linkText(link) }] : []),
    ],
    before: { [`${key}/count`]: 0 },
    after: {
      [`${key}/count`]: 1,
      [`${key}/Enabled`]: true,
      ...(linked ? { [`${key}/LinkedAccount`]: link.identity } : {}),
    },
    undo: {
      kind: 'operation',
      operation: pinned(context, 'Remove-PartnerApplication', { Identity: guid, Confirm: false }),
      read: common.read,
      before: { [`${key}/Guid`]: guid },
      after: { [`${key}/count`]: 0 },
    },
  };
}

/** One property of an existing row, addressed by its GUID, with its way back. */
function setProperty(
  context: PlanContext,
  wanted: ApplicationWanted,
  row: PartnerApplication,
  change: {
    readonly verb: string;
    readonly property: 'Enabled' | 'LinkedAccount';
    readonly old: string | boolean;
    readonly send: ParameterValue;
    readonly expect: ExpectedFacts[string];
  },
): Pick<
  Action,
  | 'id'
  | 'step'
  | 'resource'
  | 'target'
  | 'article'
  | 'read'
  | 'kind'
  | 'operation'
  | 'before'
  | 'after'
  | 'undo'
> {
  const common = base(context, wanted, change.verb);
  const key = wanted.applicationId;
  const set = (value: ParameterValue): Action['operation'] =>
    pinned(context, 'Set-PartnerApplication', { Identity: row.Guid, [change.property]: value });
  const state = (value: ExpectedFacts[string]): ExpectedFacts => ({
    [`${key}/Guid`]: row.Guid,
    [`${key}/${change.property}`]: value,
  });
  return {
    ...common,
    kind: 'change',
    operation: set(change.send),
    before: { [`${key}/count`]: 1, ...state(change.old) },
    after: state(change.expect),
    undo: {
      kind: 'operation',
      operation: set(change.old),
      read: common.read,
      before: state(change.expect),
      after: state(change.old),
    },
  };
}

/** Linking anew changes with whose rights the service works at this moment, so it has its own consent. */
export function linkApplication(
  context: PlanContext,
  wanted: ApplicationWanted,
  row: PartnerApplication,
  link: AccountLink,
): Action {
  const anew = row.LinkedAccount !== '';
  const args = {
    application: applicationName(wanted.applicationId),
    account: linkText(link),
    found: row.LinkedAccount,
  };
  return {
    ...setProperty(context, wanted, row, {
      verb: 'link',
      property: 'LinkedAccount',
      old: row.LinkedAccount,
      send: link.value,
      expect: link.identity,
    }),
    reason: message(anew ? 'core.reason.relink-application' : 'core.reason.link-application', args),
    tags: anew ? ['interrupts-service'] : [],
    dependsOn: waitsFor(link),
    differences: [
      { property: 'LinkedAccount', before: anew ? row.LinkedAccount : '-', after: linkText(link) },
    ],
  };
}

/** Enabled after linking: an application is never switched on for an account it should not have. */
export function enableApplication(
  context: PlanContext,
  wanted: ApplicationWanted,
  row: PartnerApplication,
  dependsOn: readonly string[],
): Action {
  return {
    ...setProperty(context, wanted, row, {
      verb: 'enable',
      property: 'Enabled',
      old: false,
      send: true,
      expect: true,
    }),
    reason: message('core.reason.enable-application', {
      application: applicationName(wanted.applicationId),
      name: row.Name,
    }),
    tags: [],
    dependsOn,
    differences: [{ property: 'Enabled', before: 'False', after: 'True' }],
  };
}
