/** Get- and Set-OrganizationRelationship, as far as the sharing address of the dedicated application needs them. */
import type { Bound } from '../binding';
import { configurationIdentities, getObjects, oneObject } from '../identity';
import type { View } from '../directory';
import { configurationRow } from '../rows';
import type { Row, Session } from '../session';
import type { RelationshipData } from '../state';
import { sameData, warnUnchanged } from './changes';
import type { Handler } from './handler';

/** Get-OrganizationRelationship. */
export const getOrganizationRelationship: Handler = (session, parameters) =>
  getObjects(
    session,
    session.directory.list('relationship'),
    (view) => configurationIdentities(session, view),
    parameters.text('Identity'),
  ).map((view) => relationshipRow(session, view));

/** Set-OrganizationRelationship. */
export const setOrganizationRelationship: Handler = (session, parameters) => {
  const all = session.directory.list('relationship');
  const identities = (view: View<'relationship'>) => configurationIdentities(session, view);
  const view = oneObject(session, all, identities, parameters.required('Identity'));
  const data = changedRelationship(view.data, parameters);
  if (sameData(view.data, data)) return warnUnchanged(session, view.data.name);
  session.directory.update('relationship', view.guid, data);
  return [];
};

/** The relationship as the parameters of Set-OrganizationRelationship leave it; $null clears an address. */
export function changedRelationship(before: RelationshipData, parameters: Bound): RelationshipData {
  const address = (name: string, old: string | null): string | null => {
    const text = parameters.text(name);
    return text === undefined ? old : text === '' ? null : text;
  };
  return {
    ...before,
    enabled: parameters.flag('Enabled') ?? before.enabled,
    freeBusyAccessEnabled: parameters.flag('FreeBusyAccessEnabled') ?? before.freeBusyAccessEnabled,
    domainNames: parameters.texts('DomainNames') ?? before.domainNames,
    targetSharingEpr: address('TargetSharingEpr', before.targetSharingEpr),
    targetAutodiscoverEpr: address('TargetAutodiscoverEpr', before.targetAutodiscoverEpr),
  };
}

function relationshipRow(session: Session, view: View<'relationship'>): Row {
  return configurationRow(session, view, relationshipProperties(view.data));
}

/** The relationship's own properties. Published for one of Exchange Online, which has a few more. */
export function relationshipProperties(data: RelationshipData): Row {
  return {
    DomainNames: [...data.domainNames],
    FreeBusyAccessEnabled: data.freeBusyAccessEnabled,
    FreeBusyAccessLevel: data.freeBusyAccessEnabled ? 'LimitedDetails' : 'None',
    FreeBusyAccessScope: '',
    MailboxMoveEnabled: false,
    MailboxMoveCapability: 'None',
    MailboxMovePublishedScopes: [],
    IdentityMoveEnabled: false,
    IdentityMoveCapability: 'None',
    IdentityMovePublishedScopes: [],
    PeopleSearchEnabled: false,
    PeopleSearchCapability: 'None',
    PeopleSearchPublishedScopes: [],
    OAuthApplicationId: '',
    DeliveryReportEnabled: true,
    MailTipsAccessEnabled: true,
    MailTipsAccessLevel: 'All',
    MailTipsAccessScope: '',
    PhotosEnabled: true,
    TargetApplicationUri: data.targetApplicationUri,
    TargetSharingEpr: data.targetSharingEpr,
    TargetOwaURL: null,
    TargetAutodiscoverEpr: data.targetAutodiscoverEpr,
    OrganizationContact: '',
    Enabled: data.enabled,
    ArchiveAccessEnabled: true,
  };
}
