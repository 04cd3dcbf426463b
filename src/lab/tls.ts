/** The lab's own certificate authority and the certificates of its hosts: new at every start, kept in memory only. */
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
  /** Certificate of the organisation's hosts, for the same key. */
  readonly organisation: string;
  /** The same names, but signed by nobody else than itself. */
  readonly untrusted: string;
}

/** Names of the organisation's hosts. */
const ORGANISATION_NAMES = ['*.contoso.lab', '*.contoso.com', 'contoso.com'];

const DAY_MS = 86_400_000;
const LIFETIME_DAYS = 30;

/** Makes both; `more`: names of hosts beside the usual ones. Real time: TLS clients compare with their own clock. */
export async function makeTls(more: readonly string[] = []): Promise<LabTls> {
  const [authority, host] = await Promise.all([makeKey(), makeKey()]);
  const issuer = [{ name: 'commonName', value: 'Crossprem practice lab' }];
  const root = certificate(authority.publicKey, issuer, issuer, [
    { name: 'basicConstraints', critical: true, cA: true, pathLenConstraint: 0 },
    { name: 'keyUsage', critical: true, keyCertSign: true, cRLSign: true },
    { name: 'subjectKeyIdentifier' },
  ]);
  root.sign(authority.privateKey, forge.md.sha256.create());
  const keyIdentifier = root.generateSubjectKeyIdentifier().getBytes();
  const leaf = (name: string, altNames: object[]): string => {
    const made = certificate(host.publicKey, [{ name: 'commonName', value: name }], issuer, [
      ...SERVER_USE,
      { name: 'subjectAltName', altNames },
      { name: 'authorityKeyIdentifier', keyIdentifier },
    ]);
    made.sign(authority.privateKey, forge.md.sha256.create());
    return forge.pki.certificateToPem(made);
  };
  const local = [
    { type: 2, value: 'localhost' },
    { type: 7, ip: '127.0.0.1' },
  ];
  const names = [...ORGANISATION_NAMES, ...more].map((value) => ({ type: 2, value }));
  const subject = [{ name: 'commonName', value: 'pool01.contoso.lab' }];
  const own = certificate(host.publicKey, subject, subject, [
    ...SERVER_USE,
    { name: 'subjectAltName', altNames: names },
  ]);
  own.sign(host.privateKey, forge.md.sha256.create());
  return {
    ca: forge.pki.certificateToPem(root),
    key: host.pem,
    cert: leaf('localhost', local),
    organisation: leaf('contoso.com', names),
    untrusted: forge.pki.certificateToPem(own),
  };
}

const SERVER_USE = [
  { name: 'basicConstraints', cA: false },
  { name: 'keyUsage', critical: true, digitalSignature: true, keyEncipherment: true },
  { name: 'extKeyUsage', serverAuth: true },
];

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
