/** RSA keys for node-forge whose signatures Node makes, because forge's own arithmetic takes many times as long. */
import { constants, createPrivateKey, privateEncrypt } from 'node:crypto';
import forge from 'node-forge';

/** A key pair as forge takes it. */
export interface SigningKey {
  readonly privateKey: forge.pki.rsa.PrivateKey;
  readonly publicKey: forge.pki.rsa.PublicKey;
}

/** DER head of a SHA-256 DigestInfo (RFC 8017, 9.2). */
const SHA256_INFO = Buffer.from('3031300d060960864801650304020105000420', 'hex');

/** Reads a PEM private key. It signs SHA-256 digests with PKCS #1 v1.5, which is deterministic. */
export function signingKey(pem: string): SigningKey {
  const key = createPrivateKey(pem);
  const parsed = forge.pki.privateKeyFromPem(pem);
  const sign = (md: forge.md.MessageDigest): string => {
    const info = Buffer.concat([SHA256_INFO, Buffer.from(md.digest().getBytes(), 'binary')]);
    return privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, info).toString('binary');
  };
  return {
    privateKey: { ...parsed, sign },
    publicKey: forge.pki.setRsaPublicKey(parsed.n, parsed.e),
  };
}
