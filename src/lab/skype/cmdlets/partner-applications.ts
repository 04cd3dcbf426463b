/** Get-, New-, Set- and Remove-CsPartnerApplication. */
import { fold } from '../../exchange/names';
import type { Row } from '../../exchange/session';
import type { CmdletError } from '../../exchange/errors';
import { bindingError } from '../../exchange/errors';
import { fetchDocument } from '../../web/documents';
import type { AuthDocument } from '../../web/documents';
import type { SkypeSession } from '../session';
import type { PartnerState } from '../state';
import type { SkypeHandler } from './handler';

/** Get-CsPartnerApplication. */
export const getCsPartnerApplication: SkypeHandler = (session, parameters) =>
  session
    .named(session.skype.partners, parameters.text('Identity'))
    .map((item) => partnerRow(session, item));

function partnerRow(session: SkypeSession, item: PartnerState): Row {
  return session.row({
    Identity: item.identity,
    // Its form is not known; that the address can be read there is inferred.
    AuthToken: item.usesOAuthServer ? 'UseOAuthServer=True' : `Value=${item.metadataUrl}`,
    Name: item.identity,
    ApplicationIdentifier: item.applicationIdentifier,
    Realm: item.realm,
    ApplicationTrustLevel: item.trustLevel,
    AcceptSecurityIdentifierInformation: item.acceptSecurityIdentifierInformation,
    Enabled: item.enabled,
  });
}

/**
 * New-CsPartnerApplication. What the real one says to a second application with the same id is not known; the lab lets
 * it happen. An identity that is taken is refused.
 */
export const newCsPartnerApplication: SkypeHandler = (session, parameters) => {
  const metadataUrl = parameters.text('MetadataUrl');
  const fetched = metadataUrl === undefined ? undefined : documentOf(session, metadataUrl);
  const identifier = fetched?.id ?? parameters.required('ApplicationIdentifier');
  const identity = parameters.text('Identity') ?? identifier;
  const { partners } = session.skype;
  if (partners.some((item) => fold(item.identity) === fold(identity)))
    throw session.refusal('ItemExists', `"${identity}" is there already.`);
  const made: PartnerState = {
    identity,
    applicationIdentifier: identifier,
    realm: fetched?.realm ?? parameters.text('Realm') ?? '',
    trustLevel: trustLevel(parameters.text('ApplicationTrustLevel')) ?? 'Full',
    acceptSecurityIdentifierInformation:
      parameters.flag('AcceptSecurityIdentifierInformation') ?? false,
    enabled: parameters.flag('Enabled') ?? true,
    metadataUrl: metadataUrl ?? '',
    usesOAuthServer: metadataUrl === undefined,
  };
  partners.push(made);
  return [partnerRow(session, made)];
};

/** Set-CsPartnerApplication. */
export const setCsPartnerApplication: SkypeHandler = (session, parameters) => {
  const before = session.one(session.skype.partners, parameters.required('Identity'));
  const metadataUrl = parameters.text('MetadataUrl');
  const fetched = metadataUrl === undefined ? undefined : documentOf(session, metadataUrl);
  const usesServer = parameters.flag('UseOAuthServer') === true;
  const changed: PartnerState = {
    ...before,
    trustLevel: trustLevel(parameters.text('ApplicationTrustLevel')) ?? before.trustLevel,
    acceptSecurityIdentifierInformation:
      parameters.flag('AcceptSecurityIdentifierInformation') ??
      before.acceptSecurityIdentifierInformation,
    enabled: parameters.flag('Enabled') ?? before.enabled,
    ...(fetched === undefined
      ? {}
      : { applicationIdentifier: fetched.id, realm: fetched.realm, usesOAuthServer: false }),
    metadataUrl: usesServer ? '' : (metadataUrl ?? before.metadataUrl),
    ...(usesServer ? { usesOAuthServer: true } : {}),
  };
  session.skype.partners = session.skype.partners.map((item) => (item === before ? changed : item));
  return [];
};

/** Remove-CsPartnerApplication. */
export const removeCsPartnerApplication: SkypeHandler = (session, parameters) => {
  const gone = session.one(session.skype.partners, parameters.required('Identity'));
  session.skype.partners = session.skype.partners.filter((item) => item !== gone);
  return [];
};

function documentOf(session: SkypeSession, url: string): AuthDocument {
  const fetched = fetchDocument(session.world, url, false);
  if (!fetched.ok) throw metadataRefused(session.cmdlet);
  return fetched.document;
}

/** The published text; the id's class and the category are inferred. */
export function metadataRefused(cmdlet: string): CmdletError {
  return bindingError(
    cmdlet,
    'ParameterBindingFailed',
    `Cannot bind parameter 'MetadataUrl' to the target. Exception setting "MetadataUrl": "The metadata document could not be downloaded from the URL in the MetadataUrl parameter or downloaded data is not a valid metadata document."`,
  );
}

function trustLevel(text: string | undefined): PartnerState['trustLevel'] | undefined {
  return text === 'Full' || text === 'Application' || text === 'User' ? text : undefined;
}
