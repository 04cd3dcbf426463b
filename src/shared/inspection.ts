/**
 * What inspecting tokens and traces offline gives, as plain data: window, command line and JSON show the same. Texts
 * for people are keys of the catalogue area `inspection`. Nothing here holds a signature, so nothing here is a token
 * that anybody would accept.
 */
import type { TextView } from './ipc/view-basics';

/** Compared with what is known: the same, something else, or nothing to compare with. */
export type ClaimVerdict = 'matches' | 'differs' | 'cannot-tell';

/** One claim, or some that belong together. */
export interface ClaimRow {
  /** Literal name or names, e.g. `iss` or `nbf, exp`. */
  readonly claim: string;
  /** Literal; never a signature. */
  readonly value: string;
  readonly meaning: TextView;
  /** null: nothing that could be compared. */
  readonly verdict: ClaimVerdict | null;
}

/** A claim that this product does not explain. */
export interface OtherClaim {
  readonly name: string;
  readonly value: string;
}

/** What can be wrong with a token. Texts: `inspection.finding.<id>.what` and `.do`. */
export const TOKEN_FINDINGS = [
  'signature-wrong',
  'unsigned',
  'actor-missing',
  'actor-issuer',
  'actor-audience',
  'expired',
  'not-yet-valid',
  'certificate-ended',
  'certificate-unknown',
  'realm-differs',
  'realm-not-own',
  'audience-host',
  'algorithm',
] as const;
/** One of them. */
export type TokenFindingId = (typeof TOKEN_FINDINGS)[number];

/** Something wrong with a token. */
export interface TokenFinding {
  readonly id: TokenFindingId;
  readonly what: TextView;
  readonly remedy: TextView;
}

/**
 * `actor`: an application speaks for a user, with its own token inside. `application`: an application speaks for
 * itself. `user`: a person's token. `other`: anything else.
 */
export type TokenKind = 'actor' | 'application' | 'user' | 'other';

/** A token, taken apart. */
export interface TokenView {
  readonly kind: TokenKind;
  readonly rows: readonly ClaimRow[];
  readonly others: readonly OtherClaim[];
  /** The application's own token inside. */
  readonly actor: TokenView | null;
  /** The gravest first; those of the actor token are its own. */
  readonly findings: readonly TokenFinding[];
  /** The token without its signature, nor those of tokens inside it. This is what is copied. */
  readonly redacted: string;
}

/**
 * `accepted`: a call with a token went through. `refused`: a call with a token did not. `no-token`: the authority gave
 * none. `unanswered`: nobody came back with a token.
 */
export const HAND_SHAKE_OUTCOMES = ['accepted', 'refused', 'no-token', 'unanswered'] as const;
/** One of them. */
export type HandShakeOutcome = (typeof HAND_SHAKE_OUTCOMES)[number];

/** Likely causes, the surest sign first. Texts: `inspection.cause.<id>.what` and `.do`. */
export const HAND_SHAKE_CAUSES = [
  'token-expired',
  'token-early',
  'clock-off',
  'signature-wrong',
  'certificate-ended',
  'certificate-unknown',
  'unsigned',
  'actor-missing',
  'oauth-not-offered',
  'issuer-not-trusted',
  'audience-host',
  'realm-differs',
  'user-unknown',
  'no-right',
  'authority-refused',
  'authority-silent',
  'no-token-sent',
  'server-error',
  'not-known',
] as const;
/** One of them. */
export type HandShakeCause = (typeof HAND_SHAKE_CAUSES)[number];

/** One hand-shake, as a row of the list. */
export interface HandShakeRow {
  /** From 0; asks for the rest. */
  readonly index: number;
  /** ISO 8601, by the clock of whoever recorded; null where the trace does not say. */
  readonly at: string | null;
  /** Host and path that were called. */
  readonly address: string;
  readonly outcome: HandShakeOutcome;
  /** Of the last answer; null where there was none. */
  readonly status: number | null;
  /** null where it was accepted. */
  readonly cause: HandShakeCause | null;
  readonly hops: number;
  /** Calls that ended the same way with the same token. */
  readonly calls: number;
}

/** A literal fact of a hop: header and value. */
export interface HopFact {
  readonly name: string;
  readonly value: string;
}

/** One exchange of a hand-shake: what was asked, and what came back. */
export interface Hop {
  /** Number of the exchange in the trace, from 1. */
  readonly number: number;
  readonly at: string | null;
  /** `call`: to the resource without a token. `token-request`: to an authority. `call-with-token`: to the resource. */
  readonly kind: 'call' | 'token-request' | 'call-with-token';
  readonly method: string;
  readonly address: string;
  readonly status: number | null;
  readonly meaning: TextView;
  readonly facts: readonly HopFact[];
  readonly token: TokenView | null;
}

/** One hand-shake whole. */
export interface HandShake extends HandShakeRow {
  readonly ladder: readonly Hop[];
  readonly moreHops: number;
  /** What its end means. */
  readonly what: TextView;
  readonly remedy: TextView | null;
  /** Answers of the diagnosis catalogue about what the servers said. */
  readonly diagnosed: readonly { readonly id: string; readonly title: TextView }[];
}

/** What was read. */
export type InspectedKind = 'text' | 'har' | 'saz';

/** Whom tokens are compared with: the open customer, another one of the list, or nobody. */
export type CompareWith =
  | { readonly kind: 'open' }
  | { readonly kind: 'nobody' }
  | { readonly kind: 'customer'; readonly id: string };

/**
 * Whose the tokens look. `chosen`, `open`, `both`: they fit the chosen customer better than the open one, the open one
 * better, or some each. `neither`: they contradict whom they were compared with, and nothing of them fits.
 */
export type TokensFit = 'chosen' | 'open' | 'both' | 'neither';

/** What tokens were compared with. */
interface ComparedWith {
  /** Name of the customer; null where none was. */
  readonly customer: string | null;
  readonly certificates: number;
  /** null: nothing speaks for another customer. Names nobody but whom the tokens were compared with, and the open one. */
  readonly fit: { readonly id: TokensFit; readonly text: TextView } | null;
}

/** Everything found in one text or file. */
export interface Inspection {
  readonly kind: InspectedKind;
  readonly bytes: number;
  /** Exchanges that were looked at. */
  readonly exchanges: number;
  /** In the order of the trace. */
  readonly rows: readonly HandShakeRow[];
  /** Hand-shakes beyond those listed. */
  readonly moreRows: number;
  /** Of all hand-shakes, listed or not. */
  readonly counts: Readonly<Record<HandShakeOutcome, number>>;
  /** Tokens that stand outside of any exchange. */
  readonly tokens: readonly TokenView[];
  readonly moreTokens: number;
  /** Why something that was given as a token is none; null where nothing was. */
  readonly malformed: TextView | null;
  /** True when the file breaks off or parts of it cannot be read. */
  readonly damaged: boolean;
  /** True when a limit kept parts from being looked at. */
  readonly limited: boolean;
  readonly compared: ComparedWith;
}

/** What was found in a file. */
export interface InspectedFile {
  /** Its name, without its folder. */
  readonly name: string;
  readonly inspection: Inspection;
}

/** Bytes of a dropped file that cross at once. */
export const DROPPED_PIECE = 180_000;
/** Largest file that can be dropped; a larger one is opened. */
export const LARGEST_DROP = 2 ** 31;

/** Answer to the beginning or to a piece of a dropped file: what is wanted next, or the result. */
export type DropStep =
  | { readonly next: { readonly from: number; readonly length: number } }
  | { readonly found: InspectedFile };
