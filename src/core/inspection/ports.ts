/** What inspecting needs from outside: what is known of the customer, and cryptography. */
import type { CertificateInfo } from '../ports';

/** Signatures and hashes; nothing of a token is kept. */
export interface TokenCrypto {
  /** Parses base64 DER; undefined when it is no certificate. */
  certificate(raw: string): CertificateInfo | undefined;
  /** Upper-case hex SHA-256 of the certificate's DER bytes. */
  sha256(certificate: CertificateInfo): string;
  /**
   * True when the certificate's key made this RS256 signature of the ASCII text; undefined where that cannot be told.
   * `signature` is base64url.
   */
  verify(certificate: CertificateInfo, text: string, signature: string): boolean | undefined;
}

/** A certificate that the customer is known to use. */
export interface KnownCertificate {
  readonly certificate: CertificateInfo;
  /** Where it is known from. */
  readonly from: 'current' | 'next' | 'server' | 'file';
}

/** What tokens are compared with. Empty lists and null: nothing to compare with. */
export interface Known {
  /** Name of the customer. */
  readonly customer: string | null;
  /** GUID of the tenant, small letters. */
  readonly tenantId: string | null;
  /** Domains that may stand as a realm or after a realm's `@`, small letters. */
  readonly domains: readonly string[];
  /** Hosts of the customer's own addresses, small letters. */
  readonly hosts: readonly string[];
  readonly certificates: readonly KnownCertificate[];
}

/** Nothing is known: no customer is open. */
export const NOTHING_KNOWN: Known = {
  customer: null,
  tenantId: null,
  domains: [],
  hosts: [],
  certificates: [],
};
