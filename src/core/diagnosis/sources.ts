/** The documents that answers, stale lines and notices rest on. Titles as published; never translated. */
import type { DiagnosisSource } from '../../shared/diagnosis';

const LEARN = 'https://learn.microsoft.com';
const GITHUB = 'https://github.com';
/** Day on which documents without a date of their own were read. */
const READ = '2026-11-21';

function source(title: string, address: string | null, date = READ): DiagnosisSource {
  return { title, address, date };
}

/** By id. */
export const SOURCES = {
  'free-busy': source(
    'SupportArticles: Resolve free/busy errors in hybrid deployments',
    `${GITHUB}/MicrosoftDocs/SupportArticles-docs`,
  ),
  'free-busy-tls': source(
    'SupportArticles: Resolve free/busy sharing issues in a hybrid Exchange environment',
    `${GITHUB}/MicrosoftDocs/SupportArticles-docs`,
  ),
  'modern-authentication': source(
    'SupportArticles: Outlook doesn’t connect with modern authentication',
    `${GITHUB}/MicrosoftDocs/SupportArticles-docs`,
  ),
  'entra-codes': source(
    'Microsoft Entra authentication and authorization error codes',
    `${LEARN}/entra/identity-platform/reference-error-codes`,
  ),
  'oauth-exchange': source(
    'Configure OAuth authentication between Exchange and Exchange Online organizations',
    `${LEARN}/exchange/configure-oauth-authentication-between-exchange-and-exchange-online-organizations-exchange-2013-help`,
  ),
  'teams-2025': source(
    'Configure Integration and OAuth between Microsoft Teams services and Exchange Server',
    `${LEARN}/skypeforbusiness/deploy/integrate-with-exchange-server/oauth-with-online-and-on-premises`,
    '2025-06-26',
  ),
  'teams-interaction': source(
    'SupportArticles: Resolve interaction issues between Teams and Exchange Server',
    `${GITHUB}/MicrosoftDocs/SupportArticles-docs`,
  ),
  'delegate-blog': source(
    'getps.dev: Enable exchange delegates to schedule Teams meetings',
    'https://getps.dev',
  ),
  'skype-hybrid': source(
    'Configure a hybrid environment (Skype for Business Server)',
    `${GITHUB}/MicrosoftDocs/OfficeDocs-SkypeForBusiness`,
  ),
  'skype-storage': source(
    'OfficeDocs-SkypeForBusiness, issue 702',
    `${GITHUB}/MicrosoftDocs/OfficeDocs-SkypeForBusiness/issues/702`,
  ),
  'skype-draft': source(
    'OfficeDocs-SkypeForBusiness, pull request 10693',
    `${GITHUB}/MicrosoftDocs/OfficeDocs-SkypeForBusiness/pull/10693`,
  ),
  'article-000': source(
    'Configure partner applications in Skype for Business Server and Exchange Server',
    null,
  ),
  'article-001': source(
    'Configure Integration and OAuth between Skype for Business Online and Exchange Server',
    null,
  ),
  'article-003': source('Plan to integrate Skype for Business and Exchange', null, '2021-03-23'),
  'article-002': source(
    'Manage server-to-server authentication (OAuth) and partner applications in Skype for Business Server',
    null,
    '2021-01-12',
  ),
  'plan-2018': source(
    'Plan to integrate Skype for Business and Exchange, edition of February 2018',
    `${GITHUB}/MicrosoftDocs/OfficeDocs-SkypeForBusiness`,
    '2018-02-01',
  ),
  'skype-2019': source(
    'What’s new in Skype for Business Server 2019',
    `${GITHUB}/MicrosoftDocs/OfficeDocs-SkypeForBusiness/blob/live/Skype/SfBServer2019/whats-new.md`,
    '2018-07-03',
  ),
  'voice-mail-end': source(
    'msxfaq.de: Cloud Voicemail with Exchange 2016 and Skype for Business 2015',
    'https://www.msxfaq.de/cloud/sfbonline/cvm_ex2016_sfb2015.htm',
    '2020-02-01',
  ),
  'supported-topologies': source(
    'Skype for Business SDK: supported topologies',
    `${LEARN}/skype-sdk/ucwa/supportedtopologies`,
  ),
  'oauth-certificate': source(
    'Maintain (import, export, renew) the Exchange Server OAuth certificate',
    `${LEARN}/exchange/plan-and-deploy/integration-with-sharepoint-and-skype/maintain-oauth-certificate`,
    '2025-04-18',
  ),
  'auth-certificate-script': source(
    'CSS-Exchange: MonitorExchangeAuthCertificate',
    'https://microsoft.github.io/CSS-Exchange/Admin/MonitorExchangeAuthCertificate/',
    '2026-04-02',
  ),
  'health-checker': source(
    'CSS-Exchange: HealthChecker',
    'https://microsoft.github.io/CSS-Exchange/Diagnostics/HealthChecker/',
    '2026-04-02',
  ),
  'hybrid-app-script': source(
    'CSS-Exchange: ConfigureExchangeHybridApplication',
    'https://microsoft.github.io/CSS-Exchange/Hybrid/ConfigureExchangeHybridApplication/',
    '2026-04-02',
  ),
  'dedicated-application': source(
    'Deploy dedicated Exchange hybrid app',
    `${LEARN}/exchange/hybrid-deployment/deploy-dedicated-hybrid-app`,
    '2025-10-31',
  ),
  'first-party-403': source(
    'CSS-Exchange, issue 2385',
    `${GITHUB}/microsoft/CSS-Exchange/issues/2385`,
  ),
  'false-reading': source(
    'CSS-Exchange, issue 1925',
    `${GITHUB}/microsoft/CSS-Exchange/issues/1925`,
  ),
  'spread-issue': source(
    'CSS-Exchange, issue 1662',
    `${GITHUB}/microsoft/CSS-Exchange/issues/1662`,
  ),
  'kb-3089171': source('Microsoft KB 3089171 (Hybrid Configuration Wizard)', null),
  'kb-3089172': source('Microsoft KB 3089172 (Hybrid Configuration Wizard)', null),
  'owa-certificate': source(
    'SupportArticles: Can’t sign in to Outlook on the web or EAC if OAuth is expired',
    `${GITHUB}/MicrosoftDocs/SupportArticles-docs`,
  ),
  'exchange-cmdlets': source(
    'Exchange and Skype for Business cmdlet reference',
    `${GITHUB}/MicrosoftDocs/office-docs-powershell`,
    '2026-08-01',
  ),
  'exchange-questions': source('Microsoft Q&A: Exchange Server', `${LEARN}/answers`),
  'graph-keys': source(
    'Microsoft Graph: keyCredential resource type',
    `${LEARN}/graph/api/resources/keycredential`,
  ),
  'graph-key-id': source(
    'azure-powershell, issue 6784',
    `${GITHUB}/Azure/azure-powershell/issues/6784`,
  ),
  'graph-policy': source(
    'CSS-Exchange, pull request 2347',
    `${GITHUB}/microsoft/CSS-Exchange/pull/2347`,
  ),
  'graph-throttling': source(
    'Microsoft Graph throttling limits',
    `${LEARN}/graph/throttling-limits`,
  ),
  powershell: source('PowerShell source', `${GITHUB}/PowerShell/PowerShell`),
  'exchange-remote': source(
    'Connect to Exchange servers using remote PowerShell',
    `${LEARN}/powershell/exchange/connect-to-exchange-servers-using-remote-powershell`,
  ),
  'load-balancer': source('DLConversion, issue 32', `${GITHUB}/timmcmic/DLConversion/issues/32`),
  'no-language': source('pypsrp, issue 103', `${GITHUB}/jborean93/pypsrp/issues/103`),
  'setup-account': source('mrigotech.com: Exchange Setup and the application account', null),
  'two-tenants': source(
    'Microsoft Q&A: two tenants with one Exchange organization',
    `${LEARN}/answers`,
  ),
  'oauth-archive': source('Microsoft archived blog: OAuth troubleshooting', null),
  'localhost-browser': source(
    'msgraph-sdk-powershell, issue 2069',
    `${GITHUB}/microsoftgraph/msgraph-sdk-powershell/issues/2069`,
  ),
  'old-modules': source(
    'Azure AD PowerShell to Microsoft Graph PowerShell migration FAQ',
    `${GITHUB}/Azure/azure-docs-powershell-azuread`,
    '2024-04-13',
  ),
  'end-of-support': source(
    'blog.rmilne.ca: Save the date, 14 October 2025',
    'https://blog.rmilne.ca/?p=50284',
    '2025-07-15',
  ),
  'shared-principal-block': source(
    'Exchange Team: temporary enforcements for the shared service principal',
    'https://techcommunity.microsoft.com/blog/exchange/4440682',
    '2025-10-07',
  ),
  'ews-end': source('Summaries of the Exchange Web Services retirement', null),
} as const satisfies Readonly<Record<string, DiagnosisSource>>;

/** One of them. */
export type SourceId = keyof typeof SOURCES;
