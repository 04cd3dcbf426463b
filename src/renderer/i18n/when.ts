import type { Translator } from '../../shared/messages';

/** Today's moments by their time, older ones by their day, too. */
export function when(iso: string, { time, dateTime, date }: Translator): string {
  return date(iso) === date(new Date().toISOString()) ? time(iso) : dateTime(iso);
}
