/** What inspecting needs from outside: what is known of the customer, and cryptography. */
import type { CertificateInfo } from '../ports';

/** Signatures and hashes; nothing of a token is kept. */
export interface TokenCrypto {
  /** Parses base64 DER; undefined when it is no certificate. */
  certificate(raw: string): CertificateInfo | undefined;
  /** Upper-case hex SHA-256 of the certificate's DER bytes. */
  sha256(certificate: SigningCertificate): string;
  /**
   * True when the certificate's key made this RS256 signature of the ASCII text; undefined where that cannot be told.
   * `signature` is base64url.
   */
  verify(certificate: SigningCertificate, text: string, signature: string): boolean | undefined;
}

/** What tells a certificate. `raw` is base64 DER; '' where only its names are known, so that it checks nothing. */
type SigningCertificate = Pick<CertificateInfo, 'thumbprint' | 'subject' | 'notAfter' | 'raw'>;

/** A certificate that the customer is known to use. */
export interface KnownCertificate {
  readonly certificate: SigningCertificate;
  /** Where it is known from; `pool`: the front ends of Skype for Business Server sign with it; `earlier`: a read before this start saw it. */
  readonly from: 'current' | 'next' | 'server' | 'pool' | 'file' | 'earlier';
}

/** What tokens are compared with. Empty lists and null: nothing to compare with. */
export interface Known {
  /** Name of the customer. */
  readonly customer: string | null;
  /** GUID of the tenant, small letters. */
  readonly tenantId: string | null;
  /** Domains that may stand as a realm or after a realm's `@`, small letters. */
  readonly domains: readonly string[];
  /**
   * The realm for which Skype for Business Server signs: the one that is set, else the default SIP domain. Small
   * letters; null where nobody has looked whether one is set.
   */
  readonly realm: string | null;
  /** Hosts of the customer's own addresses, small letters. */
  readonly hosts: readonly string[];
  readonly certificates: readonly KnownCertificate[];
}

/** Whom tokens are compared with. */
export interface Sides {
  readonly known: Known;
  /** The open customer, where somebody else is compared with; null elsewhere. */
  readonly open: Known | null;
}

/** Nothing is known: no customer is compared with. */
export const NOTHING_KNOWN: Known = {
  customer: null,
  tenantId: null,
  domains: [],
  realm: null,
  hosts: [],
  certificates: [],
};
