import type { Translator } from '../../shared/messages';

/** Today's moments by their time, older ones by their day, too. A line ends between the two, not within either. */
export function when(iso: string, { time, dateTime, date }: Translator): string {
  const isToday = date(iso) === date(new Date().toISOString());
  return isToday ? time(iso) : dateTime(iso).replace(/(?<![,日]) /g, '\u00a0');
}
