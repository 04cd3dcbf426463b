/**
 * What the rollover of the auth certificate has to do next. Pure, so that it can be tried with every state there is.
 * Days and thresholds are those of Microsoft's own script (CSS-Exchange, MonitorExchangeAuthCertificate).
 */
import { effectiveTime } from '../scenarios/inputs';

const HOUR = 3_600_000;
/** One day in milliseconds. */
export const DAY = 24 * HOUR;
/** Days before its end from which the certificate is replaced without being asked for. */
const RENEW_DAYS = 60;

/** What is known. Times are milliseconds since the epoch. */
export interface RolloverFacts {
  readonly now: number;
  readonly current: {
    readonly thumbprint: string;
    /** False: on no server, expired, or not valid yet. Nothing works then. */
    readonly usable: boolean;
    readonly end: number;
    /** True for a key below 2048 bits. */
    readonly weak: boolean;
  };
  /** The staged certificate. */
  readonly next: { readonly usable: boolean; readonly effective: number | null } | null;
  /** An unused auth certificate that may be staged. */
  readonly candidate: boolean;
  /** Thumbprint of the certificate to replace although it is healthy; '' for none. */
  readonly rollNow: string;
  /** As typed: '' for the usual date, `now`, or a moment. */
  readonly effectiveDate: string;
}

/** What comes next. `emergency`: the current certificate cannot be used, so nothing waits for anything. */
export type RolloverDecision =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'create'; readonly emergency: boolean }
  /** `at`: ISO 8601 UTC. `publish`: at once, whatever the date. */
  | {
      readonly kind: 'stage';
      readonly of: 'next' | 'candidate';
      readonly at: string;
      readonly publish: boolean;
      readonly emergency: boolean;
    }
  | { readonly kind: 'wait'; readonly until: string }
  | { readonly kind: 'publish'; readonly emergency: boolean }
  /** The typed date is past, or after the end of the current certificate. */
  | { readonly kind: 'bad-date' };

/** Decides. */
export function decideRollover(facts: RolloverFacts): RolloverDecision {
  const { current, next, now } = facts;
  const emergency = !current.usable;
  const isAsked = facts.rollNow !== '' && facts.rollNow.toUpperCase() === current.thumbprint;
  const urgent = emergency || (isAsked && facts.effectiveDate === 'now');
  if (next?.usable === true) {
    if (urgent || (next.effective !== null && next.effective <= now))
      return { kind: 'publish', emergency };
    return isStagedWell(facts, next.effective)
      ? { kind: 'wait', until: iso(next.effective ?? now) }
      : stage(facts, 'next', urgent);
  }
  const due = daysLeft(facts) < RENEW_DAYS || current.weak || isAsked;
  // A staged certificate that cannot be used breaks everything on its date: it is replaced, too.
  if (!emergency && !due && next === null) return { kind: 'nothing' };
  return facts.candidate ? stage(facts, 'candidate', urgent) : { kind: 'create', emergency };
}

/** Whole days until the current certificate ends. */
function daysLeft({ current, now }: RolloverFacts): number {
  return Math.floor((current.end - now) / DAY);
}

/** True while the staged date is the typed one, if any, and comes before the current certificate ends. */
function isStagedWell(facts: RolloverFacts, effective: number | null): boolean {
  if (effective === null || effective >= facts.current.end) return false;
  const typed = typedTime(facts);
  return typed === undefined || typed <= facts.now || typed === effective;
}

/** `now` is no moment: where it counts, it was looked at before. */
function typedTime(facts: RolloverFacts): number | undefined {
  return effectiveTime(facts.effectiveDate)?.getTime();
}

function stage(facts: RolloverFacts, of: 'next' | 'candidate', urgent: boolean): RolloverDecision {
  const { now, current } = facts;
  const emergency = !current.usable;
  const typed = typedTime(facts);
  if (!urgent && typed !== undefined) {
    if (typed <= now || typed >= current.end) return { kind: 'bad-date' };
    return { kind: 'stage', of, at: iso(typed), publish: false, emergency };
  }
  const days = urgent ? 0 : usualDays(daysLeft(facts));
  // Exchange refuses a date that is past when the command arrives, so tomorrow's is written and published at once.
  if (days === 0) {
    return { kind: 'stage', of, at: iso(rounded(now + DAY, DAY)), publish: true, emergency };
  }
  const at = rounded(now + days * DAY, days === 30 ? DAY : HOUR);
  return { kind: 'stage', of, at: iso(at), publish: false, emergency };
}

/** Days ahead; 0 where there is no time left to wait. */
function usualDays(left: number): number {
  if (left >= 32) return 30;
  if (left > 4) return 4;
  return left > 2 ? 2 : 0;
}

/** The next whole day or hour, so that plans made shortly after each other are the same. */
function rounded(time: number, unit: number): number {
  return Math.ceil(time / unit) * unit;
}

function iso(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
}
