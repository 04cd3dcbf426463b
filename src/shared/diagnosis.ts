/**
 * What reading a text offline gives, as plain data: the window, the command line and JSON show the same. Texts for
 * people are keys of the catalogue area `diagnosis`; evidence is literal, with secrets taken out.
 */
import type { TextView, StepIdView } from './ipc/view-basics';

/** Groups of causes, in the order in which people meet them most. */
export const DIAGNOSIS_FAMILIES = [
  'certificate',
  'auth-server',
  'keys',
  'partner',
  'hybrid-application',
  'session',
  'shared-principal',
  'hybrid-wizard',
  'role',
  'sign-in',
  'test',
  'rollover',
  'spread',
  'connector',
  'policy',
  'tenants',
  'feature',
] as const;
/** One of the groups. */
export type DiagnosisFamily = (typeof DIAGNOSIS_FAMILIES)[number];

/** `problem`: something is wrong. `notice`: true and worth knowing. `passed`: a good sign. `noise`: harmless. */
export type DiagnosisKind = 'problem' | 'notice' | 'passed' | 'noise';

/** What a text was recognised as. */
export type TextKind = 'oauth-test' | 'hybrid-wizard' | 'css-log' | 'script' | 'text';

/** A place in the text that was read. */
export interface Evidence {
  /** From 1. */
  readonly line: number;
  /** In characters, from 1. */
  readonly column: number;
  /** The line, or the part of a long one around the place; secrets taken out, never longer than a few hundred characters. */
  readonly text: string;
  /** Of a wizard's log line: time, activity, side and cmdlet as they stand there. */
  readonly during?: string;
}

/** A command that only reads, as exact text. */
export interface DiagnosisCommand {
  readonly text: string;
  readonly where: 'exchange' | 'tenant' | 'skype' | 'workstation';
  /** Product name of the application that it is about; null where it is about none. */
  readonly application: string | null;
  /** True: in the list of what Crossprem itself may run. False: for the person, outside Crossprem. */
  readonly listed: boolean;
}

/** A document that an answer rests on. */
export interface DiagnosisSource {
  readonly title: string;
  readonly address: string | null;
  /** ISO 8601 day on which it was read, or of which it is. */
  readonly date: string;
}

/** One answer of the catalogue. Its texts are `diagnosis.<id>.title`, `.cause-1` and on, `.check`, `.do`, `.avoid`. */
export interface DiagnosedEntry {
  readonly id: string;
  readonly family: DiagnosisFamily;
  readonly kind: DiagnosisKind;
  /** How often it was seen; `countIsLeast` when counting was given up. */
  readonly count: number;
  readonly countIsLeast: boolean;
  readonly evidence: readonly Evidence[];
  readonly title: TextView;
  /** The likeliest first. */
  readonly causes: readonly TextView[];
  readonly check: TextView | null;
  readonly commands: readonly DiagnosisCommand[];
  readonly remedy: TextView;
  readonly avoid: TextView | null;
  /** The step of Crossprem that repairs it; null: outside Crossprem. */
  readonly step: StepIdView | null;
  readonly sources: readonly DiagnosisSource[];
}

/** One result of Test-OAuthConnectivity. */
export interface OAuthTest {
  /** Line of its first property. */
  readonly line: number;
  /** As printed; localised by the server. */
  readonly task: string;
  readonly result: 'Success' | 'Warning' | 'Error' | 'unknown';
  /** Which side called which: decided by the address that was called. */
  readonly direction: 'to-cloud' | 'to-on-premises' | 'unknown';
  /** Address that was called; null where the text does not say. */
  readonly target: string | null;
  /** Application id the token was asked for with; null where the text does not say. */
  readonly applicationId: string | null;
  /** Ids of the answers found in its detail. */
  readonly entries: readonly string[];
}

/** A line of a script that is out of date. Texts: `diagnosis.stale.<rule>.why` and `.instead`. */
export interface StaleLine {
  readonly rule: string;
  readonly evidence: Evidence;
  readonly why: TextView;
  readonly instead: TextView;
  /** ISO 8601 day since when; null where no day is known. */
  readonly since: string | null;
  /** True: running it can do damage. False: it only no longer works, or does less than it should. */
  readonly dangerous: boolean;
  readonly sources: readonly DiagnosisSource[];
}

/** Everything that was found in one text. */
export interface Diagnosis {
  readonly kind: TextKind;
  readonly lines: number;
  readonly bytes: number;
  /** True when it does not look like text at all. */
  readonly binary: boolean;
  /** The gravest first. */
  readonly entries: readonly DiagnosedEntry[];
  readonly tests: readonly OAuthTest[];
  readonly staleLines: readonly StaleLine[];
  /** Stale lines beyond those listed. */
  readonly moreStaleLines: number;
  /** What looks like an error and is not in the catalogue: the first ones. */
  readonly unexplained: readonly Evidence[];
  readonly moreUnexplained: number;
  /** Of a wizard's log: the last activity that it names; null otherwise. */
  readonly lastActivity: string | null;
  /** True when a limit kept parts from being looked at closely; see docs. */
  readonly limited: boolean;
}

/** Characters of a text that can be pasted; a longer one is opened as a file. */
export const LONGEST_PASTE = 200_000;

/** What was found in a file that a person chose. */
export interface DiagnosedFile {
  /** Its name, without its folder. */
  readonly name: string;
  readonly diagnosis: Diagnosis;
}
