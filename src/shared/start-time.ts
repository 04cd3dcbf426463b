/** Times that a person puts a change to. */

/** Milliseconds after which a start is too late: the agreed time is over, and nobody expects the change any more. */
export const LATEST_START = 3_600_000;

/**
 * The moment that a typed time names: ISO 8601 with a zone, `2026-12-01T22:00+01:00` or `2026-12-01T21:00Z`, seconds
 * are optional. undefined for anything else: a text without a zone would mean another moment on every computer.
 */
export function startTime(value: string): Date | undefined {
  const found = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})(?::\d{2})?(?:Z|([+-])(\d{2}):([0-5]\d))$/.exec(
    value,
  );
  if (found === null) return undefined;
  const [, local = '', sign = '+', hours = '0', minutes = '0'] = found;
  // Zones of the world lie between -12:00 and +14:00.
  if (Number(hours) * 60 + Number(minutes) > 14 * 60) return undefined;
  const time = new Date(value);
  if (Number.isNaN(time.getTime())) return undefined;
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -60_000 : 60_000);
  // A day that no month has is moved into the next month by some readers.
  const isReal = new Date(time.getTime() + offset).toISOString().startsWith(local);
  return isReal ? time : undefined;
}

/** True for a time as plans hold it: `2026-12-01T21:00:00.000Z`. */
export function isStartTime(value: string): boolean {
  const time = new Date(value);
  return !Number.isNaN(time.getTime()) && time.toISOString() === value;
}

/** `2026-12-01 21:00 UTC`, the same in every language and zone. `iso` is a time as plans hold it. */
export function utcText(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}
