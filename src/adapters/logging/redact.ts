/** Removes secrets from text before it is written anywhere. Small pure redactors, composed. */

type Redactor = (text: string) => string;

/** JSON web tokens: three base64url parts. */
const tokens: Redactor = (text) =>
  text.replace(/\beyJ[\w-]{8,}\.[\w-]{4,}(?:\.[\w-]*)?/g, '[token]');
/** `Bearer …` headers. */
const bearers: Redactor = (text) => text.replace(/\b(Bearer)\s+[\w.~+/=-]+/gi, '$1 [token]');
/** Values of fields that hold secrets, in JSON, form and header spelling. */
const secrets: Redactor = (text) =>
  text.replace(
    /(["']?(?:access_token|refresh_token|id_token|client_secret|client_assertion|password|passwd|code_verifier|device_code|secret)["']?\s*[:=]\s*["']?)[^"'\s&,}]+/gi,
    '$1[secret]',
  );
/** Private keys in PEM form. */
const privateKeys: Redactor = (text) =>
  text.replace(
    /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
    '[private key]',
  );
/** Long base64 (certificates, refresh tokens): its length says enough in a log. */
const longBase64: Redactor = (text) =>
  text.replace(
    /[A-Za-z0-9+/_-]{200,}={0,2}/g,
    (match) => `[${match.length.toString()} characters]`,
  );

/** Redacts one text. */
export function redact(text: string): string {
  return [privateKeys, tokens, bearers, secrets, longBase64].reduce(
    (current, redactor) => redactor(current),
    text,
  );
}
