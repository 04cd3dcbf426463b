import { generateKeyPairSync } from 'node:crypto';
import forge from 'node-forge';

/** One key for all certificates of a test run; making keys is the slow part. */
const pair = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
const privateKey = forge.pki.privateKeyFromPem(pair.privateKey);
const publicKey = forge.pki.publicKeyFromPem(pair.publicKey);

interface Wanted {
  readonly subject: string;
  readonly serial: string;
  readonly from: string;
  readonly to: string;
  readonly extensions?: object[];
  readonly issuer?: string;
}

function make(wanted: Wanted): forge.pki.Certificate {
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = publicKey;
  certificate.serialNumber = wanted.serial;
  certificate.validity.notBefore = new Date(wanted.from);
  certificate.validity.notAfter = new Date(wanted.to);
  certificate.setSubject([{ name: 'commonName', value: wanted.subject }]);
  certificate.setIssuer([{ name: 'commonName', value: wanted.issuer ?? wanted.subject }]);
  certificate.setExtensions(wanted.extensions ?? []);
  certificate.sign(privateKey, forge.md.sha256.create());
  return certificate;
}

/** A certificate as Exchange would make it: base64 DER. */
export function certificateBase64(
  serial: string,
  from = '2026-01-01T00:00:00Z',
  to = '2031-01-01T00:00:00Z',
): string {
  const subject = 'Microsoft Exchange Server Auth Certificate';
  const asn1 = forge.pki.certificateToAsn1(make({ subject, serial, from, to }));
  return forge.util.encode64(forge.asn1.toDer(asn1).getBytes());
}

/** A certificate authority and a server certificate for localhost; TLS uses real time. */
export function localhostTls(): { key: string; cert: string; ca: string } {
  const day = 86_400_000;
  const from = new Date(Date.now() - day).toISOString();
  const to = new Date(Date.now() + day).toISOString();
  const authority = make({
    subject: 'Crossprem test authority',
    serial: '01',
    from,
    to,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
  });
  const server = make({
    subject: 'localhost',
    issuer: 'Crossprem test authority',
    serial: '02',
    from,
    to,
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] },
    ],
  });
  return {
    key: pair.privateKey,
    cert: forge.pki.certificateToPem(server),
    ca: forge.pki.certificateToPem(authority),
  };
}
