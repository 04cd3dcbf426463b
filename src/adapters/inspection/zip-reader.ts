/**
 * Reads a .zip archive where it lies (PKWARE APPNOTE 6.3, without ZIP64): its directory, and the beginning of single
 * files. Nothing is written anywhere, names are only compared, and no file gives more than was asked for.
 */
import { createInflateRaw, inflateRawSync } from 'node:zlib';
import type { Source } from './source';

/** One file of the archive, as its directory says. Sizes are claims, not facts. */
export interface ZipMember {
  readonly name: string;
  readonly method: number;
  readonly packedSize: number;
  readonly size: number;
  /** Place of its own header. */
  readonly offset: number;
  readonly isEncrypted: boolean;
}

/** The archive cannot be used. `kind` says why. */
export class ZipFault extends Error {
  constructor(readonly kind: 'damaged' | 'too-large' | 'encrypted') {
    super(kind);
  }
}

const END_OF_CENTRAL = 0x06054b50;
const CENTRAL_HEADER = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const END_SIZE = 22;
const LONGEST_COMMENT = 0xffff;
const CENTRAL_SIZE = 46;
const LOCAL_SIZE = 30;
/** A directory beyond this is no trace of a person's. */
const LARGEST_DIRECTORY = 64 << 20;
const MOST_MEMBERS = 0xfffe;
const STORED = 0;
const DEFLATED = 8;
/** Packed bytes read at once. */
const PACKED_PIECE = 65_536;

/** The files of the archive. Throws ZipFault. */
export async function zipMembers(source: Source): Promise<readonly ZipMember[]> {
  const { offset, size, count } = await endOfCentral(source);
  const directory = view(await readWhole(source, offset, size));
  if (directory.byteLength < size) throw new ZipFault('damaged');
  const members: ZipMember[] = [];
  for (let at = 0; members.length < count;) {
    if (at + CENTRAL_SIZE > size || directory.getUint32(at, true) !== CENTRAL_HEADER)
      throw new ZipFault('damaged');
    const nameLength = directory.getUint16(at + 28, true);
    const next =
      at +
      CENTRAL_SIZE +
      nameLength +
      directory.getUint16(at + 30, true) +
      directory.getUint16(at + 32, true);
    if (next > size) throw new ZipFault('damaged');
    members.push(memberAt(directory, at, nameLength));
    at = next;
  }
  return members;
}

function memberAt(directory: DataView, at: number, nameLength: number): ZipMember {
  const { buffer, byteOffset } = directory;
  const name = new Uint8Array(buffer, byteOffset + at + CENTRAL_SIZE, nameLength);
  return {
    name: new TextDecoder('utf-8').decode(name),
    isEncrypted: (directory.getUint16(at + 8, true) & 1) === 1,
    method: directory.getUint16(at + 10, true),
    packedSize: directory.getUint32(at + 20, true),
    size: directory.getUint32(at + 24, true),
    offset: directory.getUint32(at + 42, true),
  };
}

async function endOfCentral(source: Source) {
  const from = Math.max(0, source.size - END_SIZE - LONGEST_COMMENT);
  const tail = view(await readWhole(source, from, source.size - from));
  for (let at = tail.byteLength - END_SIZE; at >= 0; at -= 1) {
    if (tail.getUint32(at, true) !== END_OF_CENTRAL) continue;
    const count = tail.getUint16(at + 10, true);
    const size = tail.getUint32(at + 12, true);
    const offset = tail.getUint32(at + 16, true);
    if (size > LARGEST_DIRECTORY || count > MOST_MEMBERS) throw new ZipFault('too-large');
    if (offset + size > source.size) throw new ZipFault('damaged');
    return { offset, size, count };
  }
  throw new ZipFault('damaged');
}

/** The first bytes of a file, unpacked: at most `most`. Throws ZipFault. */
export async function zipContent(
  source: Source,
  member: ZipMember,
  most: number,
): Promise<Uint8Array> {
  if (member.isEncrypted) throw new ZipFault('encrypted');
  const header = view(await readWhole(source, member.offset, LOCAL_SIZE));
  if (header.byteLength < LOCAL_SIZE || header.getUint32(0, true) !== LOCAL_HEADER)
    throw new ZipFault('damaged');
  const from = member.offset + LOCAL_SIZE + header.getUint16(26, true) + header.getUint16(28, true);
  if (member.method === STORED) return readWhole(source, from, Math.min(most, member.packedSize));
  if (member.method !== DEFLATED) throw new ZipFault('damaged');
  if (member.packedSize <= PACKED_PIECE && member.size <= most)
    return smallContent(await readWhole(source, from, member.packedSize), most);
  return firstUnpacked(source, from, member.packedSize, most);
}

/** A file that says that it is small is unpacked at once, and no further than that. */
function smallContent(packed: Uint8Array, most: number): Uint8Array {
  try {
    return inflateRawSync(packed, { maxOutputLength: most });
  } catch {
    throw new ZipFault('damaged');
  }
}

async function firstUnpacked(
  source: Source,
  from: number,
  length: number,
  most: number,
): Promise<Uint8Array> {
  const unpacked = new Unpacked(most);
  for (let at = 0; at < length && !unpacked.isOver;) {
    const piece = await readWhole(source, from + at, Math.min(PACKED_PIECE, length - at));
    if (piece.length === 0) break;
    at += piece.length;
    await unpacked.take(piece);
  }
  return unpacked.end();
}

/** Unpacks as far as it is looked at, and stops there. */
class Unpacked {
  isOver = false;
  private readonly inflate = createInflateRaw();
  private readonly parts: Buffer[] = [];
  private readonly closed: Promise<void>;
  private size = 0;
  private isFaulty = false;

  constructor(private readonly most: number) {
    this.inflate.on('data', (part: Buffer) => {
      this.parts.push(part);
      this.size += part.length;
      if (this.size >= this.most) this.inflate.destroy();
    });
    this.closed = new Promise((resolve) => {
      this.inflate.on('close', () => {
        this.isOver = true;
        resolve();
      });
      this.inflate.on('error', () => {
        this.isFaulty = true;
        this.isOver = true;
        resolve();
      });
    });
  }

  /** Resolves when the piece was taken, or when no more is wanted. */
  async take(piece: Uint8Array): Promise<void> {
    const taken = new Promise<void>((resolve) => {
      this.inflate.write(piece, () => resolve());
    });
    await Promise.race([this.closed, taken]);
  }

  /** What came out. Throws ZipFault where that is nothing but a fault. */
  async end(): Promise<Uint8Array> {
    if (!this.isOver) this.inflate.end();
    await this.closed;
    if (this.isFaulty && this.size === 0) throw new ZipFault('damaged');
    return Buffer.concat(this.parts).subarray(0, this.most);
  }
}

/** As many of these bytes as there are; a source may give fewer at a time. */
async function readWhole(source: Source, from: number, length: number): Promise<Uint8Array> {
  const first = await source.read(from, length);
  if (first.length >= length || first.length === 0) return first;
  const whole = new Uint8Array(length);
  whole.set(first);
  let size = first.length;
  while (size < length) {
    const piece = await source.read(from + size, length - size);
    if (piece.length === 0) break;
    whole.set(piece, size);
    size += piece.length;
  }
  return whole.subarray(0, size);
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
