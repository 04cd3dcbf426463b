/** What the window can ask for, in words of the product. Channels map onto it one to one (ipc/handlers.ts). */
import type { DiagnosedFile, Diagnosis } from '../../shared/diagnosis';
import type { ChannelInput } from '../../shared/ipc/contract';
import type { AppView, LogLineView } from '../../shared/ipc/views';
import type { CustomerDesk } from './customer-desk';
import type { CustomerDraft } from './customer-draft';
import type { Doctor } from './doctor';
import type { KeysDesk } from './keys-desk';
import type { PlanDesk } from './plan-desk';
import type { HistoryDesk } from './history-desk';
import type { OpenCustomer } from './open-customer';
import type { ReportDesk } from './report-desk';
import type { SettingsDesk } from './settings-desk';
import type { TenantDesk } from './tenant-desk';
import type { UpdateDesk } from './update-desk';

/** The workbench: one window's work on at most one open customer. */
export interface Workbench {
  snapshot(): AppView;
  logLines(after: number): readonly LogLineView[];
  openPractice(input: ChannelInput<'customer.practice'>): Promise<void>;
  createCustomer(input: ChannelInput<'customer.create'>): Promise<void>;
  changeConnection(input: ChannelInput<'customer.connection'>): Promise<void>;
  readCollected(): Promise<void>;
  answerCredential(input: ChannelInput<'credential.answer'>): void;
  /** The list of customers, and the open one's profile. */
  readonly profiles: Pick<
    CustomerDesk,
    | 'contents'
    | 'export'
    | 'choose'
    | 'open'
    | 'cancel'
    | 'restore'
    | 'showFile'
    | 'changeBadge'
    | 'takeOver'
    | 'address'
  >;
  openCustomer(id: string): Promise<void>;
  closeCustomer(): Promise<void>;
  forgetCustomer(id: string): Promise<void>;
  changeInputs(input: ChannelInput<'customer.inputs'>): Promise<void>;
  readonly tenant: Pick<TenantDesk, 'choose' | 'change'>;
  /** What is typed for a new customer. */
  readonly draft: Pick<CustomerDraft, 'read' | 'keep'>;
  signIn(method: 'browser' | 'device-code'): void;
  cancelSignIn(): void;
  signOut(): Promise<void>;
  read(): void;
  cancelRead(): void;
  makePlan(): Promise<void>;
  savePlan(): Promise<void>;
  saveScript(which: 'script' | 'undo'): Promise<void>;
  saveCarried(input: ChannelInput<'carry.save'>): Promise<void>;
  loadCarried(): Promise<void>;
  startRun(input: ChannelInput<'run.start'>): Promise<void>;
  continueRun(): Promise<void>;
  closeRun(): Promise<void>;
  verify(input: ChannelInput<'verify.start'>): Promise<void>;
  planUndo(run: string): Promise<void>;
  diagnoseText(text: string): Promise<Diagnosis>;
  /** Asks for a file; null when none was chosen. */
  diagnoseFile(): Promise<DiagnosedFile | null>;
  resetLab(input: ChannelInput<'lab.reset'>): Promise<void>;
  setLabFault(input: ChannelInput<'lab.fault'>): Promise<void>;
  advanceLab(hours: number): Promise<void>;
  readonly openCustomerNow: OpenCustomer | null;
  readonly doctor: Pick<Doctor, 'run' | 'preview' | 'save'>;
  /** Of the open customer. */
  readonly keys: Pick<KeysDesk, 'read' | 'backup' | 'restore' | 'dropExpired' | 'changePrincipals'>;
  /** Of the open customer. */
  readonly plans: Pick<
    PlanDesk,
    | 'pause'
    | 'resume'
    | 'stop'
    | 'retry'
    | 'skip'
    | 'undoStep'
    | 'compare'
    | 'setAside'
    | 'rehearse'
    | 'rehearsal'
    | 'lookBack'
  >;
  readonly reports: Pick<ReportDesk, 'make' | 'preview' | 'calendar' | 'show'>;
  readonly history: Pick<HistoryDesk, 'list' | 'run' | 'read' | 'check' | 'compare' | 'export'>;
  readonly settings: Pick<
    SettingsDesk,
    'change' | 'choosePowerShell' | 'finishFirstRun' | 'reset' | 'openData'
  >;
  readonly updates: Pick<UpdateDesk, 'check' | 'openFile' | 'download' | 'cancel' | 'showFile'>;
  openLink(input: ChannelInput<'link.open'>): Promise<void>;
  copy(text: string): Promise<void>;
}

/** What the app's life asks of the workbench, besides the window. */
export interface WorkbenchLife {
  /** True while a run changes things. */
  readonly isRunning: boolean;
  /** Lets the command under way end; the run stops there. */
  finishCommand(): Promise<void>;
  dispose(): Promise<void>;
}
