/**
 * What main shows the window: plain data, rebuilt from main's state at any time, so that a reloaded window shows the
 * same. Texts are message keys with arguments; commands, ids and server texts are literal and never translated.
 */
import type {
  BadgeView,
  CustomerRowView,
  IdentityView,
  ImportView,
  StagingView,
} from './customers-view';
import type { KeysView } from './keys-view';
import type { CloudChoice } from '../clouds';
import type { AppError } from '../errors';
import type { LabFault, LabStart } from '../lab';
import type { Language } from '../languages';
import type { Notice } from '../notices';
import type { Policy } from '../policy';
import type { Settings, ThemeChoice } from '../settings';
import type {
  TextView,
  StepIdView,
  RecipeView,
  ScenarioView,
  ComparisonView,
  DifferenceView,
  FindingView,
  LinkId,
} from './view-basics';
import type { DoctorView } from './doctor-view';
import type { InputMark } from './forms-view';
import type { DriftView } from './history-view';
import type { ReportView } from './report-view';
import type { FrameView } from './frame-view';
import type { OAuthView } from './step-view';
import type {
  CarrySideView,
  CarryView,
  PlanView,
  RunSummaryView,
  RunView,
  VerificationView,
} from './work-views';
import type { DownloadView } from '../update';

export * from './view-basics';
export type * from './customers-view';
export type * from './doctor-view';
export type * from './frame-view';
export type * from './work-views';
export type * from './history-view';
export type * from './report-view';
export type * from './step-view';

/** Rail states of ux.md C. `waits` names the step it waits for. */
export type StepStateView =
  | 'not-started'
  | 'waits'
  | 'running'
  | 'verified'
  | 'applied'
  | 'attention'
  | 'failed'
  | 'unknown'
  | 'drifted'
  | 'not-needed';

/** Everything the window shows. */
export interface AppView {
  /** Grows with every change; a view older than the one shown is dropped. */
  readonly sequence: number;
  readonly language: Language;
  readonly theme: ThemeChoice;
  readonly firstRun: boolean;
  readonly productVersion: string;
  readonly dataFolder: string;
  /** True in the older runtime, and where the organisation leaves nothing else: practice lab only. */
  readonly practiceOnly: boolean;
  readonly customers: readonly CustomerRowView[];
  /** True until the list was read for the first time. */
  readonly customersLoading: boolean;
  /** An exported customer waits for its passphrase. */
  readonly importing: ImportView | null;
  readonly open: CustomerView | null;
  /** A server asks for a credential. */
  readonly credential: CredentialView | null;
  /** The PowerShell that was chosen; null: the one that is found. */
  readonly powershell: string | null;
  /** True: the practice lab is used without PowerShell. */
  readonly practiceDirect: boolean;
  readonly settings: Settings;
  /** What the organisation sets. */
  readonly policy: Policy;
  readonly doctor: DoctorView;
  readonly download: DownloadView | null;
  readonly frame: FrameView;
}

/** A question for a credential. Never holds a password. */
export interface CredentialView {
  readonly id: string;
  readonly server: string;
  /** Name given the last time; empty the first time. */
  readonly user: string;
  /** True when the server refused what was given the last time. */
  readonly refused: boolean;
}

/** How servers and tenant are reached. */
export interface ConnectionView {
  readonly exchangeServer: string;
  readonly exchange: ExchangeWayView;
  readonly tenant: TenantWayView;
  readonly online: OnlineWayView;
  readonly skype: SkypeWayView;
  /** The front end whose shell is used; empty where none was named. */
  readonly skypeServer: string;
}

