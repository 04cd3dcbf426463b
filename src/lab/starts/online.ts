/** Exchange Online of the start states. */
import { guidOf } from '../deterministic';
import { EWS_UNSET } from '../exchange/cmdlets/ews-access';
import type { OnlineKind, OnlineKinds, OnlineObject, OnlineState } from '../online/state';
import { DAY, EPOCH, ORGANISATION } from './builder';
import { organisationGuid } from './wizard';
import type { Naming, WizardPart } from './wizard';

/** Builds the organisation in Exchange Online as the wizard's parts leave it. */
export function buildOnline(
  seed: number,
  parts: readonly WizardPart[],
  naming: Naming,
): OnlineState {
  const object = <Kind extends OnlineKind>(
    kind: Kind,
    data: OnlineKinds[Kind],
  ): OnlineObject<OnlineKinds[Kind]> => {
    const at = EPOCH - 150 * DAY;
    return { guid: guidOf(seed, 'online', kind), created: at, changed: at, data };
  };
  const { domain, coexistenceDomain } = ORGANISATION;
  const isHybrid = parts.includes('hybrid-configuration');
  const relationship = `O365 to On-premises - ${guidOf(seed, 'wizard', 'relationship')}`;
  return {
    organisation: {
      guid: guidOf(seed, 'online', 'organisation'),
      ews: EWS_UNSET,
      ewsAllowedAppIds: '',
      oauth2ClientProfileEnabled: true,
    },
    objects: {
      connector: parts.includes('connectors') ? [object('connector', connector(seed, naming))] : [],
      onPremisesOrganization: isHybrid
        ? [
            object('onPremisesOrganization', {
              name: organisationGuid(seed),
              organizationGuid: organisationGuid(seed),
              organizationName: ORGANISATION.name,
              hybridDomains: [domain],
              inboundConnector: `Inbound from ${guidOf(seed, 'wizard', 'mail flow')}`,
              outboundConnector: `Outbound to ${guidOf(seed, 'wizard', 'mail flow')}`,
              organizationRelationship: relationship,
            }),
          ]
        : [],
      relationship: isHybrid
        ? [
            object('relationship', {
              name: relationship,
              domainNames: [domain],
              enabled: true,
              freeBusyAccessEnabled: true,
              targetApplicationUri: `FYDIBOHF25SPDLT.${domain}`,
              targetAutodiscoverEpr: `https://autodiscover.${domain}/autodiscover/autodiscover.svc/WSSecurity`,
              targetSharingEpr: null,
            }),
          ]
        : [],
      mailbox: [
        object('mailbox', {
          name: 'Cleo Martin',
          alias: 'cleo.martin',
          displayName: 'Cleo Martin',
          primarySmtpAddress: `cleo.martin@${domain}`,
          userPrincipalName: `cleo.martin@${domain}`,
        }),
        {
          ...object('mailbox', {
            name: 'Casey Cloud',
            alias: 'casey.cloud',
            displayName: 'Casey Cloud',
            primarySmtpAddress: `casey.cloud@${coexistenceDomain}`,
            userPrincipalName: `casey.cloud@${ORGANISATION.tenantDomain}`,
          }),
          guid: guidOf(seed, 'online', 'mailbox', 'Casey Cloud'),
        },
      ],
    },
  };
}

function connector(seed: number, naming: Naming): OnlineKinds['connector'] {
  const { domain } = ORGANISATION;
  return {
    name:
      naming === 'wizard'
        ? `HybridIOC - ${guidOf(seed, 'wizard', 'HybridIOC online')}`
        : 'ExchangeHybridOnlineToOnPremises',
    targetAddressDomains: [domain],
    discoveryEndpoint: `https://autodiscover.${domain}/autodiscover/autodiscover.svc`,
    targetSharingEpr: null,
    enabled: true,
  };
}
