/** What main asks the person itself, outside the window's page: an injected script can neither see nor answer it. */
import type { Plan } from '../../core/model/plan';
import type { Tag } from '../../core/model/action';
import type { CheckFile } from '../../shared/ipc/tenant-channels';

/** A run about to start: main's own plan, and what main itself computed from the consents. */
export interface RunQuestion {
  readonly customer: string;
  readonly tenantDomain: string;
  readonly practice: boolean;
  readonly plan: Plan;
  readonly consents: readonly Tag[];
  /** Ids of actions that the organisation does not allow. */
  readonly refused: readonly string[];
  /** A run that ended unexpectedly is gone on with: actions that its journal has decided. */
  readonly decided?: ReadonlySet<string>;
}

/** A test that writes an item into a mailbox. */
export interface MailboxQuestion {
  readonly customer: string;
  readonly tenantDomain: string;
  readonly practice: boolean;
  readonly mailbox: string;
}

/** Hosts that would be reached because the window named them: a customer's, or one for everything. */
export type HostQuestion =
  | { readonly kind: 'customer'; readonly customer: string; readonly hosts: readonly string[] }
  | { readonly kind: 'proxy' | 'feed'; readonly hosts: readonly string[] };

/** Kinds of files that are saved. */
export type SaveKind =
  'plan' | 'script' | 'undo' | 'customer' | 'bundle' | 'calendar' | 'table' | 'comparison';

/** Questions to the person. The least harmful answer is the default of each. */
export interface Person {
  confirmRun(question: RunQuestion): Promise<boolean>;
  confirmMailboxTest(question: MailboxQuestion): Promise<boolean>;
  confirmForget(name: string, folder: string): Promise<boolean>;
  /** `signal` takes the question away, which is a refusal. */
  confirmHosts(question: HostQuestion, signal?: AbortSignal): Promise<boolean>;
  /** The chosen file; undefined when cancelled. */
  chooseFileToSave(kind: SaveKind, name: string): Promise<string | undefined>;
  chooseCustomerFile(): Promise<string | undefined>;
  /** A folder of files collected on a server. */
  chooseCollectedFolder(): Promise<string | undefined>;
  /** A PowerShell program. */
  choosePowerShell(): Promise<string | undefined>;
  /** The result of a script that was carried by hand. */
  chooseResultFile(): Promise<string | undefined>;
  /** A plan that was saved. */
  choosePlanFile(): Promise<string | undefined>;
  /** A backup of key lists. */
  chooseBackupFile(): Promise<string | undefined>;
  /** Certificate or key of the sign-in for scheduled checks. */
  chooseCheckFile(which: CheckFile): Promise<string | undefined>;
  /** The folder that a package is put in. */
  chooseUpdateFolder(): Promise<string | undefined>;
  /** A text or log to be read. */
  chooseTextFile(): Promise<string | undefined>;
  /** True: finish the current command, then close. */
  confirmClose(): Promise<boolean>;
  /** True: reload the page that does not answer. */
  confirmReload(): Promise<boolean>;
}