export interface CustomerView {
  readonly id: string;
  readonly name: string;
  readonly badge: BadgeView;
  readonly practice: boolean;
  readonly tenantDomain: string;
  readonly tenantId: string;
  /** Milliseconds by which this customer's clock is ahead of the computer's; the practice lab's is far from 0. */
  readonly clockOffset: number;
  readonly recipe: RecipeView;
  readonly scenario: ScenarioView;
  /** How step 1 comes about; null in a scenario without that step. */
  readonly oauth: OAuthView | null;
  /** Draft values of the wizard's fields by input name; kept by main, so they survive reloads and crashes. */
  readonly inputs: Readonly<Record<InputName, string>>;
  /** Inputs that were filled from what was read, not typed. */
  readonly inputProblems: readonly { readonly input: InputName; readonly error: AppError }[];
  /** What was read about the values above; absent where nothing was. */
  readonly inputMarks: Readonly<Partial<Record<InputName, InputMark>>>;
  /** What was read and may be chosen; any other value can still be typed. */
  readonly choices: Readonly<Partial<Record<InputName, readonly string[]>>>;
  /** How this customer is recognised. */
  readonly identity: IdentityView;
  /** null for a customer that may be changed. */
  readonly staging: StagingView | null;
  /** ISO 8601: when fields were last typed before an unexpected end; null where nothing was restored. */
  readonly restoredAt: string | null;
  readonly signIn: SignInView;
  readonly tenantSettings: TenantSettingsView;
  /** null for the practice customer, whose lab decides. */
  readonly connection: ConnectionView | null;
  /** Folder of collected files that the Exchange side was read from; null: its servers. */
  readonly collected: string | null;
  readonly topology: TopologyView;
  /** Non-null while a read (or a verification's read) is under way. */
  readonly reading: {
    readonly done: number;
    readonly total: number;
    readonly current: TextView | null;
  } | null;
  /** ISO 8601 of the last read since the customer was opened. */
  readonly readAt: string | null;
  /** ISO 8601 of a read before that, which topology and certificate are shown from; null: none, or read again since. */
  readonly readBefore: string | null;
  readonly steps: readonly StepView[];
  readonly next: NextView;
  readonly certificate: CertificateView | null;
  readonly findings: readonly FindingView[];
  /** What changed around the subject, and whether it concerns this customer. */
  readonly notices: readonly Notice[];
  readonly plan: PlanView | null;
  readonly run: RunView | null;
  readonly verification: VerificationView | null;
  readonly report: ReportView | null;
  /** What changed since the last verified state; null: nothing known. */
  readonly drift: DriftView | null;
  readonly runs: readonly RunSummaryView[];
  readonly lab: LabView | null;
  readonly carry: CarryView;
  readonly keys: KeysView;
  /** The last refused call or failed operation that belongs to no row; cleared by the next one. */
  readonly error: AppError | null;
  /** What keeps main busy; while set, other operations are refused. */
  readonly busy: 'read' | 'plan' | 'run' | 'verify' | 'report' | 'lab' | null;
}

export const EXCHANGE_WAY_VIEWS = ['remote', 'remote-credential', 'local', 'carry'] as const;
export type ExchangeWayView = (typeof EXCHANGE_WAY_VIEWS)[number];
export const TENANT_WAY_VIEWS = ['sign-in', 'carry'] as const;
export type TenantWayView = (typeof TENANT_WAY_VIEWS)[number];
export const ONLINE_WAY_VIEWS = ['sign-in', 'carry'] as const;
export type OnlineWayView = (typeof ONLINE_WAY_VIEWS)[number];
export const SKYPE_WAY_VIEWS = ['remote', 'carry'] as const;
export type SkypeWayView = (typeof SKYPE_WAY_VIEWS)[number];

export const INPUT_NAMES = [
  'verifiedDomain',
  'domainController',
  'classicAccountName',
  'classicAddress',
  'teamsAccountName',
  'teamsAddress',
  'teamsRoleName',
  'testMailbox',
  'effectiveDate',
  'rollNow',
  'pool',
  'exchangeAutodiscoverUrl',
  'autodiscoverAllowedDomains',
  'issuerThumbprint',
  'issuerEffectiveDate',
  'testSipAddress',
  'storageHost',
  'testFolder',
  'keepTestItem',
  'archiving',
  'contactStore',
  'federation',
  'restartAt',
] as const;
export type InputName = (typeof INPUT_NAMES)[number];

/** How the tenant is signed in to, as typed; empty texts are as usual. Of files only the names. */
export interface TenantSettingsView {
  /** `auto`: told by the initial domain. */
  readonly cloud: CloudChoice | 'auto';
  readonly login: string;
  readonly graph: string;
  readonly clientId: string;
  readonly remember: boolean;
  readonly appOnly: {
    readonly clientId: string;
    readonly certificateFile: string;
    readonly keyFile: string;
  };
}

