/** Which certificate signed a token, and whether it did. */
import type { CertificateInfo } from '../ports';
import type { Known, KnownCertificate, TokenCrypto } from './ports';
import { bytesOf, hexOf } from './redaction';
import type { ParsedToken } from './token';
import { textClaim } from './token';

/** What a token's header says about its key, and what is known of it. */
export interface TokenKey {
  /** `x5t`, `x5t#S256` or `kid`: the first that names a key; '' where none does. */
  readonly header: string;
  /** Upper-case hex of the thumbprint; the text itself for a `kid` that is none. */
  readonly name: string;
  /** The customer's certificate of that name. */
  readonly known: KnownCertificate | null;
  /** The certificate that came with the token: says what it is, proves nothing. */
  readonly embedded: CertificateInfo | null;
  /** `not-checked`: no known certificate has this name, or the algorithm is not RS256. */
  readonly signature: 'valid' | 'wrong' | 'unsigned' | 'not-checked';
}

/** Certificates that are tried where the header names none. */
const MOST_TRIED = 12;

/** The known certificate that a token's header names. */
export function namedCertificate(
  token: ParsedToken,
  known: Known,
  crypto: TokenCrypto,
): KnownCertificate | undefined {
  const { header, name } = namedKey(token);
  return known.certificates.find(({ certificate }) =>
    header === 'x5t#S256'
      ? // Of one whose bytes are not known there is no hash: that of nothing must not be taken for it.
        certificate.raw !== '' && crypto.sha256(certificate) === name
      : certificate.thumbprint === name,
  );
}

/** Looks at the key of a token. */
export function tokenKey(token: ParsedToken, known: Known, crypto: TokenCrypto): TokenKey {
  const { header, name } = namedKey(token);
  const found = namedCertificate(token, known, crypto);
  const chain = Object.hasOwn(token.header, 'x5c') ? token.header['x5c'] : undefined;
  const first: unknown = Array.isArray(chain) ? chain[0] : undefined;
  const embedded = typeof first === 'string' ? (crypto.certificate(first) ?? null) : null;
  return {
    header,
    name,
    known: found ?? null,
    embedded,
    signature: checked(token, found, known, crypto),
  };
}

function namedKey({ header }: ParsedToken): { readonly header: string; readonly name: string } {
  for (const name of ['x5t', 'x5t#S256'] as const) {
    const bytes = bytesOf(textClaim(header, name));
    if (bytes !== undefined && bytes.length > 0) return { header: name, name: hexOf(bytes) };
  }
  const kid = textClaim(header, 'kid');
  if (/^[0-9a-f]{40}$/i.test(kid)) return { header: 'kid', name: kid.toUpperCase() };
  const bytes = kid.length === 27 ? bytesOf(kid) : undefined;
  // Entra writes the SHA-1 thumbprint as base64url here, too.
  if (bytes?.length === 20) return { header: 'kid', name: hexOf(bytes) };
  return { header: kid === '' ? '' : 'kid', name: kid };
}

function checked(
  token: ParsedToken,
  named: KnownCertificate | undefined,
  known: Known,
  crypto: TokenCrypto,
): TokenKey['signature'] {
  if (token.signature === '') return 'unsigned';
  if (textClaim(token.header, 'alg') !== 'RS256') return 'not-checked';
  const text = token.raw.slice(0, token.raw.lastIndexOf('.'));
  const verify = ({ certificate }: KnownCertificate) =>
    crypto.verify(certificate, text, token.signature);
  if (named !== undefined) {
    const answer = verify(named);
    return answer === undefined ? 'not-checked' : answer ? 'valid' : 'wrong';
  }
  // Without a name in the header, one of the known ones may fit; that none does says nothing.
  const unnamed = textClaim(token.header, 'x5t') === '' && textClaim(token.header, 'kid') === '';
  const fits = unnamed && known.certificates.slice(0, MOST_TRIED).some((item) => verify(item));
  return fits ? 'valid' : 'not-checked';
}
