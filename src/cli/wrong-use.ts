/** What the command line says of words that it does not know. */
import { CodedError, appError } from '../shared/errors';

/** A wrong use of the command line. */
export function wrongUse(text: string): CodedError {
  return new CodedError(appError('HX-USE', { text }));
}

/** The value when it is one of the choices; HX-USE naming them otherwise. */
export function oneOf<T extends string>(value: string, choices: readonly T[], option: string): T {
  const found = choices.find((item) => item === value);
  if (found === undefined) throw wrongUse(`${option} ${value} (${choices.join(', ')})`.trim());
  return found;
}
