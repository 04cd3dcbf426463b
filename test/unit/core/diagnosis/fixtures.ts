/**
 * Texts by hand after published ones, one for each answer of the catalogue. `source` names the publication;
 * `also` lists other answers that the same text rightly gives.
 */
export interface Fixture {
  readonly text: string;
  readonly source: string;
  readonly also?: readonly string[];
}

const FREE_BUSY = 'SupportArticles, Resolve free/busy errors';
const EXO = 'https://outlook.office365.com/ews/exchange.asmx';

/** A result of Test-OAuthConnectivity in list format, wrapped as a console of 80 columns wraps it. */
export function oauthTest(
  detail: string,
  result: string,
  task = 'Checking EWS API Call Under Oauth',
): string {
  const lines = detail.match(/.{1,64}/g) ?? [];
  return [
    'RunspaceId  : 5db5f805-524c-4736-affd-559c08764bbc',
    `Task        : ${task}`,
    `Detail      : ${lines.join('\n              ')}`,
    `ResultType  : ${result}`,
    'Identity    : Microsoft.Exchange.Security.OAuth.ValidationResultNodeId',
    'IsValid     : True',
    'ObjectState : New',
    '',
  ].join('\n');
}

function authServer(type: string, realm: string, name: string): string {
  return [
    `Name                 : ${name}`,
    `Realm                : ${realm}`,
    'TokenIssuingEndpoint : https://accounts.accesscontrol.windows.net/x/tokens/OAuth/2',
    `Type                 : ${type}`,
    'Enabled              : True',
    '',
  ].join('\n');
}

const TENANT = '7f8b5d1e-5045-4d00-a59a-c7896ef052a1';
const OTHER = '11112222-5045-4d00-a59a-c7896ef052a1';
const ERROR_ID = (type: string): string =>
  `    + CategoryInfo          : NotSpecified: (:) [New-MailUser], ${type}\n    + FullyQualifiedErrorId : [Server=EX01,RequestId=5fd8f139,TimeStamp=1/4/2025 5:10:19 PM] [FailureCategory=Cmdlet-${type}] 71D7F7B0,Microsoft.Exchange`;

