/** What the core needs from outside. Adapters implement these; the core never knows how. */
import type { AppError } from '../shared/errors';
import type { Json } from '../shared/json';
import type { Result } from '../shared/result';
import type { LogEvent, LogFields, LogScope } from './log-events';
import type { GraphRequest, ResolvedCmdlet } from './model/command';
import type { JournalEntry } from './model/journal';
import type { CustomerRecord, RunSummary } from './model/customer';
import type { Plan, ScenarioId } from './model/plan';
import type { Verification } from './model/proof';

/** Outcome of a command or request. `unknown`: it was sent and no complete answer came; it may have happened. */
export type Outcome<T> =
  | { readonly kind: 'done'; readonly value: T; readonly warnings: readonly string[] }
  | { readonly kind: 'failed'; readonly error: AppError }
  | { readonly kind: 'unknown'; readonly error: AppError };

/** Limits of one call. */
export interface CallOptions {
  /** Milliseconds until the call is given up, by the Clock. */
  readonly deadlineMs: number;
  readonly signal?: AbortSignal;
  /** Ties logs together. */
  readonly requestId: string;
}

/** An error record as a remote caller sees it. Texts may be in any language; match types and ids first. */
export interface ShellErrorRecord {
  readonly message: string;
  readonly fullyQualifiedErrorId: string;
  readonly category: string;
  readonly exceptionType: string;
}

/** Where and when an answer was collected that a person carried here. */
export interface Collected {
  readonly host: string;
  /** ISO 8601, by that computer's clock. */
  readonly at: string;
}

/** How a cmdlet ended. `unknown`: it was sent and no complete answer came; it may have happened. */
export type ShellOutcome =
  | {
      readonly kind: 'done';
      readonly items: readonly unknown[];
      readonly warnings: readonly string[];
      readonly collected?: Collected;
    }
  | {
      readonly kind: 'failed';
      readonly record: ShellErrorRecord;
      readonly collected?: Collected;
    }
  | { readonly kind: 'not-sent'; readonly error: AppError }
  | { readonly kind: 'unknown'; readonly error: AppError };

/** What a session offers of one cmdlet that this product may use. */
export interface SessionRight {
  readonly command: string;
  /** False where the session does not have it: no role of the account grants it. */
  readonly found: boolean;
  /** Parameters that this product may give and the session does not have. */
  readonly missing: readonly string[];
}

/** Answer to the question for a session's rights. `not-known`: there is no session to ask. */
export type RightsOutcome =
  | { readonly kind: 'done'; readonly rights: readonly SessionRight[] }
  | { readonly kind: 'not-known' }
  | { readonly kind: 'not-sent' | 'unknown'; readonly error: AppError };

/** A shell that runs cmdlets in the order they are asked for: one at a time, or some reads side by side. */
export interface Shell {
  invoke(command: ResolvedCmdlet, options: CallOptions): Promise<ShellOutcome>;
  /** How many reads it can run at a time; absent: one. A change always runs alone. */
  readonly parallelReads?: number;
  /** What the session may do; absent where there is no session to ask (files collected or carried by hand). */
  rights?(options: CallOptions): Promise<RightsOutcome>;
  /** For people: the host, e.g. `EX01.contoso.lab`. */
  readonly description: string;
}

/** Answer of a Graph request. */
export interface DirectoryAnswer {
  readonly status: number;
  readonly body: Json;
  readonly collected?: Collected;
}

/**
 * Microsoft Graph. 404 is an answer (`status: 404`), other 4xx and 5xx are failures with a code. A GET is retried
 * within the deadline; a write whose outcome is not known is `unknown` and never sent again by the adapter.
 */
export interface Directory {
  send(request: GraphRequest, options: CallOptions): Promise<Outcome<DirectoryAnswer>>;
  /**
   * Makes sure, before a run's first command, that these requests may be sent: asks for permissions that the sign-in
   * does not have yet. Absent where there is nothing to ask.
   */
  prepare?(requests: readonly GraphRequest[]): Promise<Result<null>>;
  readonly description: string;
}

