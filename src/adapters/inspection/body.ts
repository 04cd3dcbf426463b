/** The body of a message as it went over the line: without its chunks (RFC 9112, 7.1), and unpacked. */
import { constants, gunzipSync, inflateSync } from 'node:zlib';
import type { Header } from '../../core/inspection/exchange';
import { LONGEST_PART } from '../../core/inspection/exchange';

/** Headers that say how a body is packed, small letters. */
export const PACKING_HEADERS = ['transfer-encoding', 'content-encoding'] as const;

/** The body as text; '' where it cannot be unpacked. Never more than is looked at. */
export function bodyText(bytes: Uint8Array, headers: readonly Header[]): string {
  const value = (wanted: string) =>
    headers.find(([name]) => name === wanted)?.[1].toLowerCase() ?? '';
  const whole = value('transfer-encoding').includes('chunked') ? withoutChunks(bytes) : bytes;
  const plain = unpacked(whole, value('content-encoding'));
  return new TextDecoder('utf-8').decode(plain.subarray(0, LONGEST_PART));
}

function unpacked(bytes: Uint8Array, encoding: string): Uint8Array {
  // What was cut off is unpacked as far as it goes.
  const options = { maxOutputLength: LONGEST_PART, finishFlush: constants.Z_SYNC_FLUSH };
  try {
    if (encoding.includes('gzip')) return gunzipSync(bytes, options);
    return encoding.includes('deflate') ? inflateSync(bytes, options) : bytes;
  } catch {
    return new Uint8Array(0);
  }
}

function withoutChunks(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(0x0a, at);
    if (end === -1) break;
    const size = Number.parseInt(new TextDecoder().decode(bytes.subarray(at, end)), 16);
    // Already without chunks, or broken: what is left is taken as it is.
    if (Number.isNaN(size)) return at === 0 ? bytes : Buffer.concat(parts);
    if (size <= 0) break;
    parts.push(bytes.subarray(end + 1, end + 1 + size));
    at = end + 1 + size + 2;
  }
  return Buffer.concat(parts);
}
