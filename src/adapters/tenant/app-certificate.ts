import { X509Certificate, createPrivateKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Result } from '../../shared/result';
import { fail, ok } from '../../shared/result';
import { signInFailure } from './sign-in-errors';

/** What an application proves itself with. The key is a secret and lives in memory only. */
export interface AppCertificate {
  /** SHA-256 of the DER bytes, hex. */
  readonly thumbprintSha256: string;
  /** ISO 8601 UTC. */
  readonly notAfter: string;
  /** PEM, PKCS #8. */
  readonly privateKey: string;
}

/** Shorter keys are refused for PS256 (jsonwebtoken, which MSAL signs with). */
const LEAST_BITS = 2048;

/**
 * Reads a certificate (PEM or DER) and its RSA key (PEM without a password) from files of the person's own. Fails
 * with HX-SIGNIN, reason `certificate-file`, where either cannot be read or they do not belong together; the detail
 * never holds content of the key's file.
 */
export async function loadAppCertificate(files: {
  readonly certificateFile: string;
  readonly keyFile: string;
}): Promise<Result<AppCertificate>> {
  const unusable = (detail: string) => fail(signInFailure('certificate-file', detail));
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(await readFile(files.certificateFile));
  } catch (thrown) {
    return unusable(`${files.certificateFile}: ${codeOf(thrown)}`);
  }
  try {
    const key = createPrivateKey(await readFile(files.keyFile));
    if (key.asymmetricKeyType !== 'rsa') return unusable(`${files.keyFile}: not an RSA key`);
    if ((key.asymmetricKeyDetails?.modulusLength ?? 0) < LEAST_BITS) {
      return unusable(`${files.keyFile}: shorter than ${LEAST_BITS} bits`);
    }
    if (!certificate.checkPrivateKey(key)) {
      return unusable(`${files.keyFile} is not the key of ${files.certificateFile}`);
    }
    return ok({
      thumbprintSha256: certificate.fingerprint256.replaceAll(':', ''),
      notAfter: new Date(certificate.validTo).toISOString(),
      privateKey: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
    });
  } catch (thrown) {
    return unusable(`${files.keyFile}: ${codeOf(thrown)}`);
  }
}

/** The system's name of an error; OpenSSL's texts quote no content either, but a code says as much. */
function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'cannot be read';
}