/** Files of one customer. Paths are relative, made of safe names only; escaping the folder is refused. */
export interface Files {
  read(path: string): Promise<Uint8Array | undefined>;
  /** Atomic and flushed: the old content or the new, never a mixture. */
  write(path: string, content: Uint8Array): Promise<void>;
  remove(path: string): Promise<void>;
  /** Names of the files in a folder; none where it is not there. */
  list(path: string): Promise<readonly string[]>;
}

/** The journal of one run. */
export interface Journal {
  /** Resolves when the line is on disk. Rejects with a CodedError (HX-FULL, HX-RO, HX-FILE) otherwise. */
  append(entry: JournalEntry): Promise<void>;
  entries(): readonly JournalEntry[];
}

/** Time. All waiting goes through here, so tests never wait for real. */
export interface Clock {
  now(): Date;
  /** Milliseconds of a steady clock, for durations. */
  monotonic(): number;
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** Unique ids. */
export interface Ids {
  /** A version 4 GUID. */
  guid(): string;
}

/** A certificate as far as the domain cares. Dates are ISO 8601 UTC. */
export interface CertificateInfo {
  /** SHA-1 of the DER bytes, 40 upper-case hex digits. */
  readonly thumbprint: string;
  readonly subject: string;
  readonly issuer: string;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly keyBits: number;
  /** Base64 of the DER bytes: the public part, nothing else. */
  readonly raw: string;
}

/** Hashing and certificate parsing. */
export interface Crypto {
  /** Hex SHA-256 of UTF-8 text. */
  sha256(text: string): string;
  /** Parses base64 DER; undefined when it is no certificate. */
  certificate(raw: string): CertificateInfo | undefined;
}

/** Local structured log: events of a closed table, with its fields only. Values pass redaction before they are written. */
export interface Log {
  info<E extends LogEvent>(event: E, fields?: LogFields<E>): void;
  warn<E extends LogEvent>(event: E, fields?: LogFields<E>): void;
  error<E extends LogEvent>(event: E, fields?: LogFields<E>): void;
  /** Does work whose lines all carry these ids, whoever writes them. Absent where lines are not kept. */
  within?<T>(scope: LogScope, work: () => T): T;
}

/** A stored run. */
export interface StoredRun {
  readonly plan: Plan;
  readonly journal: Journal;
  /** True when the last line was incomplete; everything before it is intact and a copy of the file is kept. */
  readonly tailDamaged: boolean;
}

/** The lines of a journal that are shown: all of a short one, those that count of a long one. */
export interface ShownEntries {
  readonly entries: readonly JournalEntry[];
  readonly tailDamaged: boolean;
}

/** A stored run to look at. */
interface ShownRun extends ShownEntries {
  readonly plan: Plan;
  /** False where the lines come from what was kept of a long journal: it has still to be checked. */
  readonly isWhole: boolean;
}

/** Customers on disk, each apart from all others. Rejects with CodedErrors (HX-CUST, HX-JRN, HX-RO, HX-FULL, HX-FILE). */
export interface CustomerStore {
  list(): Promise<readonly (CustomerRecord | { readonly id: string; readonly error: AppError })[]>;
  /** undefined when there is none of that id. */
  load(id: string): Promise<CustomerRecord | undefined>;
  save(record: CustomerRecord): Promise<void>;
  /** Puts the copy back that the last save left, where the customer's file is damaged. HX-CUST without a good copy. */
  restore(id: string): Promise<void>;
  /** Removes everything stored for this customer. */
  remove(id: string): Promise<void>;
  files(id: string): Files;
  runs(id: string): Promise<readonly RunSummary[]>;
  createRun(id: string, run: string, plan: Plan): Promise<Journal>;
  openRun(id: string, run: string): Promise<StoredRun>;
  /** As quickly however long its journal is. */
  showRun(id: string, run: string): Promise<ShownRun>;
  /** Checks every line of a run's journal; HX-JRN where one does not fit. */
  checkRun(id: string, run: string, signal?: AbortSignal): Promise<ShownEntries>;
  saveVerification(id: string, verification: Verification): Promise<void>;
  /** The last one of a scenario; of the usual one where none is named. */
  loadVerification(id: string, scenario?: ScenarioId): Promise<Verification | undefined>;
  /** One Crossprem at a time works on a customer: HX-BUSY otherwise. Returns the release. */
  lock(id: string): Promise<() => Promise<void>>;
}
