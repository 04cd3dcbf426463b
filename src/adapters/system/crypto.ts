import { X509Certificate, createHash, randomUUID } from 'node:crypto';
import type { CertificateInfo, Clock, Crypto, Ids } from '../../core/ports';

/** Hashing and certificate parsing on node:crypto. */
export const nodeCrypto: Crypto = {
  sha256: (text) => createHash('sha256').update(text, 'utf8').digest('hex'),
  certificate: parseCertificate,
};

/** The DER bytes are re-encoded, so that what is stored is exactly one certificate and nothing that followed it. */
function parseCertificate(raw: string): CertificateInfo | undefined {
  const bytes = Buffer.from(raw, 'base64');
  // DER of a certificate starts with a SEQUENCE; PEM text and PKCS#12 are not accepted here.
  if (bytes.length < 64 || bytes[0] !== 0x30) return undefined;
  try {
    const certificate = new X509Certificate(bytes);
    const details = certificate.publicKey.asymmetricKeyDetails;
    return {
      thumbprint: createHash('sha1').update(certificate.raw).digest('hex').toUpperCase(),
      subject: certificate.subject,
      issuer: certificate.issuer,
      notBefore: new Date(certificate.validFrom).toISOString(),
      notAfter: new Date(certificate.validTo).toISOString(),
      keyBits: details?.modulusLength ?? 0,
      raw: certificate.raw.toString('base64'),
    };
  } catch {
    return undefined;
  }
}

/** GUIDs from the system's random source. */
export const nodeIds: Ids = { guid: () => randomUUID() };

/** Real time. */
export const systemClock: Clock = {
  now: () => new Date(),
  monotonic: () => performance.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, milliseconds);
      signal?.addEventListener(
        'abort',
        () => {
          clearTimeout(timer);
          reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
        },
        { once: true },
      );
    }),
};
