/**
 * The documents behind steps, actions and findings. Main opens these addresses; the window only sends the id. The
 * article of 2021 and its successor of June 2025 live at one address; the anchors are those of the edition online now,
 * where the later steps moved by one.
 */
import type { LinkId } from '../../shared/ipc/views';

/** A place in a document. */
export interface Article {
  /** Title of the document, as published. */
  readonly title: string;
  /** Number in this project's collection of articles; null for documents outside it. */
  readonly number: string | null;
  /** Step in the edition that the plan follows; null where the whole document is meant. */
  readonly step: number | null;
  /** Address with the anchor of the step. Always https. */
  readonly url: string;
}

const LEARN = 'https://learn.microsoft.com/en-us';
const SKYPE_ARTICLE = `${LEARN}/skypeforbusiness/deploy/integrate-with-exchange-server/oauth-with-online-and-on-premises`;

function step(number: number, anchor: string): Article {
  return {
    title: 'Configure Integration and OAuth between Skype for Business Online and Exchange Server',
    number: '001',
    step: number,
    url: `${SKYPE_ARTICLE}#${anchor}`,
  };
}

/** One article, collected in two languages. */
function partnerArticle(number: string): Article {
  return {
    title: 'Configure partner applications in Skype for Business Server and Exchange Server',
    number,
    step: null,
    url: `${LEARN}/skypeforbusiness/deploy/integrate-with-exchange-server/configure-partner-applications`,
  };
}

/** Every document that a plan or finding may name. */
const ARTICLES: Readonly<Record<Exclude<LinkId, 'project'>, Article>> = {
  'article-001-step-1': step(
    1,
    'step-1-configure-oauth-authentication-between-exchange-server-and-exchange-online',
  ),
  'article-001-step-2': step(
    2,
    'step-2-create-a-new-mail-user-account-used-by-microsoft-teams-calendar-scheduler-service',
  ),
  'article-001-step-3': step(
    3,
    'step-3-create-and-enable-a-partner-application-for-teams-calendar-scheduler-service-integration',
  ),
  'article-001-step-4': step(4, 'step-5-export-the-exchange-server-auth-certificate'),
  'article-001-step-5': step(
    5,
    'step-6-upload-the-exchange-server-auth-certificate-to-microsoft-entra-acs',
  ),
  'article-001-step-6': step(
    6,
    'step-7-verify-that-the-certificate-was-uploaded-to-the-first-party-service-principals',
  ),
  'teams-2025': {
    title: 'Configure Integration and OAuth between Microsoft Teams services and Exchange Server',
    number: null,
    step: null,
    url: SKYPE_ARTICLE,
  },
  'oauth-exchange': {
    title: 'Configure OAuth authentication between Exchange and Exchange Online organizations',
    number: null,
    step: null,
    url: `${LEARN}/exchange/configure-oauth-authentication-between-exchange-and-exchange-online-organizations-exchange-2013-help`,
  },
  'dedicated-hybrid-application': {
    title: 'Deploy dedicated Exchange hybrid app',
    number: null,
    step: null,
    url: `${LEARN}/exchange/hybrid-deployment/deploy-dedicated-hybrid-app`,
  },
  'set-auth-config': {
    title: 'Set-AuthConfig',
    number: null,
    step: null,
    url: `${LEARN}/powershell/module/exchangepowershell/set-authconfig`,
  },
  'article-000': partnerArticle('000'),
  'article-002': {
    title: 'Manage server-to-server authentication (OAuth) and partner applications',
    number: '002',
    step: null,
    url: `${LEARN}/skypeforbusiness/manage/authentication/server-to-server-and-partner-applications`,
  },
  'article-003': {
    title: 'Plan to integrate Skype for Business and Exchange',
    number: '003',
    step: null,
    url: `${LEARN}/skypeforbusiness/plan-your-deployment/integrate-with-exchange/integrate-with-exchange`,
  },
  'article-004': partnerArticle('004'),
  'skype-hybrid': {
    title:
      'Configure server-to-server authentication for a Skype for Business Server hybrid environment',
    number: null,
    step: null,
    url: `${LEARN}/skypeforbusiness/manage/authentication/configure-a-hybrid-environment`,
  },
  'skype-federation': {
    title: 'Configure Skype for Business hybrid',
    number: null,
    step: null,
    url: `${LEARN}/skypeforbusiness/hybrid/configure-federation-with-skype-for-business-online`,
  },
  'new-exchange-certificate': {
    title: 'New-ExchangeCertificate',
    number: null,
    step: null,
    url: `${LEARN}/powershell/module/exchangepowershell/new-exchangecertificate`,
  },
};

/** The document of an id; undefined for an id that names none, as an edited plan may hold. */
export function articleOf(id: string): Article | undefined {
  return Object.entries(ARTICLES).find(([key]) => key === id)?.[1];
}

/** The document as one line: number, title and step. Never translated: it is the published title. */
export function articleLine(article: Article): string {
  const number = article.number === null ? '' : `${article.number} `;
  return `${number}${article.title}${article.step === null ? '' : `, step ${String(article.step)}`}`;
}
