/** The lab's own certificate authority and the certificate of localhost: new at every start, kept in memory only. */
import { generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import forge from 'node-forge';
import { signingKey } from './signing';
import type { SigningKey } from './signing';

/** PEM texts. */
export interface LabTls {
  /** The only root the lab's HTTPS client accepts. */
  readonly ca: string;
  readonly key: string;
  readonly cert: string;
}

const DAY_MS = 86_400_000;
const LIFETIME_DAYS = 30;

/** Makes both. Real time: TLS clients compare with their own clock. */
export async function makeTls(): Promise<LabTls> {
  const [authority, host] = await Promise.all([makeKey(), makeKey()]);
  const issuer = [{ name: 'commonName', value: 'Crossprem practice lab' }];
  const root = certificate(authority.publicKey, issuer, issuer, [
    { name: 'basicConstraints', critical: true, cA: true, pathLenConstraint: 0 },
    { name: 'keyUsage', critical: true, keyCertSign: true, cRLSign: true },
    { name: 'subjectKeyIdentifier' },
  ]);
  root.sign(authority.privateKey, forge.md.sha256.create());
  const leaf = certificate(host.publicKey, [{ name: 'commonName', value: 'localhost' }], issuer, [
    { name: 'basicConstraints', cA: false },
    { name: 'keyUsage', critical: true, digitalSignature: true, keyEncipherment: true },
    { name: 'extKeyUsage', serverAuth: true },
    {
      name: 'subjectAltName',
      altNames: [
        { type: 2, value: 'localhost' },
        { type: 7, ip: '127.0.0.1' },
      ],
    },
    {
      name: 'authorityKeyIdentifier',
      keyIdentifier: root.generateSubjectKeyIdentifier().getBytes(),
    },
  ]);
  leaf.sign(authority.privateKey, forge.md.sha256.create());
  return {
    ca: forge.pki.certificateToPem(root),
    key: host.pem,
    cert: forge.pki.certificateToPem(leaf),
  };
}

/** Node makes the key, in a thread; forge would take seconds. */
async function makeKey(): Promise<SigningKey & { readonly pem: string }> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
  return { pem, ...signingKey(pem) };
}

function certificate(
  publicKey: forge.pki.rsa.PublicKey,
  subject: forge.pki.CertificateField[],
  issuer: forge.pki.CertificateField[],
  extensions: object[],
): forge.pki.Certificate {
  const made = forge.pki.createCertificate();
  made.publicKey = publicKey;
  made.serialNumber = `4${randomBytes(16).toString('hex').slice(1)}`;
  made.validity.notBefore = new Date(Date.now() - DAY_MS);
  made.validity.notAfter = new Date(Date.now() + LIFETIME_DAYS * DAY_MS);
  made.setSubject(subject);
  made.setIssuer(issuer);
  made.setExtensions(extensions);
  return made;
}
