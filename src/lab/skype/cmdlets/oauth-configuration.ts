/** Get- and Set-CsOAuthConfiguration. Any address is taken: `.xml` instead of `.svc` is found out only by a test. */
import type { SkypeHandler } from './handler';

/** Get-CsOAuthConfiguration: the one global collection. */
export const getCsOAuthConfiguration: SkypeHandler = (session, parameters) => {
  session.onlyGlobal(parameters.text('Identity'));
  const { oauth, partners, oauthServers } = session.skype;
  return [
    session.row({
      Identity: 'Global',
      PartnerApplications: partners.map((item) => item.identity),
      OAuthServers: oauthServers.map((item) => item.identity),
      Realm: oauth.realm,
      ServiceName: oauth.serviceName,
      ClientAuthorizationOAuthServerIdentity: oauth.clientAuthorizationServer,
      ExchangeAutodiscoverUrl: oauth.exchangeAutodiscoverUrl,
      ExchangeAutodiscoverAllowedDomains: oauth.exchangeAutodiscoverAllowedDomains,
      ClientAdalAuthOverride: 'NoOverride',
      AlternateAudienceUrl: '',
      AdditionalAudienceUrls: '',
    }),
  ];
};

/** Set-CsOAuthConfiguration. Changing ServiceName or Realm changes the metadata document. */
export const setCsOAuthConfiguration: SkypeHandler = (session, parameters) => {
  session.onlyGlobal(parameters.text('Identity'));
  const { oauth } = session.skype;
  const pick = (name: string, before: string): string => parameters.text(name) ?? before;
  session.skype.oauth = {
    realm: pick('Realm', oauth.realm),
    serviceName: pick('ServiceName', oauth.serviceName),
    clientAuthorizationServer: pick(
      'ClientAuthorizationOAuthServerIdentity',
      oauth.clientAuthorizationServer,
    ),
    exchangeAutodiscoverUrl: pick('ExchangeAutodiscoverUrl', oauth.exchangeAutodiscoverUrl),
    exchangeAutodiscoverAllowedDomains: pick(
      'ExchangeAutodiscoverAllowedDomains',
      oauth.exchangeAutodiscoverAllowedDomains,
    ),
  };
  return [];
};
