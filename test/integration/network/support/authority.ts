/** Certificates for TLS servers of tests, signed by an authority of their own. */
import { generateKeyPairSync } from 'node:crypto';
import forge from 'node-forge';

const DAY = 86_400_000;

/** How a server's certificate differs from one that is in order. */
export interface ServerCertificateOptions {
  readonly name?: string;
  readonly from?: Date;
  readonly until?: Date;
  /** Signed by itself. */
  readonly alone?: boolean;
}

/** PEM texts of an authority and what it signs. */
export interface TestAuthority {
  readonly ca: string;
  readonly issue: (options?: ServerCertificateOptions) => {
    readonly key: string;
    readonly cert: string;
  };
}

function keyPair(): { readonly pem: string; readonly publicKey: string } {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    pem: privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

function certificate(subject: string, issuer: string, publicKey: string, from: Date, until: Date) {
  const made = forge.pki.createCertificate();
  made.publicKey = forge.pki.publicKeyFromPem(publicKey);
  made.serialNumber = '4a';
  made.validity.notBefore = from;
  made.validity.notAfter = until;
  made.setSubject([{ name: 'commonName', value: subject }]);
  made.setIssuer([{ name: 'commonName', value: issuer }]);
  return made;
}

/** Makes an authority. */
export function testAuthority(name = 'Test inspection authority'): TestAuthority {
  const own = keyPair();
  // One pair for all servers: making keys is what takes time.
  const pair = keyPair();
  const now = Date.now();
  const root = certificate(name, name, own.publicKey, new Date(now - DAY), new Date(now + DAY));
  root.setExtensions([{ name: 'basicConstraints', critical: true, cA: true }]);
  const signer = forge.pki.privateKeyFromPem(own.pem);
  root.sign(signer, forge.md.sha256.create());
  return {
    ca: forge.pki.certificateToPem(root),
    issue: (options = {}) => {
      const { name: host = 'localhost', alone = false } = options;
      const { from = new Date(now - DAY), until = new Date(now + DAY) } = options;
      const leaf = certificate(host, alone ? host : name, pair.publicKey, from, until);
      leaf.setExtensions([
        { name: 'basicConstraints', cA: false },
        { name: 'subjectAltName', altNames: [{ type: 2, value: host }] },
      ]);
      leaf.sign(alone ? forge.pki.privateKeyFromPem(pair.pem) : signer, forge.md.sha256.create());
      return { key: pair.pem, cert: forge.pki.certificateToPem(leaf) };
    },
  };
}
