import { createInterface } from 'node:readline/promises';
import type { AskCredential } from '../adapters/powershell';
import { CodedError, appError } from '../shared/errors';
import type { Translator } from '../shared/messages';

/** True when a person can answer. */
export function canAsk(): boolean {
  return process.stdin.isTTY && process.stderr.isTTY;
}

/** Asks a yes-or-no question on the terminal. Anything but the given yes-words is no: the least harmful answer. */
export async function askYes(question: string, yesWords: readonly string[]): Promise<boolean> {
  const answer = await askLine(`${question} `);
  return yesWords.includes(answer.trim().toLowerCase());
}

async function askLine(question: string): Promise<string> {
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await reader.question(question);
  } finally {
    reader.close();
  }
}

/** Asks for something that is not shown; undefined where there is no terminal or the person cancels. */
export function askSecret(question: string): Promise<string | undefined> {
  if (!canAsk()) return Promise.resolve(undefined);
  return askHidden(process.stdin, process.stderr, question);
}

/** Asks for a credential on the terminal; the password is not shown. HX-NOCRED where there is no terminal. */
export function askOnTerminal(t: Translator): AskCredential {
  return async ({ server, user: known }) => {
    if (!canAsk()) throw new CodedError(appError('HX-NOCRED', { target: server }));
    process.stderr.write(`${t.t('cli.credential.title', { server })}\n`);
    const typed = await askLine(
      known === '' ? t.t('cli.credential.user') : t.t('cli.credential.user-again', { user: known }),
    );
    const user = typed.trim() === '' ? known : typed.trim();
    if (user === '') return undefined;
    const password = await askHidden(process.stdin, process.stderr, t.t('cli.credential.password'));
    return password === undefined || password === '' ? undefined : { user, password };
  };
}

/** The part of a terminal's input that is used. */
interface RawInput {
  setRawMode(on: boolean): unknown;
  setEncoding(encoding: 'utf8'): unknown;
  resume(): unknown;
  pause(): unknown;
  on(event: 'data', listener: (text: string) => void): unknown;
  off(event: 'data', listener: (text: string) => void): unknown;
}

const END = new Set(['\r', '\n', '\u0004']);
const CANCEL = '\u0003';
const ERASE = new Set(['\u007f', '\b']);
const ESCAPE = '\u001b';

/**
 * What an arrow or function key sends begins with ESC (ECMA-48): `ESC [` with parameters and a letter or `~`, `ESC O`
 * with a letter, or ESC with one character (Alt and a key). Takes the characters of a line as they come, which may be
 * one at a time; false for those of such a sequence and for any other control character.
 */
function textOnly(): (character: string) => boolean {
  let state: 'text' | 'escape' | 'parameters' | 'last' = 'text';
  return (character) => {
    if (character === ESCAPE) {
      state = 'escape';
      return false;
    }
    switch (state) {
      case 'text':
        return character >= ' ' && !(character >= '\u007f' && character <= '\u009f');
      case 'escape':
        state = character === '[' ? 'parameters' : character === 'O' ? 'last' : 'text';
        return false;
      case 'parameters':
        if (character >= '@' && character <= '~') state = 'text';
        return false;
      case 'last':
        state = 'text';
        return false;
    }
  };
}

/** Reads a line without showing it; keys that write nothing are ignored. Undefined when the person cancels with Ctrl+C. */
export function askHidden(
  input: RawInput,
  output: { write(text: string): unknown },
  question: string,
): Promise<string | undefined> {
  output.write(question);
  input.setRawMode(true);
  input.setEncoding('utf8');
  input.resume();
  return new Promise((resolve) => {
    let typed: string[] = [];
    const isText = textOnly();
    const end = (answer: string | undefined): void => {
      input.off('data', take);
      input.setRawMode(false);
      input.pause();
      output.write('\n');
      typed = [];
      resolve(answer);
    };
    const take = (text: string): void => {
      for (const character of text) {
        if (END.has(character) || character === CANCEL) {
          end(character === CANCEL ? undefined : typed.join(''));
          return;
        }
        const isTyped = isText(character);
        if (ERASE.has(character)) typed.pop();
        else if (isTyped) typed.push(character);
      }
    };
    input.on('data', take);
  });
}
