/** Exchange Online as a partner application of the pool, trusted through the tenant's token server. */
import { APPLICATIONS } from '../../shared/applications';
import type { Action } from '../model/action';
import { message } from '../model/message';
import { readRequest } from '../reads/definition';
import type { SkypePartner } from '../reads/skype';
import { skypePartners, usesOAuthServer } from '../reads/skype';
import { cloudTokenServerResource, tokenServerActions } from './cloud-token-server';
import { unread } from './cloud-trust';
import { duplicates, enablePartner, poolAction } from './pool-common';
import type { PlanContext, Resource, ResourcePlan } from './context';
import { compare, compared, look, planned, stateOf, truth } from './context';

const SELF = { id: 'cloud-partner', step: 'cloud-trust' } as const;
const TITLE = message('core.resource.cloud-partner');
/** The name that the document gives it; one that is there keeps its own. */
const NAME = 'microsoft.exchange';

/** The application on the pool. The one of Exchange Server has keys of its own and is another one. */
export const cloudPartnerResource: Resource = {
  ...SELF,
  reads: (context) => [readRequest(skypePartners), ...cloudTokenServerResource.reads(context)],
  plan: planPartner,
};

function planPartner(context: PlanContext): ResourcePlan {
  const looked = look(context, skypePartners);
  if (looked.status !== 'read') return unread(SELF, TITLE, 'CsPartnerApplication', [looked]);
  const own = looked.value.filter((item) => isOf(item, context.tenantId));
  const found = own.find((item) => item.Enabled) ?? own[0];
  return found === undefined
    ? planAbsent(context, looked.value)
    : planExisting(context, found, own);
}

/** True for Exchange Online of this tenant. The document makes it without a realm of its own. */
function isOf(item: SkypePartner, tenantId: string): boolean {
  const realm = item.Realm.toLowerCase();
  return (
    item.ApplicationIdentifier.toLowerCase() === APPLICATIONS.exchangeOnline &&
    usesOAuthServer(item) &&
    (realm === '' || realm === tenantId.toLowerCase())
  );
}

function planAbsent(context: PlanContext, all: readonly SkypePartner[]): ResourcePlan {
  const rows = [compare('CsPartnerApplication', APPLICATIONS.exchangeOnline, '-')];
  // What has this name may be the trust in Exchange Server: it is never turned into something else.
  if (all.some((item) => item.Identity.toLowerCase() === NAME)) {
    const byHand = [message('core.by-hand.cloud-partner-taken', { name: NAME })];
    return {
      resource: planned(SELF, TITLE, 'by-hand', rows, { byHand }),
      actions: [],
      findings: [],
    };
  }
  return {
    resource: planned(SELF, TITLE, 'absent', rows),
    actions: [create(context)],
    findings: [],
  };
}

function create(context: PlanContext): Action {
  return poolAction(SELF, {
    id: 'cloud-partner.create',
    kind: 'add',
    command: {
      name: 'New-CsPartnerApplication',
      parameters: {
        Identity: NAME,
        ApplicationIdentifier: APPLICATIONS.exchangeOnline,
        ApplicationTrustLevel: 'Full',
        UseOAuthServer: true,
        Confirm: false,
      },
    },
    back: { name: 'Remove-CsPartnerApplication', parameters: { Identity: NAME, Confirm: false } },
    reason: 'core.reason.cloud-partner',
    article: 'skype-hybrid',
    dependsOn: tokenServerActions(context),
    tags: ['grants-full-trust'],
    differences: [
      { property: 'CsPartnerApplication', before: '-', after: NAME },
      { property: 'ApplicationIdentifier', before: '-', after: APPLICATIONS.exchangeOnline },
      { property: 'ApplicationTrustLevel', before: '-', after: 'Full' },
    ],
    read: readRequest(skypePartners),
    before: { [`${NAME}/ApplicationIdentifier`]: '' },
    after: {
      [`${NAME}/ApplicationIdentifier`]: APPLICATIONS.exchangeOnline,
      [`${NAME}/ApplicationTrustLevel`]: 'Full',
      [`${NAME}/Enabled`]: true,
    },
  });
}

function planExisting(
  context: PlanContext,
  item: SkypePartner,
  own: readonly SkypePartner[],
): ResourcePlan {
  const rows = [
    compare('Identity', item.Identity, item.Identity),
    compare('Enabled', 'True', truth(item.Enabled)),
    // Less than Full is somebody's choice, as it is for Exchange Server.
    compared('ApplicationTrustLevel', item.ApplicationTrustLevel, item.ApplicationTrustLevel, true),
    compare('UseOAuthServer', 'True', 'True'),
  ];
  const names = own.map((other) => other.Identity);
  return {
    resource: planned(SELF, TITLE, stateOf(rows), rows),
    actions: item.Enabled
      ? []
      : [
          enablePartner(SELF, item, {
            id: 'cloud-partner.enable',
            article: 'skype-hybrid',
            dependsOn: tokenServerActions(context),
          }),
        ],
    findings: own.length > 1 ? [duplicates(SELF, names)] : [],
  };
}
