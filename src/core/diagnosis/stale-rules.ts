/** What is out of date in scripts and articles, as data. Facts: the documents each rule names. */
import { APPLICATIONS } from '../../shared/applications';
import type { SourceId } from './sources';

/** One thing that is out of date. All literals are lower-case. */
export interface StaleRule {
  readonly id: string;
  /** One of these groups stands in the line, each of its members somewhere. */
  readonly has: readonly (readonly string[])[];
  /** These stand in the line or a few lines around it. */
  readonly near?: readonly string[];
  /** With one of these in it, the line is not meant. */
  readonly without?: readonly string[];
  /** ISO 8601 day since when; null where none is known. */
  readonly since: string | null;
  readonly dangerous: boolean;
  readonly sources: readonly SourceId[];
}

const { exchangeOnline, skypeForBusinessOnline } = APPLICATIONS;

/** Every rule. Several may mark one line. */
export const STALE_RULES: readonly StaleRule[] = [
  {
    id: 'msonline',
    has: [['-msol'], ['import-module', 'msonline'], ['install-module', 'msonline']],
    without: ['msonlineextended', 'new-msolserviceprincipalcredential'],
    since: '2025-03-30',
    dangerous: false,
    sources: ['old-modules', 'article-001'],
  },
  {
    id: 'msonlineextended',
    has: [['msonlineextended']],
    since: '2025-03-30',
    dangerous: false,
    sources: ['old-modules', 'article-001'],
  },
  {
    id: 'msol-credential',
    has: [['new-msolserviceprincipalcredential']],
    since: '2025-03-30',
    dangerous: false,
    sources: ['old-modules', 'teams-2025'],
  },
  {
    id: 'azuread',
    has: [['connect-azuread'], ['-azuread'], ['import-module', 'azuread']],
    since: '2025-03-30',
    dangerous: false,
    sources: ['old-modules'],
  },
  {
    id: 'shared-principal',
    has: [
      ['new-msolserviceprincipalcredential'],
      ['update-mgserviceprincipal', '-keycredentials'],
      ['add-mgserviceprincipalkey'],
    ],
    near: [exchangeOnline],
    since: '2025-10-31',
    dangerous: true,
    sources: ['shared-principal-block', 'dedicated-application'],
  },
  {
    id: 'key-list-replaced',
    has: [['update-mgserviceprincipal', '-keycredentials', '@(']],
    since: null,
    dangerous: true,
    sources: ['graph-keys', 'teams-2025'],
  },
  {
    id: 'thumbprint-match',
    has: [
      ['.thumbprint', '-match'],
      ['thumbprint', '-like', '*'],
    ],
    since: null,
    dangerous: true,
    sources: ['article-001'],
  },
  {
    id: 'quoted-script',
    has: [['"', 'configure-enterprisepartnerapplication.ps1 -']],
    since: null,
    dangerous: false,
    sources: ['article-000'],
  },
  {
    id: 'script-again',
    has: [['configure-enterprisepartnerapplication.ps1', '-authmetadataurl']],
    since: null,
    dangerous: true,
    sources: ['article-000', 'exchange-cmdlets'],
  },
  {
    id: 'all-connection-points',
    has: [
      ['get-clientaccessserver', '|', 'set-clientaccessserver'],
      ['get-clientaccessservice', '|', 'set-clientaccessservice'],
    ],
    since: null,
    dangerous: true,
    sources: ['article-003', 'exchange-cmdlets'],
  },
  {
    id: 'client-access-server',
    has: [['get-clientaccessserver'], ['set-clientaccessserver']],
    since: null,
    dangerous: false,
    sources: ['exchange-cmdlets'],
  },
  {
    id: 'autodiscover-xml',
    has: [['exchangeautodiscoverurl', 'autodiscover.xml']],
    since: null,
    dangerous: false,
    sources: ['article-003'],
  },
  {
    id: 'legacy-application',
    has: [['new-partnerapplication', skypeForBusinessOnline]],
    since: '2025-06-26',
    dangerous: false,
    sources: ['teams-2025', 'health-checker'],
  },
  {
    id: 'broad-role',
    has: [
      ['new-managementroleassignment', 'archiveapplication'],
      ['new-managementroleassignment', '-role userapplication'],
    ],
    since: '2025-06-26',
    dangerous: false,
    sources: ['teams-2025'],
  },
  {
    id: 'mail-user-parameter',
    has: [['new-mailuser', ' -applicationaccount']],
    since: null,
    dangerous: false,
    sources: ['exchange-cmdlets', 'teams-2025'],
  },
  {
    id: 'no-domain-controller',
    has: [['new-partnerapplication', '-linkedaccount']],
    without: ['-domaincontroller'],
    since: null,
    dangerous: false,
    sources: ['exchange-cmdlets'],
  },
  {
    id: 'remove-by-id',
    has: [['get-partnerapplication', '|', 'remove-partnerapplication']],
    since: null,
    dangerous: true,
    sources: ['skype-hybrid', 'teams-2025'],
  },
  {
    id: 'auth-server-domain',
    has: [
      ['new-authserver', ' -domain '],
      ['set-authserver', ' -domain '],
    ],
    since: null,
    dangerous: false,
    sources: ['exchange-cmdlets'],
  },
  {
    id: 'auth-server-by-name',
    has: [
      ['get-authserver', '-eq', 'evosts'],
      ['get-authserver', '-identity evosts'],
      ['set-authserver', '-identity evosts'],
    ],
    since: null,
    dangerous: false,
    sources: ['health-checker', 'oauth-exchange'],
  },
  {
    id: 'online-remote-shell',
    has: [['powershell-liveid'], ['-userpssession']],
    since: null,
    dangerous: false,
    sources: ['exchange-cmdlets'],
  },
  {
    id: 'snap-in',
    has: [['add-pssnapin', 'exchange']],
    since: null,
    dangerous: true,
    sources: ['exchange-cmdlets'],
  },
  {
    id: 'clean-up-thumbprint',
    has: [['-resetfirstpartyserviceprincipalkeycredentials']],
    since: null,
    dangerous: true,
    sources: ['hybrid-app-script'],
  },
  {
    id: 'export-private-key',
    has: [['export-exchangecertificate']],
    since: null,
    dangerous: true,
    sources: ['exchange-cmdlets', 'health-checker'],
  },
];