export const FIXTURES: Readonly<Record<string, Fixture>> = {
  'key-not-registered': {
    source: FREE_BUSY,
    text: oauthTest(
      `challenge from '${EXO}' received: Bearer client_id="00000002" Error: Unable to get token from Auth Server. Error code: 'invalid_client'. Description: 'AADSTS70002: Error validating credentials. AADSTS50012: Client assertion contains an invalid signature. [Reason - The key was not found., Thumbprint of key used by client: 'AB12'.`,
      'Error',
    ),
  },
  'key-expired': {
    source: 'Azure documentation (same token service)',
    text: "AADSTS70002: Error validating credentials. AADSTS50012: Client assertion contains an invalid signature. [Reason - The key used is expired., Thumbprint of key used by client: 'T1', Found key 'Start=08/03/2016, End=08/03/2017, Thumbprint=T2']",
  },
  'resource-not-found': {
    source: 'SupportArticles, Outlook with modern authentication',
    text: 'AADSTS500011: The resource principal named https://mail.contoso.com was not found in the tenant named contoso.',
  },
  'application-unknown': {
    source: 'Azure SDK troubleshooting pages',
    text: "AADSTS700016: Application with identifier '8f3e7716' was not found in the directory 'contoso.com'.",
  },
  'token-not-obtained': {
    source: 'byronwright.blogspot.com, 2021/02',
    text: 'Error: Unable to get token from Auth Server. Error message: The operation has timed out.',
  },
  'trusted-issuers': {
    source: 'Microsoft Q&A 1629044',
    text: "Error:The trusted issuers contained the following entries '00000001-0002-0000-c000-000000000000@*'. None of them are configured locally.",
  },
  'signing-certificate-missing': {
    source: 'KB 3089171',
    text: 'Exchange OAuth authentication couldn’t find the authorization certificate with thumbprint 0123 in your on-premises organization. Run Get-AuthConfig cmdlet to verify the CurrentCertificateThumbprint information.',
  },
  'token-signature': {
    source: FREE_BUSY,
    text: '(401) Unauthorized. Boolean reloadConfig, diagnostics: 2000000; reason="The token has an invalid signature.";error_category="invalid_signature".',
  },
  'test-user-unknown': {
    source: FREE_BUSY,
    text: 'The user specified by the user-context in the token does not exist. error_category="invalid_user". 401: Unauthorized.',
  },
  'test-user-ambiguous': {
    source: FREE_BUSY,
    text: 'HTTP status 401: Unauthorized diagnostics: 2000005;reason= "The user specified by the user-context in the token is ambiguous." ;error_category="invalid_user"',
  },
  audience: {
    source: FREE_BUSY,
    text: `The hostname component of the audience claim value 'https://hybrid.contoso.com' is invalid; error_category="invalid_resource"`,
  },
  'linked-account': {
    source: FREE_BUSY,
    text: 'System.Web.Services.Protocols.SoapException: The application is missing a linked account for RBAC roles, or the linked account has no RBAC role assignments, or the calling users account is logon disabled.',
  },
  'profile-not-applicable': {
    source: 'CSS-Exchange f88378b1, FreeBusyChecker',
    text: `error_category="invalid_token" reason="token profile 'S2SAppActAs' is not applicable for the current protocol"`,
  },
  'proxy-refuses': {
    source: 'public transcript of Test-OAuthConnectivity',
    text: 'System.Net.WebException: The remote server returned an error: (403) Forbidden.\n   at System.Net.HttpWebRequest.GetRequestStream(TransportContext& context)',
  },
  tls: {
    source: 'SupportArticles, Resolve free/busy sharing issues',
    text: 'System.Net.WebException: The underlying connection was closed: An unexpected error occurred on a send.',
  },
  'no-mailbox': {
    source: 'OfficeDocs-Exchange, 2013',
    text: 'The SMTP address has no mailbox associated with it.',
  },
  'sign-in-blocked': {
    source: 'Microsoft Entra error codes',
    text: 'AADSTS53003: Access has been blocked by Conditional Access policies. Correlation ID: 5db5f805',
  },
  'sign-in-consent': {
    source: 'Microsoft Entra error codes',
    text: 'AADSTS65001: The user or administrator has not consented to use the application.',
  },
  'localhost-refused': {
    source: 'msgraph-sdk-powershell, issue 2069',
    text: 'https://localhost:8004/?code=… ERR_CONNECTION_REFUSED',
  },
  'shared-principal-key': {
    source: 'Microsoft Graph, servicePrincipal',
    text: '{ "id": "x", "appId": "00000002-0000-0ff1-ce00-000000000000", "keyCredentials": [ { "type": "AsymmetricX509Cert" } ] }',
  },
  'web-mail-certificate': {
    source: 'Microsoft Q&A 1095344',
    text: 'ASSERT: HMACProvider.GetCertificates:protectionCertificates.Length<1',
  },
  'no-valid-certificate': {
    source: 'CSS-Exchange f88378b1, HealthChecker',
    text: '\t\tNo valid Auth Certificate found. This may cause several problems.',
  },
  'not-the-auth-certificate': {
    source: 'CSS-Exchange, issue 1925',
    text: '\t\tCurrent Auth Certificate: False',
  },
  'certificate-not-on-server': {
    source: 'Microsoft Q&A; Maintain the Exchange Server OAuth certificate',
    text: 'A special Rpc error occurs on server EX03: The certificate with thumbprint 0123 was not found.',
  },
  'private-key-missing': {
    source: 'Microsoft Q&A',
    text: 'The certificate with thumbprint 0123 was found but is not valid for use with Exchange Server (reason: PrivateKeyMissing).',
  },
  'effective-date-past': {
    source: 'CSS-Exchange, pull request 1888',
    text: '[11/17/2023 16:35:43] : Inner Exception: System.Management.Automation.RemoteException: The new certificate effective date is invalid. The effective date must be greater than the current time.',
  },
  'next-certificate-staged': {
    source: 'Get-AuthConfig, list format',
    text: `CurrentCertificateThumbprint : ${'A'.repeat(40)}\nNextCertificateThumbprint    : ${'B'.repeat(40)}\nNextCertificateEffectiveDate : 12/12/2026 10:00:00 AM\n`,
  },
  'directory-refuses': {
    source: 'Microsoft Graph, live answer',
    text: '{"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges to complete the operation."}}',
  },
  'key-end-date': {
    source: 'Microsoft Graph, live answer',
    text: '{"error":{"code":"KeyCredentialsInvalidEndDate","message":"Key credential end date is invalid."}}',
  },
  'key-lifetime': {
    source: 'Microsoft Graph, live answer',
    text: '{"error":{"code":"CredentialInvalidLifetimeAsPerAppPolicy","message":"Credential lifetime exceeds the max value allowed as per assigned"}}',
  },
  'key-locked': {
    source: 'Microsoft Graph, live answer',
    text: '{"error":{"code":"CannotUpdateLockedServicePrincipalProperty","message":"Property passwordCredentials is invalid."}}',
  },
  'key-id-reused': {
    source: 'azure-powershell, issue 6784',
    text: "Update to existing credential with KeyId '5db5f805-524c-4736-affd-559c08764bbc' is not allowed.",
  },
  'principal-not-found': {
    source: 'Microsoft Graph, error codes',
    text: "Request_ResourceNotFound: Resource '00000004' does not exist",
  },
  'directory-throttles': {
    source: 'Microsoft Graph throttling',
    text: '{"error":{"code":"TooManyRequests"}}',
  },
  'no-roles': {
    source: 'Microsoft Q&A 57743628656',
    text: '[AuthZRequestId=1][FailureCategory=AuthZ-CmdletAccessDeniedException] The user "contoso.lab/Users/Anna" isn\'t assigned to any management roles.',
  },
  'delegating-role': {
    source: 'Microsoft Q&A 57752868654',
    text: 'You don\'t have access to create, change, or remove the "x" management role assignment. You must be assigned a delegating role assignment to the management role or its parent',
  },
  'module-retired': {
    source: 'article 001 with a shell of today',
    text: "Connect-MsolService : The term 'Connect-MsolService' is not recognized as the name of a cmdlet\n    + FullyQualifiedErrorId : CommandNotFoundException",
  },
  'cmdlet-missing': {
    source: 'Windows PowerShell 5.1, German',
    text: 'New-PartnerApplication : Die Benennung wurde nicht als Name eines Cmdlet erkannt.\n    + CategoryInfo          : ObjectNotFound: (New-PartnerApplication:String) [], CommandNotFoundException\n    + FullyQualifiedErrorId : CommandNotFoundException',
  },
  'parameter-missing': {
    source: 'PowerShell 7.6.5',
    text: "New-MailUser: A parameter cannot be found that matches parameter name 'ApplicationAccount'.",
  },
  'parameters-mixed': {
    source: 'PowerShell 7.6.5',
    text: '    + FullyQualifiedErrorId : AmbiguousParameterSet,Set-AuthConfig',
  },
  'write-scope': {
    source: 'Exchange, published text',
    text: "You can't change it because it's out of the current user's write scope. 'X' isn't within your current write scopes. Can't perform save operation.",
  },
  'directory-rights': {
    source: 'CSS-Exchange, known setup issue',
    text: 'Active directory response: 00000005: SecErr: DSID-03152857, problem 4003 (INSUFF_ACCESS_RIGHTS), data 0',
  },
  'domain-controller': {
    source: 'Microsoft Q&A 57809440022',
    text: "An Active Directory error 0x51 occurred when trying to check the suitability of server 'dc01.contoso.lab'.",
  },
  'object-not-found': {
    source: 'Exchange, French server: only the type survives',
    text: `L’opération n’a pas pu être effectuée.\n${ERROR_ID('ManagementObjectNotFoundException')}`,
  },
  'object-ambiguous': {
    source: 'Exchange, Chinese server: only the type survives',
    text: `無法執行作業。\n${ERROR_ID('ManagementObjectAmbiguousException')}`,
  },
  'object-exists': {
    source: 'CSS-Exchange, known setup issue',
    text: "Active Directory operation failed on DC01.contoso.lab. The object 'CN=TeamsScheduler-ApplicationAccount,CN=Users,DC=contoso,DC=lab' already exists.",
  },
  'setup-account-exists': {
    source: 'mrigotech.com',
    text: "Active Directory operation failed on DC01. The object 'CN=Exchange Online-ApplicationAccount,CN=Users,DC=contoso,DC=lab' already exists.",
  },
  'address-used': {
    source: 'Microsoft 365, shared mailboxes',
    text: 'The proxy address "SMTP:x@contoso.com" is already being used by the proxy addresses or LegacyExchangeDN of "y". Please choose another proxy address.',
  },
  'nothing-modified': {
    source: 'Microsoft Q&A 57707007457',
    text: "WARNING: The command completed successfully but no settings of 'SfBOnline' have been modified.",
  },
  'metadata-unreachable': {
    source: 'SupportArticles, Resolve free/busy sharing issues',
    text: "Cannot acquire auth metadata document from 'https://accounts.accesscontrol.windows.net/contoso.com/metadata/json/1'. Error: The remote name could not be resolved",
  },
  'kerberos-name': {
    source: 'PowerShell documentation',
    text: 'WinRM cannot process the request. The following error with errorcode 0x80090322 occurred while using Kerberos authentication: An unknown security error occurred.',
  },
  'session-unreachable': {
    source: 'PowerShell source, ids of errors',
    text: '    + FullyQualifiedErrorId : WinRMOperationTimeout,PSSessionOpenFailed',
  },
  'session-denied': {
    source: 'PowerShell source, ids of errors',
    text: '    + FullyQualifiedErrorId : AccessDenied,PSSessionOpenFailed',
  },
  'too-many-shells': {
    source: 'Skype for Business Online connector documentation',
    text: 'The WS-Management service cannot process the request. The maximum number of concurrent shells for this user has been exceeded.',
  },
  'session-lost': {
    source: 'techcommunity 604504',
    text: '[FailureCategory=WSMan-InvalidShellID] The request for the Windows Remote Shell failed because the shell was not found on the server',
  },
  'no-language': {
    source: 'pypsrp, issue 103',
    text: 'The syntax is not supported by this runspace. This can occur if the runspace is in no-language mode.',
  },
  'wizard-without-oauth': {
    source: 'KB 3089172',
    text: '2017.10.23 11:39:51.552 WARNING 10310 [Client=UX, Activity=OAuth, Thread=11] The wizard has completed, but was not able to perform the OAuth portion of your Hybrid configuration.',
  },
  'wizard-command-failed': {
    source: 'Hybrid Configuration Wizard log',
    text: "2017.10.23 11:39:51.552 *ERROR* 10277 [Client=UX, Activity=Domain Ownership, Session=OnPremises, Cmdlet=Set-FederatedOrganizationIdentifier, Thread=9] FINISH Time=6140.9ms Results=PowerShell failed to invoke 'Set-FederatedOrganizationIdentifier': the proof is missing",
  },
  'wizard-coexistence-domain': {
    source: 'Hybrid Configuration Wizard log',
    text: '2017.10.23 11:39:51.552 WARNING 10310 [Client=UX, Activity=Tenant Data Retrieval, Thread=11] Coexistence domain NOT Found.',
  },
  'application-not-configured': {
    source: 'CSS-Exchange f88378b1, HealthChecker',
    text: '\t\tConfigure the dedicated hybrid app to ensure hybrid features continue working in the future',
  },
  'application-consent': {
    source: 'CSS-Exchange f88378b1, ConfigureExchangeHybridApplication',
    text: 'WARNING: Unable to create the Setting Override to enable the feature because tenant-wide admin consent has not yet been granted',
  },
  'application-incomplete': {
    source: 'CSS-Exchange f88378b1, ConfigureExchangeHybridApplication',
    text: 'WARNING: The dedicated hybrid application feature is enabled, but your OAuth configuration appears to be incomplete',
  },
  'override-off': {
    source: 'Get-SettingOverride, list format',
    text: 'Name          : EnableExchangeHybrid3PAppFeature\nComponentName : Global\nSectionName   : ExchangeOnpremAsThirdPartyAppId\nParameters    : {Enabled=false}\n',
  },
  'script-in-powershell-7': {
    source: 'CSS-Exchange f88378b1, ConfigureExchangeHybridApplication',
    text: "WARNING: This script isn't supported in PowerShell Core - use PowerShell 5.1 or earlier",
  },
  'modules-clash': {
    source: 'CSS-Exchange f88378b1, ConfigureExchangeHybridApplication',
    text: "WARNING: We've detected that the ExchangeOnlineManagement module is loaded in this session",
  },
  'script-out-of-date': {
    source: 'CSS-Exchange, issue 2380',
    text: "Cannot validate argument on parameter 'FindBySUName'.",
  },
  'legacy-application-alone': {
    source: 'Get-PartnerApplication, list format',
    text: 'Enabled               : True\nApplicationIdentifier : 00000004-0000-0ff1-ce00-000000000000\nAuthMetadataUrl       :\nRealm                 :\nUseAuthServer         : True\nName                  : SfBOnline\n',
  },
  'delegate-refused': {
    source: 'SupportArticles, Teams and Exchange Server',
    text: 'Looks like you don’t have permission to schedule meetings for this account.',
  },
  'meeting-details': {
    source: 'SupportArticles, Teams and Exchange Server',
    text: 'We couldn’t get your meeting details. Please try again.',
  },
  'skype-metadata': {
    source: 'OfficeDocs-SkypeForBusiness',
    text: 'Cannot bind parameter \'MetadataUrl\' to the target. Exception setting "MetadataUrl": "The metadata document could not be downloaded from the URL in the MetadataUrl parameter or downloaded data is not a valid metadata document."',
  },
  'skype-empty-answer': {
    source: 'OfficeDocs-SkypeForBusiness, issue 702',
    text: "code=574, reason=Client found response content type of '', but expected 'text/xml'.",
  },
  'skype-autodiscover': {
    source: 'event 32053, published 2 Dec 2015',
    text: 'ExchangeAutodiscoverException: code=ErrorEwsAutodiscover, reason=GetUserSettings failed',
  },
  'auth-server-twice': {
    source: 'Get-AuthServer, list format',
    text: authServer('AzureAD', TENANT, 'evoSTS') + authServer('AzureAD', TENANT, 'EvoSts - 1a2b'),
  },
  'auth-servers-of-two-tenants': {
    source: 'Get-AuthServer, list format',
    text: authServer('AzureAD', TENANT, 'EvoSts - 1') + authServer('AzureAD', OTHER, 'EvoSts - 2'),
  },
  'auth-server-absent': {
    source: 'Get-AuthServer, list format',
    text: authServer('MicrosoftACS', TENANT, 'WindowsAzureACS'),
  },
  'connector-without-fallback': {
    source: 'Get-IntraOrganizationConnector, list format',
    text: 'TargetAddressDomains : {contoso.mail.onmicrosoft.com}\nDiscoveryEndpoint    : https://autodiscover-s.outlook.com/autodiscover/autodiscover.svc\nEnabled              : True\n\nUnable to get token from Auth Server.',
    also: ['token-not-obtained'],
  },
  'test-passed': {
    source: 'OfficeDocs-Exchange 2013; Microsoft Q&A 57369366869 (Spanish server)',
    text: oauthTest(
      `Registro Oauth saliente de Exchange: Information:[OAuthCredentials:Authenticate] challenge from '${EXO}' received`,
      'Success',
      'Comprobando llamada API EWS en Oauth',
    ),
  },
  'test-passed-old-path': {
    source: 'third-party runbook on the dedicated application',
    text: oauthTest(
      `challenge from '${EXO}' received. Token L:00000002-0000-0ff1-ce00-000000000000-AS:x`,
      'Success',
    ),
  },
};