export type SignInView =
  | { readonly state: 'signed-out' }
  | { readonly state: 'waiting'; readonly secondsLeft: number }
  | {
      readonly state: 'device-code';
      readonly userCode: string;
      readonly verificationUri: string;
      readonly secondsLeft: number;
    }
  | {
      readonly state: 'signed-in';
      readonly account: string;
      readonly tenantId: string;
      readonly expiresAt: string;
    }
  | { readonly state: 'failed'; readonly error: AppError };

export interface TopologyView {
  readonly exchange: {
    readonly state: 'not-read' | 'read' | 'not-reached';
    readonly servers: readonly { readonly name: string; readonly version: string }[];
    readonly thumbprint: string | null;
  };
  readonly tenant: {
    readonly state: 'not-read' | 'read' | 'not-reached';
    readonly name: string | null;
    readonly account: string | null;
    /** Keys of our certificates found, over all principals of the recipe. */
    readonly keysFound: number | null;
  };
  /** The pools, where they have a part; else null. */
  readonly pool: {
    readonly state: 'not-read' | 'read' | 'not-reached';
    readonly names: readonly string[];
  } | null;
  /** Which two stand beside each other. */
  readonly sides: 'exchange-tenant' | 'exchange-pool' | 'pool-tenant';
  /** From the first of them to the second, and back. */
  readonly outbound: 'unknown' | 'configured' | 'not-configured';
  readonly inbound: 'unknown' | 'configured' | 'not-configured';
}

export interface StepView {
  readonly id: StepIdView;
  /** 0 for Prepare, then 1–6. */
  readonly number: number;
  readonly state: StepStateView;
  readonly waitsFor: StepIdView | null;
  readonly branch: 'trunk' | 'identity' | 'trust';
  /** What was compared for this step: the wizard's step screen and plan "No changes" show it. */
  readonly resources: readonly ResourceView[];
  readonly findings: readonly FindingView[];
  /** Ids of the plan's actions that belong to this step, in order. */
  readonly actions: readonly string[];
  /** Where its commands run, e.g. `EX01.contoso.lab`. */
  readonly runsOn: string;
  readonly article: LinkId;
}

export interface ResourceView {
  readonly id: string;
  readonly title: TextView;
  readonly state: 'present' | 'absent' | 'differs' | 'unknown' | 'by-hand' | 'not-needed';
  readonly comparisons: readonly ComparisonView[];
  readonly keeps: readonly {
    readonly title: TextView;
    readonly differences: readonly DifferenceView[];
  }[];
  readonly byHand: readonly TextView[];
  readonly cannotPreview: readonly TextView[];
}

export type NextView =
  | { readonly kind: 'read' }
  | { readonly kind: 'plan' }
  /** The side has to be looked at by hand. */
  | { readonly kind: 'carry-look'; readonly target: CarrySideView['target'] }
  | { readonly kind: 'review'; readonly changes: number }
  | { readonly kind: 'watch-run' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'verify' }
  | { readonly kind: 'report' }
  | { readonly kind: 'by-hand'; readonly step: StepIdView }
  | { readonly kind: 'done' };

export interface CertificateView {
  readonly thumbprint: string;
  /** ISO 8601. */
  readonly notAfter: string;
  readonly notBefore: string;
  readonly daysLeft: number;
}

export interface LabView {
  readonly seed: number;
  readonly start: LabStart;
  /** A copy of a customer's state; `start` then says nothing. */
  readonly isCopy: boolean;
  readonly now: string;
  readonly faults: readonly LabFault[];
  readonly reads: number;
  readonly changes: number;
  /** How commands reach the lab; null before the first. `fallback`: PowerShell was wanted and did not start. */
  readonly way:
    | { readonly kind: 'direct'; readonly fallback?: AppError }
    | { readonly kind: 'powershell'; readonly version: string }
    | null;
}

/** A line of the live log. */
export interface LogLineView {
  readonly sequence: number;
  readonly at: string;
  readonly target: string;
  readonly level: 'info' | 'warning' | 'error';
  /** Literal: cmdlet and parameters, or a server's text. */
  readonly text: string;
}
