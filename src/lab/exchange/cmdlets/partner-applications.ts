/** Get-, New-, Set- and Remove-PartnerApplication. */
import type { Bound } from '../binding';
import type { View } from '../directory';
import { accountIdentities, configurationIdentities, getObjects, oneObject } from '../identity';
import type { Identities } from '../identity';
import { configurationName } from '../configuration';
import { accountCanonical, fold } from '../names';
import { configurationRow } from '../rows';
import type { Row, Session } from '../session';
import type { PartnerApplicationData } from '../state';
import { fetchDocument } from '../../web/documents';
import { sameData, warnUnchanged } from './changes';
import type { Handler } from './handler';

function identities(session: Session, view: View<'partnerApplication'>): Identities {
  return configurationIdentities(session, view, [view.data.applicationIdentifier]);
}

/** Get-PartnerApplication. */
export const getPartnerApplication: Handler = (session, parameters) =>
  getObjects(
    session,
    session.directory.list('partnerApplication'),
    (view) => identities(session, view),
    parameters.text('Identity'),
  ).map((view) => row(session, view));

/**
 * New-PartnerApplication. What a server says to a second application with the same id is not published; the lab lets
 * it happen, so that a product that relies on a refusal is found out here.
 */
export const newPartnerApplication: Handler = (session, parameters) => {
  const metadataUrl = parameters.text('AuthMetadataUrl');
  const data: PartnerApplicationData = {
    name: parameters.required('Name'),
    ...(metadataUrl === undefined
      ? {
          applicationIdentifier: parameters.required('ApplicationIdentifier'),
          realm: parameters.text('Realm') ?? '',
          authMetadataUrl: '',
          useAuthServer: true,
        }
      : fromMetadata(session, metadataUrl, parameters.flag('TrustAnySSLCertificate') === true)),
    enabled: parameters.flag('Enabled') ?? true,
    acceptSecurityIdentifierInformation:
      parameters.flag('AcceptSecurityIdentifierInformation') ?? false,
    linkedAccount: linkedAccount(session, parameters) ?? null,
    accountType: accountType(parameters) ?? 'OrganizationalAccount',
    actAsPermissions: null,
  };
  const guid = session.guid('partner application');
  refuseTakenName(session, guid, data);
  return [row(session, session.directory.create('partnerApplication', guid, data))];
};

/** Set-PartnerApplication. */
export const setPartnerApplication: Handler = (session, parameters) => {
  const typed = parameters.required('Identity');
  const view = find(session, typed);
  const isRefresh = parameters.flag('RefreshAuthMetadata') === true;
  const metadataUrl =
    parameters.text('AuthMetadataUrl') ?? (isRefresh ? view.data.authMetadataUrl : undefined);
  const anyCertificate = parameters.flag('TrustAnySSLCertificate') === true;
  const fetched =
    metadataUrl === undefined ? view.data : fromMetadata(session, metadataUrl, anyCertificate);
  const link = linkedAccount(session, parameters);
  const data: PartnerApplicationData = {
    ...view.data,
    ...fetched,
    name: parameters.text('Name') ?? view.data.name,
    applicationIdentifier:
      parameters.text('ApplicationIdentifier') ?? fetched.applicationIdentifier,
    realm: parameters.text('Realm') ?? fetched.realm,
    enabled: parameters.flag('Enabled') ?? view.data.enabled,
    acceptSecurityIdentifierInformation:
      parameters.flag('AcceptSecurityIdentifierInformation') ??
      view.data.acceptSecurityIdentifierInformation,
    linkedAccount: link === undefined ? view.data.linkedAccount : link,
    accountType: accountType(parameters) ?? view.data.accountType,
  };
  if (sameData(view.data, data)) return warnUnchanged(session, view.data.name);
  if (fold(data.name) !== fold(view.data.name)) refuseTakenName(session, view.guid, data);
  session.directory.update('partnerApplication', view.guid, data);
  return [];
};

/** Remove-PartnerApplication. */
export const removePartnerApplication: Handler = (session, parameters) => {
  const view = find(session, parameters.required('Identity'));
  session.directory.remove('partnerApplication', view.guid);
  return [];
};

function find(session: Session, typed: string): View<'partnerApplication'> {
  const all = session.directory.list('partnerApplication');
  return oneObject(session, all, (view) => identities(session, view), typed);
}

/** GUID of -LinkedAccount on the answering domain controller; null clears it, undefined leaves it. */
function linkedAccount(session: Session, parameters: Bound): string | null | undefined {
  const typed = parameters.text('LinkedAccount');
  if (typed === undefined || typed === '') return typed === undefined ? undefined : null;
  const accounts = session.directory
    .list('account')
    .filter((view) => view.data.type !== 'MailContact');
  return oneObject(session, accounts, (view) => accountIdentities(session, view), typed).guid;
}

function accountType(parameters: Bound): PartnerApplicationData['accountType'] | undefined {
  const value = parameters.text('AccountType');
  return value === 'OrganizationalAccount' || value === 'ConsumerAccount' ? value : undefined;
}

function refuseTakenName(session: Session, guid: string, data: PartnerApplicationData): void {
  const holder = session.directory
    .list('partnerApplication')
    .find((view) => view.guid !== guid && fold(view.data.name) === fold(data.name));
  if (holder !== undefined) throw session.alreadyExists(configurationName(session, holder));
}

/** What a metadata document says of an application: id, realm and keys come from it. Throws where there is none. */
function fromMetadata(
  session: Session,
  url: string,
  anyCertificate: boolean,
): Pick<
  PartnerApplicationData,
  'applicationIdentifier' | 'realm' | 'authMetadataUrl' | 'useAuthServer' | 'certificateStrings'
> {
  const fetched = fetchDocument(session.world, url, anyCertificate);
  if (!fetched.ok)
    throw session.error(
      'AuthMetadataClientException',
      `Cannot acquire auth metadata document from '${url}'. Error: ${fetched.reason}`,
    );
  const { id, realm, keys } = fetched.document;
  return {
    applicationIdentifier: id,
    realm,
    authMetadataUrl: url,
    useAuthServer: false,
    certificateStrings: keys,
  };
}

function row(session: Session, view: View<'partnerApplication'>): Row {
  const { data } = view;
  return configurationRow(session, view, {
    Enabled: data.enabled,
    ApplicationIdentifier: data.applicationIdentifier,
    CertificateStrings: [...(data.certificateStrings ?? [])],
    AuthMetadataUrl: data.authMetadataUrl,
    Realm: data.realm,
    UseAuthServer: data.useAuthServer,
    AcceptSecurityIdentifierInformation: data.acceptSecurityIdentifierInformation,
    LinkedAccount: linkedName(session, data.linkedAccount),
    DeploymentId: '',
    IssuerIdentifier: '',
    AccountType: data.accountType,
    AppOnlyPermissions: null,
    ActAsPermissions: data.actAsPermissions === null ? null : [...data.actAsPermissions],
  });
}

/** The account as canonical name; a link to an account that is gone, or not here yet, comes as null. */
function linkedName(session: Session, guid: string | null): string | null {
  const account = guid === null ? undefined : session.directory.byGuid('account', guid);
  if (account === undefined) return null;
  return accountCanonical(session.organisation.forest, account.data.container, account.data.name);
}
