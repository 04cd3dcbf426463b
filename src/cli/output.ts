import type { AppError } from '../shared/errors';
import type { Translator } from '../shared/messages';

/** Where the command line writes. Data goes to standard output, everything about it to standard error. */
export interface Output {
  readonly translator: Translator;
  /** A line for people: standard output, or standard error when standard output carries JSON. */
  line(text?: string): void;
  /** The machine-readable result. */
  json(value: unknown): void;
  /** Literal text, as it is. */
  raw(text: string): void;
  /** A line about the work, always on standard error. */
  note(text: string): void;
  progress(done: number, total: number, text: string): void;
  endProgress(): void;
  /** An error for people, on standard error. */
  error(error: AppError): void;
  /** The error that ends a verb: for people, and as the machine-readable result. */
  fail(error: AppError): void;
}

/** Output on this process's streams. */
export function createOutput(translator: Translator, json: boolean): Output {
  const people = json ? process.stderr : process.stdout;
  const terminal = process.stderr.isTTY;
  let barShown = false;
  const clearBar = (): void => {
    if (barShown) process.stderr.write('\r\u001b[K');
    barShown = false;
  };
  return {
    translator,
    line: (text = '') => {
      clearBar();
      people.write(`${text}\n`);
    },
    json: (value) => {
      process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
    },
    raw: (text) => {
      process.stdout.write(text);
    },
    note: (text) => {
      clearBar();
      process.stderr.write(`${text}\n`);
    },
    progress: (done, total, text) => {
      if (!terminal) return;
      barShown = true;
      process.stderr.write(
        `\r\u001b[K${bar(done, total)} ${text}`.slice(0, (process.stderr.columns || 80) + 3),
      );
    },
    endProgress: clearBar,
    error: (error) => {
      clearBar();
      for (const text of errorLines(translator, error)) process.stderr.write(`${text}\n`);
    },
    fail: (error) => {
      clearBar();
      if (json) process.stdout.write(`${JSON.stringify({ error }, null, 2)}\n`);
      for (const text of errorLines(translator, error)) process.stderr.write(`${text}\n`);
      const { correlationId: id } = error;
      if (id !== undefined) process.stderr.write(`  ${translator.t('cli.log-id', { id })}\n`);
    },
  };
}

function bar(done: number, total: number): string {
  const width = 20;
  const filled = total === 0 ? width : Math.round((done / total) * width);
  return `[${'#'.repeat(filled)}${'.'.repeat(width - filled)}] ${done.toString()}/${total.toString()}`;
}

/** An error as lines: code and what, why, what to do, what was not touched, the original message. */
export function errorLines(translator: Translator, error: AppError): string[] {
  const part = (name: string): string[] => {
    const key = `errors.${error.code}.${name}`;
    return translator.has(key) ? [translator.text({ key, args: error.args })] : [];
  };
  const [what = error.code, ...rest] = [
    ...part('what'),
    ...part('why'),
    ...part('do'),
    ...part('untouched'),
  ];
  const detail =
    error.detail === undefined ? [] : [`  > ${error.detail.replace(/\s+/g, ' ').slice(0, 400)}`];
  return [`${error.code}  ${what}`, ...rest.map((text) => `  ${text}`), ...detail];
}
