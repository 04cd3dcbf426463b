/** Small views that every other view is made of. */
import type { ErrorCode } from '../errors';

/** A text of the catalogue. Same shape as core's MessageRef. */
export interface TextView {
  readonly key: string;
  readonly args: Readonly<Record<string, string | number>>;
}

export type StepIdView =
  | 'prepare'
  | 'oauth'
  | 'mail-user'
  | 'partner-application'
  | 'export-certificate'
  | 'upload-certificate'
  | 'verify-keys'
  | 'create-certificate'
  | 'stage-certificate'
  | 'publish-certificate'
  | 'clear-certificate'
  | 'sfb-certificate'
  | 'autodiscover'
  | 'sfb-partner'
  | 'restart-iis'
  | 'exchange-partner'
  | 'mailbox-test'
  | 'archiving'
  | 'contact-store'
  | 'cloud-trust'
  | 'pool-names'
  | 'federation';
export const SCENARIO_VIEWS = [
  'tenant-exchange',
  'certificate-rollover',
  'sfb-server-exchange',
  'sfb-server-tenant',
] as const;
export type ScenarioView = (typeof SCENARIO_VIEWS)[number];
export type RecipeView = 'sfb-online-classic' | 'teams-2025' | 'both';
export type TagView =
  | 'interrupts-service'
  | 'writes-mailbox'
  | 'adds-credential'
  | 'removes-credential'
  | 'grants-full-trust'
  | 'cannot-undo'
  | 'needs-tenant-admin';

export interface ComparisonView {
  /** Literal property name. */
  readonly property: string;
  readonly expected: string;
  readonly found: string;
  readonly verdict: 'equal' | 'differs' | 'could-not-check';
}

export interface DifferenceView {
  readonly property: string;
  readonly before: string;
  readonly after: string;
}

export interface FindingView {
  readonly code: ErrorCode;
  readonly args: Readonly<Record<string, string | number>>;
  readonly severity: 'info' | 'warning' | 'blocking';
  readonly step: StepIdView;
  readonly detail?: string;
}

/** Links that main may open; the window sends the id, never an address. */
export const LINK_IDS = [
  'article-001-step-1',
  'article-001-step-2',
  'article-001-step-3',
  'article-001-step-4',
  'article-001-step-5',
  'article-001-step-6',
  'teams-2025',
  'oauth-exchange',
  'dedicated-hybrid-application',
  'set-auth-config',
  'new-exchange-certificate',
  'article-000',
  'article-002',
  'article-003',
  'article-004',
  'skype-hybrid',
  'skype-federation',
  'project',
] as const;
export type LinkId = (typeof LINK_IDS)[number];
