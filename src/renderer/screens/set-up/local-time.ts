/** Times as a person types them, `2026-12-01 22:00`: by this computer's zone, without naming it. */

const TYPED = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})$/;
const STORED = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/;

const two = (value: number): string => String(value).padStart(2, '0');

const dayOf = (time: Date): string =>
  [String(time.getFullYear()).padStart(4, '0'), two(time.getMonth() + 1), two(time.getDate())].join(
    '-',
  );
const clockOf = (time: Date): string => `${two(time.getHours())}:${two(time.getMinutes())}`;

/** `2026-12-01 22:00`; a stored text that names no moment stays as it was typed. */
export function toLocalField(stored: string): string {
  const time = new Date(stored);
  const isMoment = STORED.test(stored) && !Number.isNaN(time.getTime());
  return isMoment ? `${dayOf(time)} ${clockOf(time)}` : stored;
}

/** `2026-12-01T22:00+01:00`, with the offset that this computer's zone has at that time; what is no time stays as it is. */
export function fromLocalField(typed: string): string {
  const [, day = '', clock = ''] = TYPED.exec(typed.trim()) ?? [];
  const time = new Date(`${day}T${clock}`);
  // A day that no month has is moved into the next month by some readers.
  if (Number.isNaN(time.getTime()) || dayOf(time) !== day) return typed;
  const east = -time.getTimezoneOffset();
  const size = Math.abs(east);
  const offset = `${east < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
  return `${day}T${clockOf(time)}${offset}`;
}
