/** What main knows, as the projections take it. Everything here is plain data; making views of it is pure. */
import type { AppError } from '../../../shared/errors';
import type { Language } from '../../../shared/languages';
import type { Policy } from '../../../shared/policy';
import type { Settings, ThemeChoice } from '../../../shared/settings';
import type {
  CredentialView,
  CustomerView,
  DoctorView,
  ImportView,
  LabView,
  ReportView,
  SignInView,
} from '../../../shared/ipc/views';
import type { Drift } from '../../../core/history/drift';
import type { LastRead } from '../../../core/history/last-read';
import type { Trial } from '../../../core/carry/trial';
import type { KeysKnown } from '../../../core/keys/key-keeper';
import type { CustomerRecord } from '../../../core/model/customer';
import type { TargetId } from '../../../core/model/command';
import type { Observations } from '../../../core/model/observation';
import type { ListedCustomer } from '../../../adapters/storage/customer-list';
import type { ActionRules } from '../../../core/policy/rules';
import type { SessionState } from '../../../core/session';
import type { LookBackState } from '../look-back';
import type { HeldAction } from '../../../core/engine/run-types';
import type { DownloadView } from '../../../shared/update';

/** What keeps a customer busy. */
export type Busy = NonNullable<CustomerView['busy']>;

/** Where a live run stands towards the person: what the journal cannot know. */
export type RunPhase = 'running' | 'pausing' | 'paused' | 'resolving';

/** The open customer. */
export interface OpenState {
  readonly session: SessionState;
  /** The record as it was when the customer was opened. */
  readonly openedAs: CustomerRecord;
  readonly keys: KeysKnown;
  /** The last observations; the session drops its own after a run, because they must be read again. */
  readonly known: Observations | null;
  /** By the customer's clock: virtual in the practice lab. */
  readonly now: Date;
  /** The customer's clock minus the computer's, in whole seconds, as milliseconds. */
  readonly clockOffset: number;
  readonly busy: Busy | null;
  readonly error: AppError | null;
  readonly signIn: SignInView;
  readonly phase: RunPhase;
  /** Failed actions of the live run that wait for the person. */
  readonly held: readonly HeldAction[];
  readonly where: Readonly<Record<TargetId, string>>;
  readonly lab: LabView | null;
  /** Folder of collected files that is read; null: the servers. */
  readonly collected: string | null;
  readonly report: ReportView | null;
  /** The last look at what an interrupted run left open; null: none was made. */
  readonly lookBack: LookBackState | null;
  /** What changed since the last verified state. */
  readonly drift: Drift | null;
  /** The last completed read in short, also from before a restart. Shown, and never planned from. */
  readonly lastRead: LastRead | null;
  /** What `-WhatIf` said of plans, oldest first. */
  readonly trials: readonly Trial[];
  /** What the organisation lets be changed. */
  readonly rules?: ActionRules;
}

/** Everything the window shows. */
export interface AppState {
  readonly sequence: number;
  readonly language: Language;
  readonly theme: ThemeChoice;
  readonly firstRun: boolean;
  readonly productVersion: string;
  readonly dataFolder: string;
  readonly practiceOnly: boolean;
  readonly policy: Policy;
  readonly credential: CredentialView | null;
  readonly powershell: string | null;
  readonly practiceDirect: boolean;
  readonly settings: Settings;
  readonly customers: readonly ListedCustomer[];
  readonly customersLoading: boolean;
  readonly importing: ImportView | null;
  readonly open: OpenState | null;
  readonly doctor: DoctorView;
  readonly download: DownloadView | null;
}
