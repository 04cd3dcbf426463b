/** Cloud partner applications. Sources: New-/Set-/Remove-PartnerApplication pages; article 001 step 3 and its 2025 successor. */
import { APPLICATIONS, applicationName } from '../../shared/applications';
import type { Action, Finding } from '../model/action';
import { message } from '../model/message';
import type { PartnerApplication } from '../reads/accounts';
import { isCloudApplication, partnerApplications } from '../reads/accounts';
import { readRequest } from '../reads/definition';
import type { AccountWanted, ApplicationWanted } from '../scenarios/recipes';
import { accountReads, createActionId, lookUpAccount } from './account-lookup';
import type { PlanContext, Resource, ResourcePlan } from './context';
import { compare, findingOf, look, planned, stateOf, truth } from './context';
import type { Link } from './partner-application-actions';
import {
  createApplication,
  enableApplication,
  linkApplication,
  linkText,
} from './partner-application-actions';

const STEP = 'partner-application' as const;
type Self = { readonly id: string; readonly step: typeof STEP };

/** The resource of one partner application. */
export function partnerApplicationResource(
  wanted: ApplicationWanted,
  account: AccountWanted | null,
): Resource {
  const self: Self = { id: `partner-application:${wanted.key}`, step: STEP };
  return {
    ...self,
    reads: (context) => {
      const { domainController } = context.inputs;
      if (domainController === '') return [];
      return [
        readRequest(partnerApplications, { domainController }),
        ...(account === null ? [] : accountReads(context, account)),
      ];
    },
    plan: (context) => planApplication(context, wanted, account, self),
  };
}

function planApplication(
  context: PlanContext,
  wanted: ApplicationWanted,
  account: AccountWanted | null,
  self: Self,
): ResourcePlan {
  const { domainController } = context.inputs;
  const title = message('core.resource.partner-application', {
    application: applicationName(wanted.applicationId),
    id: wanted.applicationId,
  });
  const looked = look(context, partnerApplications, { domainController });
  if (looked.status !== 'read') {
    const findings =
      looked.status === 'not-read' ? [findingOf(looked.error, STEP, self.id, 'blocking')] : [];
    return {
      resource: planned(self, title, 'unknown', [
        compare('ApplicationIdentifier', wanted.applicationId, undefined),
      ]),
      actions: [],
      findings,
    };
  }
  const rows = looked.value.filter(
    (item) =>
      isCloudApplication(item) && item.ApplicationIdentifier.toLowerCase() === wanted.applicationId,
  );
  const [row, ...others] = rows;
  if (others.length > 0) return duplicated(rows.length, wanted, self, title);
  const link = linkFor(context, account);
  const result =
    row === undefined
      ? absentApplication(context, wanted, link, self, title)
      : existingApplication(context, wanted, row, link, self, title);
  return {
    ...result,
    findings: [...result.findings, ...legacyFinding(context, wanted, looked.value, self)],
  };
}

/** The applications that stand in for the classic one since June 2025. */
const SUCCESSORS: readonly string[] = [APPLICATIONS.teamsScheduler, APPLICATIONS.cloudVoicemail];

/** A recipe that sets up the classic application alone, while none of its successors is enabled, is told so. */
function legacyFinding(
  context: PlanContext,
  wanted: ApplicationWanted,
  all: readonly PartnerApplication[],
  self: Self,
): Finding[] {
  const classic = wanted.applicationId === APPLICATIONS.skypeForBusinessOnline;
  const covered = context.recipe.applications.some((item) =>
    SUCCESSORS.includes(item.applicationId),
  );
  const there = all.some(
    (item) =>
      isCloudApplication(item) &&
      item.Enabled &&
      SUCCESSORS.includes(item.ApplicationIdentifier.toLowerCase()),
  );
  if (!classic || covered || there) return [];
  return [{ code: 'HX-LEGACY', args: {}, severity: 'warning', step: STEP, resource: self.id }];
}

function duplicated(
  count: number,
  wanted: ApplicationWanted,
  self: Self,
  title: ReturnType<typeof message>,
): ResourcePlan {
  const what = applicationName(wanted.applicationId);
  const finding: Finding = {
    code: 'HX-DUP',
    args: { what, count },
    severity: 'blocking',
    step: STEP,
    resource: self.id,
  };
  const byHand = [message('core.by-hand.duplicate-application', { application: what, count })];
  return {
    resource: planned(self, title, 'by-hand', [compare('Count', '1', String(count))], { byHand }),
    actions: [],
    findings: [finding],
  };
}

function linkFor(context: PlanContext, account: AccountWanted | null): Link {
  if (account === null) return { kind: 'none' };
  const found = lookUpAccount(context, account);
  switch (found.account.status) {
    case 'present': {
      const { identity, distinguishedName } = found.account;
      return { kind: 'account', name: identity, identity, value: distinguishedName };
    }
    case 'absent': {
      const by = createActionId(account);
      const value = { from: by, property: 'DistinguishedName' };
      return {
        kind: 'made',
        name: found.name,
        identity: { from: by, property: 'Identity' },
        value,
        by,
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
  const rows = [
    compare('Enabled', 'True', '-'),
    ...(link.kind === 'none' ? [] : [compare('LinkedAccount', linkText(link), '-')]),
  ];
  if (link.kind === 'unavailable') {
    const byHand = [
      message('core.by-hand.waits-for-account', { name: applicationName(wanted.applicationId) }),
    ];
    return {
      resource: planned(self, title, 'by-hand', rows, { byHand }),
      actions: [],
      findings: [],
    };
  }
  return {
    resource: planned(self, title, 'absent', rows),
    actions: [createApplication(context, wanted, link)],
    findings: [],
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
    rows.push(
      compare('LinkedAccount', linkText(link), row.LinkedAccount === '' ? '-' : row.LinkedAccount),
    );
    if (row.LinkedAccount === '') {
      findings.push({
        code: 'HX-NOLINK',
        args: { application: applicationName(wanted.applicationId) },
        severity: 'warning',
        step: STEP,
        resource: self.id,
      });
    }
    if (link.kind === 'made' || link.identity.toLowerCase() !== row.LinkedAccount.toLowerCase()) {
      actions.push(linkApplication(context, wanted, row, link));
    }
  } else if (link.kind === 'unavailable') {
    rows.push(compare('LinkedAccount', '', undefined));
  }
  if (!row.Enabled)
    actions.push(
      enableApplication(
        context,
        wanted,
        row,
        actions.map((item) => item.id),
      ),
    );
  return { resource: planned(self, title, stateOf(rows), rows), actions, findings };
}
