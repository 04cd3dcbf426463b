/** A .zip archive of a few small files (PKWARE APPNOTE 6.3, without ZIP64), made in memory. */
import { deflateRawSync } from 'node:zlib';

/** One file of the archive. */
export interface ZipEntry {
  /** Path with slashes; UTF-8. */
  readonly name: string;
  readonly content: Uint8Array;
}

const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END_OF_CENTRAL = 0x06054b50;
/** 2.0: folders and deflate. */
const VERSION = 20;
/** Bit 11: names are UTF-8. */
const UTF8_NAMES = 0x0800;
const STORED = 0;
const DEFLATED = 8;
/** Limits of the format without ZIP64. */
const MOST_FILES = 0xffff;
const MOST_BYTES = 0xffffffff;

/** Makes the archive; every entry carries the given time. A name twice, or too much for the format, is a RangeError. */
export function zipFile(entries: readonly ZipEntry[], when: Date): Uint8Array {
  if (new Set(entries.map(({ name }) => name)).size < entries.length || entries.length > MOST_FILES)
    throw new RangeError('a name stands twice in the archive, or there are too many');
  const stamp = dosTime(when);
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of entries) {
    const bytes = Buffer.from(name, 'utf8');
    const packed = deflateRawSync(content);
    const isSmaller = packed.length < content.length;
    const data = isSmaller ? packed : Buffer.from(content);
    const common = commonHeader(isSmaller ? DEFLATED : STORED, stamp, content, data, bytes);
    const local = Buffer.concat([uint32(LOCAL_HEADER), common, bytes, data]);
    directory.push(
      Buffer.concat([
        uint32(CENTRAL_HEADER),
        uint16(VERSION),
        common,
        // No comment, first disk, no attributes.
        Buffer.alloc(10),
        uint32(offset),
        bytes,
      ]),
    );
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  if (offset + central.length > MOST_BYTES) throw new RangeError('the archive is too large');
  const end = Buffer.concat([
    uint32(END_OF_CENTRAL),
    Buffer.alloc(4),
    uint16(entries.length),
    uint16(entries.length),
    uint32(central.length),
    uint32(offset),
    uint16(0),
  ]);
  return Buffer.concat([...parts, central, end]);
}

/** What both headers of an entry share, from the version needed to the length of the extra field. */
function commonHeader(
  method: number,
  stamp: Buffer,
  content: Uint8Array,
  data: Buffer,
  name: Buffer,
): Buffer {
  return Buffer.concat([
    uint16(VERSION),
    uint16(UTF8_NAMES),
    uint16(method),
    stamp,
    uint32(crc32(content)),
    uint32(data.length),
    uint32(content.length),
    uint16(name.length),
    uint16(0),
  ]);
}

/** MS-DOS time and date in UTC: two-second steps, from 1980. */
function dosTime(when: Date): Buffer {
  const year = Math.max(1980, when.getUTCFullYear());
  const time =
    (when.getUTCHours() << 11) | (when.getUTCMinutes() << 5) | (when.getUTCSeconds() >> 1);
  const date = ((year - 1980) << 9) | ((when.getUTCMonth() + 1) << 5) | when.getUTCDate();
  return Buffer.concat([uint16(time), uint16(date)]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** CRC-32 as in ISO 3309; node:zlib has one only from Node 20.15 on. */
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1)
    value = (value & 1) === 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

function crc32(content: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of content) value = (CRC_TABLE[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}
