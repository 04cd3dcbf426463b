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
  // Node takes a key apart in no time; forge's own reader is slow enough to be felt at the lab's start.
  const { n, e, d, p, q, dp, dq, qi } = key.export({ format: 'jwk' });
  const sign = (md: forge.md.MessageDigest): string => {
    const info = Buffer.concat([SHA256_INFO, Buffer.from(md.digest().getBytes(), 'binary')]);
    return privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, info).toString('binary');
  };
  const open = [number(n), number(e)] as const;
  const { setRsaPrivateKey, setRsaPublicKey } = forge.pki;
  const secret = [number(d), number(p), number(q), number(dp), number(dq), number(qi)] as const;
  const whole = setRsaPrivateKey(...open, ...secret);
  return { privateKey: { ...whole, sign }, publicKey: setRsaPublicKey(...open) };
}

/** A number of a JSON Web Key. */
function number(text = ''): forge.jsbn.BigInteger {
  return new forge.jsbn.BigInteger(Buffer.from(text, 'base64url').toString('hex'), 16);
}
