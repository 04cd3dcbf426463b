/**
 * The sealed file of an exported customer: a header in the clear, and compressed content under AES-256-GCM with the
 * header as associated data. The key comes from the passphrase by scrypt, whose cost belongs to the version and is not
 * read from the file.
 *
 *   magic 10 · version 2 · salt 16 · check 16 · nonce 12 · length of the content 8 | content | tag 16
 */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  randomBytes,
  scrypt,
  timingSafeEqual,
} from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { CodedError, appError } from '../../shared/errors';
import type { ErrorCode } from '../../shared/errors';

const MAGIC = Buffer.from('CROSSPREM\0', 'latin1');
const VERSION = 1;
const SALT = 16;
const CHECK = 16;
const NONCE = 12;
const TAG = 16;
const KEY = 32;
const AT = {
  version: MAGIC.length,
  salt: MAGIC.length + 2,
  check: MAGIC.length + 2 + SALT,
  nonce: MAGIC.length + 2 + SALT + CHECK,
  length: MAGIC.length + 2 + SALT + CHECK + NONCE,
} as const;
const HEADER = AT.length + 8;
/** OWASP's parameters for scrypt: 128 MB and about half a second for each guess. */
const COST = { N: 2 ** 17, r: 8, p: 1, maxmem: 160 * 1024 * 1024 };

const MEGABYTE = 1024 * 1024;
/** Largest file that is opened. */
export const LARGEST_FILE = 64 * MEGABYTE;
/** Largest content that a file may unpack to. */
export const LARGEST_CONTENT = 256 * MEGABYTE;

/** Seals content with a passphrase. `name` is for HX-BUNDLESIZE. */
export async function seal(content: Uint8Array, passphrase: string, name: string): Promise<Buffer> {
  const packed = await promisify(gzip)(content);
  if (content.length > LARGEST_CONTENT || packed.length > LARGEST_FILE - HEADER - TAG)
    throw tooLarge(name);
  return sealPacked(packed, passphrase);
}

/** Seals content that is compressed already. */
export async function sealPacked(packed: Uint8Array, passphrase: string): Promise<Buffer> {
  const salt = randomBytes(SALT);
  const nonce = randomBytes(NONCE);
  const { key, check } = await keysOf(passphrase, salt);
  const numbers = Buffer.alloc(2 + 8);
  numbers.writeUInt16BE(VERSION, 0);
  numbers.writeBigUInt64BE(BigInt(packed.length), 2);
  const version = numbers.subarray(0, 2);
  const length = numbers.subarray(2);
  const header = Buffer.concat([MAGIC, version, salt, check, nonce, length]);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG });
  cipher.setAAD(header);
  return Buffer.concat([header, cipher.update(packed), cipher.final(), cipher.getAuthTag()]);
}

/** Looks at a file's form before anybody is asked for a passphrase. Throws what is wrong with it. */
export function checkEnvelope(bytes: Uint8Array, name: string): void {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const begun = file.subarray(0, MAGIC.length);
  if (begun.length === 0 || !begun.equals(MAGIC.subarray(0, begun.length)))
    throw refused('HX-BUNDLEFILE', name);
  if (file.length < AT.salt) throw refused('HX-BUNDLECUT', name);
  const version = file.readUInt16BE(AT.version);
  if (version > VERSION) {
    throw new CodedError(appError('HX-BUNDLENEW', { file: name, version }));
  }
  if (version < VERSION) throw refused('HX-BUNDLEFILE', name);
  if (file.length > LARGEST_FILE) throw tooLarge(name);
  if (file.length < HEADER + TAG) throw refused('HX-BUNDLECUT', name);
  const length = file.readBigUInt64BE(AT.length);
  if (length !== BigInt(file.length - HEADER - TAG)) throw refused('HX-BUNDLECUT', name);
}

/** Opens a file. A wrong passphrase and an edited file are told apart by the check in the header. */
export async function unseal(bytes: Uint8Array, passphrase: string, name: string): Promise<Buffer> {
  checkEnvelope(bytes, name);
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = file.subarray(0, HEADER);
  const { key, check } = await keysOf(passphrase, header.subarray(AT.salt, AT.check));
  if (!timingSafeEqual(check, header.subarray(AT.check, AT.nonce)))
    throw refused('HX-BUNDLEPASS', name);
  const nonce = header.subarray(AT.nonce, AT.length);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG });
  decipher.setAAD(header);
  decipher.setAuthTag(file.subarray(file.length - TAG));
  let packed: Buffer;
  try {
    const sealed = file.subarray(HEADER, file.length - TAG);
    packed = Buffer.concat([decipher.update(sealed), decipher.final()]);
  } catch {
    throw refused('HX-BUNDLEEDIT', name);
  }
  return unpack(packed, name);
}

/** Unpacking ends at the limit, whatever the content says of its size. */
async function unpack(packed: Uint8Array, name: string): Promise<Buffer> {
  try {
    return await promisify(gunzip)(packed, { maxOutputLength: LARGEST_CONTENT });
  } catch (thrown) {
    const isTooLarge =
      thrown instanceof Error && 'code' in thrown && thrown.code === 'ERR_BUFFER_TOO_LARGE';
    throw isTooLarge ? tooLarge(name) : refused('HX-BUNDLEFILE', name);
  }
}

/** Two keys from one passphrase: one seals, the other only says whether the passphrase is right. */
async function keysOf(
  passphrase: string,
  salt: Uint8Array,
): Promise<{ readonly key: Buffer; readonly check: Buffer }> {
  const made = await new Promise<Buffer>((resolve, reject) => {
    // One passphrase in two ways of writing its accents is one passphrase.
    scrypt(passphrase.normalize('NFKC'), salt, 2 * KEY, COST, (fault, derived) => {
      if (fault === null) resolve(derived);
      else reject(fault);
    });
  });
  const check = createHmac('sha256', made.subarray(KEY)).update(MAGIC).update(salt).digest();
  return { key: made.subarray(0, KEY), check: check.subarray(0, CHECK) };
}

function refused(code: ErrorCode, file: string): CodedError {
  return new CodedError(appError(code, { file }));
}

function tooLarge(file: string): CodedError {
  return new CodedError(appError('HX-BUNDLESIZE', { file, limit: LARGEST_FILE / MEGABYTE }));
}
