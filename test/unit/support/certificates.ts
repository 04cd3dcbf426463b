/** Real certificates for tests, made once a run. */
import forge from 'node-forge';

/** A self-signed certificate as base64 DER, and its private key as PEM. */
export function makeCertificate(
  name: string,
  notBefore = '2025-01-01T00:00:00Z',
  notAfter = '2030-01-01T00:00:00Z',
  bits = 1024,
): { raw: string; privateKey: string } {
  const keys = forge.pki.rsa.generateKeyPair(bits);
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = keys.publicKey;
  certificate.serialNumber = '01';
  certificate.validity.notBefore = new Date(notBefore);
  certificate.validity.notAfter = new Date(notAfter);
  const subject = [{ name: 'commonName', value: name }];
  certificate.setSubject(subject);
  certificate.setIssuer(subject);
  certificate.sign(keys.privateKey, forge.md.sha256.create());
  const der = forge.asn1.toDer(forge.pki.certificateToAsn1(certificate)).getBytes();
  return {
    raw: Buffer.from(der, 'binary').toString('base64'),
    privateKey: forge.pki.privateKeyToPem(keys.privateKey),
  };
}
