/** B5: Exchange as a partner application of Skype for Business Server. Source: article 000; the New-CsPartnerApplication page. */
import type { Action } from '../model/action';
import { message } from '../model/message';
import { readRequest } from '../reads/definition';
import type { SkypePartner } from '../reads/skype';
import { skypeOAuth, skypePartners } from '../reads/skype';
import type { PlanContext, Resource, ResourcePlan } from './context';
import { compare, compared, look, planned, stateOf, truth } from './context';
import { duplicates, enablePartner, poolAction } from './pool-common';
import { autodiscoverHost, servicePointReads } from './service-points';
import { documentRows } from './skype-partner';
import {
  documentAt,
  documentFinding,
  documentReads,
  exchangePartners,
  notRead,
  topologyReads,
} from './skype-state';

const SELF = { id: 'exchange-partner', step: 'exchange-partner' } as const;
const TITLE = message('core.resource.exchange-partner');
/** The name that the articles give it; one that is there keeps its own. */
const NAME = 'Exchange';

/** Both spellings that documents give for the address; which of them answers depends on the server. */
function addresses(context: PlanContext): readonly string[] {
  const host = autodiscoverHost(context);
  return host === ''
    ? []
    : [`https://${host}/autodiscover/metadata/json/1`, `https://${host}/metadata/json/1`];
}

/** Actions after which the pool knows Exchange. */
export function exchangePartnerActions(context: PlanContext): readonly string[] {
  return planPartner(context).actions.map((action) => action.id);
}

/** The application on the pool. */
export const exchangePartnerResource: Resource = {
  ...SELF,
  reads: (context) => [
    ...topologyReads(),
    readRequest(skypeOAuth),
    readRequest(skypePartners),
    ...servicePointReads(context),
    ...documentReads(addresses(context)),
  ],
  plan: planPartner,
};

function planPartner(context: PlanContext): ResourcePlan {
  const looked = look(context, skypePartners);
  const known = exchangePartners(context);
  if (known === undefined || looked.status !== 'read') {
    const rows = [compare('CsPartnerApplication', NAME, undefined)];
    const findings = notRead([looked], SELF.step, SELF.id);
    return { resource: planned(SELF, TITLE, 'unknown', rows), actions: [], findings };
  }
  const usable = known.find((item) => item.Enabled) ?? known[0];
  return usable === undefined
    ? planNew(context, looked.value)
    : planExisting(context, usable, known);
}

function planNew(context: PlanContext, all: readonly SkypePartner[]): ResourcePlan {
  const found = documentAt(context, addresses(context));
  const problem = documentFinding(found, SELF.step, SELF.id);
  const url = found?.url ?? addresses(context)[0] ?? '';
  const rows = [compare('CsPartnerApplication', url, '-'), ...documentRows(found)];
  const isTaken = all.some((item) => item.Identity.toLowerCase() === NAME.toLowerCase());
  if (problem !== undefined || url === '' || isTaken) {
    const key = isTaken ? 'exchange-partner-taken' : 'exchange-partner-waits';
    return {
      resource: planned(SELF, TITLE, 'by-hand', rows, {
        byHand: [message(`core.by-hand.${key}`, { name: NAME, address: url })],
      }),
      actions: [],
      findings: problem === undefined ? [] : [problem],
    };
  }
  return {
    resource: planned(SELF, TITLE, 'absent', rows),
    actions: [create(url)],
    findings: [],
  };
}

function create(url: string): Action {
  return poolAction(SELF, {
    id: 'exchange-partner.create',
    kind: 'add',
    command: {
      name: 'New-CsPartnerApplication',
      parameters: {
        Identity: NAME,
        ApplicationTrustLevel: 'Full',
        MetadataUrl: url,
        Confirm: false,
      },
    },
    back: {
      name: 'Remove-CsPartnerApplication',
      parameters: { Identity: NAME, Confirm: false },
    },
    reason: 'core.reason.exchange-partner',
    args: { address: url },
    article: 'article-000',
    tags: ['grants-full-trust'],
    differences: [
      { property: 'CsPartnerApplication', before: '-', after: NAME },
      { property: 'MetadataUrl', before: '-', after: url },
      { property: 'ApplicationTrustLevel', before: '-', after: 'Full' },
    ],
    read: readRequest(skypePartners),
    before: { [`${NAME}/ApplicationIdentifier`]: '' },
    after: { [`${NAME}/ApplicationTrustLevel`]: 'Full', [`${NAME}/Enabled`]: true },
  });
}

function planExisting(
  context: PlanContext,
  item: SkypePartner,
  known: readonly SkypePartner[],
): ResourcePlan {
  const rows = [
    compare('Identity', item.Identity, item.Identity),
    compare('Enabled', 'True', truth(item.Enabled)),
    // Less than Full is somebody's choice; what it does not allow, the mailbox test shows.
    compared('ApplicationTrustLevel', item.ApplicationTrustLevel, item.ApplicationTrustLevel, true),
    ...documentRows(documentAt(context, addresses(context))),
  ];
  const isSeveral = known.filter((other) => other.Enabled).length > 1;
  const problem = documentFinding(documentAt(context, addresses(context)), SELF.step, SELF.id);
  return {
    resource: planned(SELF, TITLE, stateOf(rows), rows),
    actions: item.Enabled
      ? []
      : [enablePartner(SELF, item, { id: 'exchange-partner.enable', article: 'article-000' })],
    findings: [
      ...(problem === undefined ? [] : [{ ...problem, severity: 'warning' as const }]),
      ...(isSeveral
        ? [
            duplicates(
              SELF,
              known.map((other) => other.Identity),
            ),
          ]
        : []),
    ],
  };
}
