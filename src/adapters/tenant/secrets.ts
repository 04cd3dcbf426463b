/** How many values are remembered: tokens of a few renewals, and the lines of a private key. */
const REMEMBERED = 96;
/** Below this length a value would be found in harmless text. */
const SHORTEST = 8;

/** Shapes of secrets, whatever their value: signed tokens, header values, and fields of token requests. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/\beyJ[\w-]+\.[\w-]+\.?[\w-]*\.?[\w-]*\.?[\w-]*/g, '…'],
  [/\b(Bearer)\s+[^\s"',;]+/gi, '$1 …'],
  [
    /\b(access_token|refresh_token|id_token|client_info|client_secret|client_assertion|assertion|device_code|code_verifier|password)(["']?\s*[=:]\s*["']?)[^\s"'&,;}]+/gi,
    '$1$2…',
  ],
  [/\b(code=)[^\s"'&,;}]+/gi, '$1…'],
  // Opaque tokens: nothing that people read has runs this long.
  [/[\w.~+-]{72,}/g, '…'],
];

/** Removes secrets from text that may be shown, journalled or logged: known values first, then known shapes. */
export class Secrets {
  #values: string[] = [];

  /** Remembers a value that must not appear anywhere. */
  add(value: string): void {
    if (value.length < SHORTEST || this.#values.includes(value)) return;
    this.#values = [...this.#values.slice(1 - REMEMBERED), value];
  }

  /** Forgets everything; after sign-out nothing needs to be known any more. */
  clear(): void {
    this.#values = [];
  }

  /** The text without secrets, at most 2,000 characters. */
  redact(text: string): string {
    let result = text;
    for (const value of this.#values) {
      result = result.replaceAll(value, '…').replaceAll(encodeURIComponent(value), '…');
    }
    for (const [pattern, replacement] of PATTERNS) result = result.replace(pattern, replacement);
    return result.slice(0, 2000);
  }
}
