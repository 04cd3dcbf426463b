/**
 * The partner application of Exchange Online. Exchange Setup makes it together with its account; here it is enabled, and
 * linked to that account where the link is gone. Nothing is renamed, and no account of that name is ever made: the next
 * Setup would stop at it. Sources: the OAuth page of Exchange; Set-PartnerApplication page.
 */
import { APPLICATIONS, applicationName } from '../../shared/applications';
import type { Action, Finding } from '../model/action';
import { message } from '../model/message';
import type { PartnerApplication, User } from '../reads/accounts';
import { isCloudApplication, partnerApplications, user } from '../reads/accounts';
import { readRequest } from '../reads/definition';
import type { ApplicationWanted } from '../scenarios/recipes';
import type { PlanContext, Resource, ResourcePlan } from './context';
import { compare, compared, look, planned, stateOf, truth } from './context';
import type { Self } from './oauth-common';
import { STEP, finding, lookPinned, pinnedReads, selfOf, unread } from './oauth-common';
import {
  createApplication,
  enableApplication,
  linkApplication,
} from './partner-application-actions';
import type { AccountLink } from './partner-application-actions';

/** The account that Setup makes for it. */
export const EXCHANGE_ONLINE_ACCOUNT = 'Exchange Online-ApplicationAccount';

const WANTED: ApplicationWanted = {
  key: 'exchangeOnline',
  applicationId: APPLICATIONS.exchangeOnline,
  name: 'Exchange Online',
  account: null,
  article: 'oauth-exchange',
  step: STEP,
};

/** The Exchange Online partner application: there once, enabled and linked. */
export const exchangeOnlineApplicationResource: Resource = {
  ...selfOf('partner-application:exchangeOnline'),
  reads: (context) => [
    ...pinnedReads(context, [partnerApplications]),
    ...(context.inputs.domainController === '' ? [] : [accountRequest(context)]),
  ],
  plan: planApplication,
};

function accountRequest(context: PlanContext): ReturnType<typeof readRequest> {
  const { domainController } = context.inputs;
  return readRequest(user, { identity: EXCHANGE_ONLINE_ACCOUNT, domainController });
}

function planApplication(context: PlanContext): ResourcePlan {
  const self = selfOf('partner-application:exchangeOnline');
  const title = message('core.resource.exchange-online-application');
  const looked = lookPinned(context, partnerApplications);
  if (looked.status !== 'read') return unread(self, title, 'Exchange Online Enabled', [looked]);
  const rows = looked.value.filter(
    (item) =>
      isCloudApplication(item) &&
      item.ApplicationIdentifier.toLowerCase() === APPLICATIONS.exchangeOnline,
  );
  const [row, ...others] = rows;
  if (others.length > 0) return duplicated(rows.length, self, title);
  const link = accountLink(context);
  return row === undefined
    ? absent(context, link, self, title)
    : existing(context, row, link, self, title);
}

/** Setup's account, where it is there. */
function accountLink(context: PlanContext): AccountLink | null {
  const { domainController } = context.inputs;
  const looked = look(context, user, { identity: EXCHANGE_ONLINE_ACCOUNT, domainController });
  const found: User | null = looked.status === 'read' ? looked.value : null;
  if (found === null) return null;
  const { Identity, DistinguishedName } = found;
  return { kind: 'account', name: Identity, identity: Identity, value: DistinguishedName };
}

function duplicated(count: number, self: Self, title: ReturnType<typeof message>): ResourcePlan {
  const what = applicationName(APPLICATIONS.exchangeOnline);
  const byHand = [message('core.by-hand.duplicate-application', { application: what, count })];
  const rows = [compare('Exchange Online Count', '1', String(count))];
  return {
    resource: planned(self, title, 'by-hand', rows, { byHand }),
    actions: [],
    findings: [finding(self, 'HX-DUP', { what, count })],
  };
}

/** It is made only linked: without its account it would let nobody in, and Setup repairs both. */
function absent(
  context: PlanContext,
  link: AccountLink | null,
  self: Self,
  title: ReturnType<typeof message>,
): ResourcePlan {
  const rows = [compare('Exchange Online Enabled', 'True', '-')];
  if (link === null) {
    const byHand = [
      message('core.by-hand.exchange-online-account', { name: EXCHANGE_ONLINE_ACCOUNT }),
    ];
    return {
      resource: planned(self, title, 'by-hand', rows, { byHand }),
      actions: [],
      findings: [unlinked(self)],
    };
  }
  return {
    resource: planned(self, title, 'absent', rows),
    actions: [createApplication(context, WANTED, link)],
    findings: [],
  };
}

function unlinked(self: Self): Finding {
  return finding(self, 'HX-NOLINK', { application: applicationName(APPLICATIONS.exchangeOnline) });
}

function existing(
  context: PlanContext,
  row: PartnerApplication,
  link: AccountLink | null,
  self: Self,
  title: ReturnType<typeof message>,
): ResourcePlan {
  const isLinked = row.LinkedAccount !== '';
  const rows = [
    compare('Exchange Online Enabled', 'True', truth(row.Enabled)),
    compared('Exchange Online LinkedAccount', '*', isLinked ? row.LinkedAccount : '-', isLinked),
  ];
  const actions: Action[] = [];
  if (!isLinked && link !== null) actions.push(linkApplication(context, WANTED, row, link));
  const linking = actions.map((item) => item.id);
  if (!row.Enabled) actions.push(enableApplication(context, WANTED, row, linking));
  const byHand =
    !isLinked && link === null
      ? [message('core.by-hand.exchange-online-account', { name: EXCHANGE_ONLINE_ACCOUNT })]
      : [];
  return {
    resource: planned(self, title, byHand.length > 0 ? 'by-hand' : stateOf(rows), rows, { byHand }),
    actions,
    findings: isLinked ? [] : [unlinked(self)],
  };
}
