/** Certificates of the lab's organisation: real X.509, self-signed with the fixed lab keys, equal for equal inputs. */
import { X509Certificate } from 'node:crypto';
import forge from 'node-forge';
import { digest } from '../deterministic';
import { signingKey } from '../signing';
import type { SigningKey } from '../signing';
import { LAB_KEYS } from './lab-keys';
import type { LabKey } from './lab-keys';

/** What a certificate says. Times are milliseconds since the epoch. */
export interface CertificateWish {
  readonly key: LabKey;
  /** Common name, ASCII. */
  readonly commonName: string;
  readonly notBefore: number;
  readonly notAfter: number;
  /** What the serial number is made of. */
  readonly serial: readonly (string | number)[];
  readonly hostNames?: readonly string[];
}

/** A made certificate. */
export interface MadeCertificate {
  /** SHA-1 of the DER bytes, 40 upper-case hex digits. */
  readonly thumbprint: string;
  /** Base64 DER. */
  readonly raw: string;
}

/** Subject of every Exchange auth certificate. */
export const AUTH_SUBJECT = 'Microsoft Exchange Server Auth Certificate';

/** Makes a self-signed certificate. */
export function makeCertificate(wish: CertificateWish): MadeCertificate {
  const key = keyNamed(wish.key);
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = key.publicKey;
  // A leading digit from 1 to 7 keeps the number positive and its length the same.
  certificate.serialNumber = `4${digest(...wish.serial).slice(0, 31)}`;
  certificate.validity.notBefore = wholeSeconds(wish.notBefore);
  certificate.validity.notAfter = wholeSeconds(wish.notAfter);
  const name = [{ name: 'commonName', value: wish.commonName }];
  certificate.setSubject(name);
  certificate.setIssuer(name);
  certificate.setExtensions([
    { name: 'basicConstraints', cA: false },
    { name: 'keyUsage', critical: true, digitalSignature: true, keyEncipherment: true },
    ...(wish.hostNames === undefined
      ? []
      : [
          {
            name: 'subjectAltName',
            altNames: wish.hostNames.map((value) => ({ type: 2, value })),
          },
        ]),
  ]);
  certificate.sign(key.privateKey, forge.md.sha256.create());
  const der = forge.asn1.toDer(forge.pki.certificateToAsn1(certificate)).getBytes();
  const raw = Buffer.from(der, 'binary');
  return {
    thumbprint: new X509Certificate(raw).fingerprint.replace(/:/g, ''),
    raw: raw.toString('base64'),
  };
}

const keys = new Map<LabKey, SigningKey>();

function keyNamed(name: LabKey): SigningKey {
  const known = keys.get(name) ?? signingKey(LAB_KEYS[name]);
  keys.set(name, known);
  return known;
}

function wholeSeconds(milliseconds: number): Date {
  return new Date(Math.floor(milliseconds / 1000) * 1000);
}
