/** Times as a `datetime-local` field shows them: by this computer's zone, without naming it. */

const two = (value: number): string => String(value).padStart(2, '0');

function local(time: Date): string {
  const day = [
    String(time.getFullYear()).padStart(4, '0'),
    two(time.getMonth() + 1),
    two(time.getDate()),
  ];
  return `${day.join('-')}T${two(time.getHours())}:${two(time.getMinutes())}`;
}

/** `2026-12-01T22:00`; empty where the stored text names no moment. */
export function toLocalField(stored: string): string {
  const time = new Date(stored);
  return stored === '' || Number.isNaN(time.getTime()) ? '' : local(time);
}

/** `2026-12-01T22:00+01:00`, with the offset that this computer's zone has at that time; empty for an empty field. */
export function fromLocalField(typed: string): string {
  const time = new Date(typed);
  if (typed === '' || Number.isNaN(time.getTime())) return '';
  const east = -time.getTimezoneOffset();
  const size = Math.abs(east);
  return `${local(time)}${east < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
