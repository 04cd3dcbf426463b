/** Removes secrets from text before it is written anywhere. Small pure redactors, composed. */

type Redactor = (text: string) => string;

/** Names of fields that hold secrets, in the spellings of OAuth, Graph, PowerShell and this product. */
const SECRET_NAMES =
  'access_?token|refresh_?token|id_?token|client_?secret|client_?assertion|secret_?text|password|passwd|passphrase|' +
  'pwd|code_?verifier|device_?code|api_?key|private_?key|authorization|secret';

/** JSON web tokens: three base64url parts. */
const tokens: Redactor = (text) =>
  text.replace(/\beyJ[\w-]{8,}\.[\w-]{4,}(?:\.[\w-]*)?/g, '[token]');
/** `Bearer …` and `Basic …` headers. "Basic authentication" is none: base64 of a name and a password mixes cases. */
const headers: Redactor = (text) =>
  text
    .replace(/\b(Bearer)\s+[\w.~+/=-]+/gi, '$1 [token]')
    .replace(/\b([Bb]asic)\s+(?=[A-Za-z0-9+/]*[A-Z0-9])[A-Za-z0-9+/]{8,}={0,2}/g, '$1 [token]');
/** Values in quotes, also where the JSON is a text within JSON; such a value may hold spaces. */
const QUOTED = new RegExp(
  `(["']?(?:${SECRET_NAMES})\\\\*["']?\\s*[:=]\\s*)(\\\\*)(["'])(?:(?!\\2\\3)(?:\\\\[\\s\\S]|[^\\\\]))*\\2\\3`,
  'gi',
);
const quotedSecrets: Redactor = (text) => text.replace(QUOTED, '$1$2$3[secret]$2$3');
/** Values without quotes: forms, headers, query strings. */
const PLAIN = new RegExp(
  `(["']?(?:${SECRET_NAMES})\\\\*["']?\\s*[:=]\\s*)(?!\\\\*["']|\\[)[^"'\\s&,}]+`,
  'gi',
);
const secrets: Redactor = (text) => text.replace(PLAIN, '$1[secret]');
/** Values of PowerShell parameters that hold secrets. */
const parameters: Redactor = (text) =>
  text.replace(
    /(-(?:AccessToken|Credential|Password|SecretValue|CertificatePassword)[\s:]+)(?!\[)(?:"[^"]*"|'[^']*'|\S+)/gi,
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

/** Takes out only what is a secret for certain: tokens, private keys, values of fields that hold secrets. */
export function privateText(text: string): string {
  return quotedSecrets(tokens(privateKeys(text)));
}

/** Redacts one text. */
export function redact(text: string): string {
  return [privateKeys, tokens, headers, quotedSecrets, secrets, parameters, longBase64].reduce(
    (current, redactor) => redactor(current),
    text,
  );
}
