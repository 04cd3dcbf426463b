/** What `doctor` found: the same data on the command line, in the window and in a support bundle. */
import type { AppError } from './errors';

/** A text of the catalogue. Same shape as core's MessageRef. */
interface Text {
  readonly key: string;
  readonly args: Readonly<Record<string, string | number>>;
}

/** Rungs to an Exchange server, lowest first. Each rests on those before it. */
export const EXCHANGE_RUNGS = [
  'name',
  'tcp',
  'tls',
  'authentication',
  'shell',
  'rights',
  'cmdlets',
  'clock',
] as const;
/** Rungs to a tenant, lowest first. */
export const TENANT_RUNGS = [
  'name',
  'tcp',
  'tls',
  'authority',
  'sign-in',
  'graph',
  'clock',
] as const;
/** Rungs to Exchange Online, lowest first. */
export const ONLINE_RUNGS = ['module', 'sign-in', 'organisation'] as const;
/** One of the rungs to Exchange Online. */
export type OnlineRungId = (typeof ONLINE_RUNGS)[number];
/** One of the rungs to an Exchange server. */
export type ExchangeRungId = (typeof EXCHANGE_RUNGS)[number];
/** One of the rungs to a tenant. */
export type TenantRungId = (typeof TENANT_RUNGS)[number];
/** One of the rungs. */
export type RungId = ExchangeRungId | TenantRungId | OnlineRungId;

/**
 * How a rung ended. `not-used`: this way to the target has no such rung. `not-tried`: a rung below is broken, or it was
 * not asked for; `needsPerson` says that somebody must do something before it can be tried.
 */
export type RungOutcome =
  | { readonly state: 'passed' | 'not-used'; readonly note: Text }
  | { readonly state: 'warned' | 'failed'; readonly error: AppError }
  | { readonly state: 'not-tried'; readonly note: Text; readonly needsPerson: boolean };

/** A rung that was come to. */
export type Rung = RungOutcome & { readonly id: RungId; readonly milliseconds: number };

/** One customer's way to one target. */
export interface Ladder {
  readonly id: 'exchange' | 'tenant' | 'online';
  /** Server or tenant domain. */
  readonly target: string;
  readonly way: 'remote' | 'remote-credential' | 'local' | 'sign-in' | 'carry' | 'practice';
  /** In the order they were come to; none where the target is reached by hand. */
  readonly rungs: readonly Rung[];
}

/** What is looked at on this computer. */
type CheckId =
  | 'runtime'
  | 'data-folder'
  | 'free-space'
  | 'power-shell'
  | 'clock'
  | 'proxy'
  | 'language'
  | 'domain';

/** Something about this computer. `text` says what was found; `error` what speaks against it. */
export interface WorkstationCheck {
  readonly id: CheckId;
  readonly state: 'passed' | 'warned' | 'failed' | 'not-tried';
  readonly text: Text;
  readonly error?: AppError;
}

/** The ways in which commands get to their targets, in the order in which they are shown. */
export const TRANSPORTS = [
  'remote-kerberos',
  'local-shell',
  'hand-carry',
  'exchange-online',
  'skype-for-business',
] as const;

/** Whether a way works from this computer. `not-known`: nothing speaks against it, and it was not tried. */
export interface TransportReport {
  readonly id: (typeof TRANSPORTS)[number];
  readonly state: 'works' | 'does-not-work' | 'not-known';
  readonly reason: Text;
}

/** The whole examination. Holds no secret; names of customers and servers are in it. */
export interface DoctorResult {
  readonly format: 1;
  /** ISO 8601, by this computer's clock. */
  readonly madeAt: string;
  readonly productVersion: string;
  /** Null where only this computer was looked at. */
  readonly customer: {
    readonly id: string;
    readonly name: string;
    readonly practice: boolean;
  } | null;
  /** `broken`: a rung or check failed. `person`: nothing failed, and somebody must do something to go on. */
  readonly verdict: 'fine' | 'person' | 'broken';
  readonly checks: readonly WorkstationCheck[];
  readonly ladders: readonly Ladder[];
  readonly transports: readonly TransportReport[];
}
