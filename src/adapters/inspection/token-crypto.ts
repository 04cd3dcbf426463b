import { X509Certificate, createHash, verify } from 'node:crypto';
import type { TokenCrypto } from '../../core/inspection/ports';
import { nodeCrypto } from '../system/crypto';

/** Characters of an RSA signature at most: 16,384 bits. */
const LONGEST_SIGNATURE = 2_732;

/** Signatures of tokens on node:crypto. RS256 is RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518). */
export const tokenCrypto: TokenCrypto = {
  certificate: (raw) => nodeCrypto.certificate(raw),
  sha256: ({ raw }) =>
    createHash('sha256').update(Buffer.from(raw, 'base64')).digest('hex').toUpperCase(),
  verify: ({ raw }, text, signature) => {
    if (signature.length > LONGEST_SIGNATURE) return false;
    try {
      const { publicKey } = new X509Certificate(Buffer.from(raw, 'base64'));
      if (publicKey.asymmetricKeyType !== 'rsa') return undefined;
      const bytes = Buffer.from(signature, 'base64url');
      return verify('RSA-SHA256', Buffer.from(text, 'utf8'), publicKey, bytes);
    } catch {
      return undefined;
    }
  },
};
