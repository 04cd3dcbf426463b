/** Texts of people and files as they may stand in a dialog: nothing in them breaks a line or turns what follows around. */

/** Control characters, separators of lines and paragraphs, and marks that change the direction of writing. */
const UNPLAIN = /[\p{Cc}\u2028\u2029\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;
const EACH_CONTROL = /[\p{Cc}\u2028\u2029]/gu;
const EACH_MARK = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;
/** Characters that nobody sees; those of UNPLAIN are among them. */
const EACH_HIDDEN = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/** True for one line without characters that rearrange it. */
export function isPlainLine(text: string): boolean {
  return !UNPLAIN.test(text);
}

/** The text as one such line. What is pasted often brings marks along that nobody typed. */
export function plainLine(text: string): string {
  return text.replace(EACH_MARK, '').replace(EACH_CONTROL, ' ');
}

/** The text with every character that nobody would see written as its number, but for line ends. */
export function visibleText(text: string): string {
  return text.replace(EACH_HIDDEN, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return character === '\n'
      ? character
      : `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
  });
}
