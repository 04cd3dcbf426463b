import { type LogEvent, type LogFields, allowedFields } from '../../core/log-events';
import type { Log } from '../../core/ports';
import { appendLines, forgetBefore, logFolder } from './log-files';
import { shortenPersons } from './persons';
import { redact } from './redact';
import { currentScope, withinScope } from './scope';

const DAY_MS = 86_400_000;

/**
 * JSON lines below the data folder: fields of the table only, redacted before they are written, for the given number
 * of days where one is given. A log that cannot be written never stops the product: the journal is the record, this is
 * only help.
 */
export function fileLog(dataFolder: string, now: () => Date, keptDays?: () => number): Log {
  const folder = logFolder(dataFolder);
  let forgotten = '';
  let lost = 0;
  // Once a day and after each change of the number: reading the log at every line would cost too much.
  const forget = (): void => {
    if (keptDays === undefined) return;
    const days = keptDays();
    const round = `${now().toISOString().slice(0, 10)} ${String(days)}`;
    if (round === forgotten) return;
    forgotten = round;
    forgetBefore(folder, new Date(now().getTime() - days * DAY_MS).toISOString());
  };
  const lineOf = (level: string, event: LogEvent, fields: object): string => {
    const values = allowedFields(event, { ...currentScope(), ...fields });
    const text = JSON.stringify({ at: now().toISOString(), level, event, ...values });
    return `${shortenPersons(redact(text))}\n`;
  };
  const write = (level: string, event: LogEvent, fields: object): void => {
    try {
      forget();
      const missing = lost === 0 ? '' : lineOf('warn', 'log.lost', { lines: lost });
      appendLines(folder, `${missing}${lineOf(level, event, fields)}`);
      lost = 0;
    } catch {
      lost += 1;
    }
  };
  const at =
    (level: string) =>
    <E extends LogEvent>(event: E, fields?: LogFields<E>): void => {
      write(level, event, fields ?? {});
    };
  return { info: at('info'), warn: at('warn'), error: at('error'), within: withinScope };
}
