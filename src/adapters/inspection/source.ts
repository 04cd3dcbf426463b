/** Where bytes come from: a file, a buffer, or a dropped file that the window hands over piece by piece. */
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { fileError } from '../storage/file-system';

/** Bytes that can be read anywhere. */
export interface Source {
  readonly size: number;
  /** As many bytes as there are from this place, at most `length`. */
  read(from: number, length: number): Promise<Uint8Array>;
}

/** Bytes read at once. Small enough that the window's calls are answered in between. */
const PIECE = 1 << 18;

/** All bytes, in order. */
export async function* piecesOf(source: Source): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < source.size;) {
    const piece = await source.read(from, PIECE);
    if (piece.length === 0) return;
    yield piece;
    from += piece.length;
  }
}

/** Bytes that are in memory. */
export function bufferSource(bytes: Uint8Array): Source {
  return {
    size: bytes.length,
    read: (from, length) => Promise.resolve(bytes.subarray(from, from + length)),
  };
}

/** Works with a file that is open meanwhile. Rejects with a coded error when it cannot be read. */
export async function withFile<T>(path: string, work: (source: Source) => Promise<T>): Promise<T> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, 'r');
    const { size } = await handle.stat();
    return await work(fileSource(handle, size));
  } catch (thrown) {
    throw fileError(thrown, path);
  } finally {
    await handle?.close();
  }
}

function fileSource(handle: FileHandle, size: number): Source {
  return {
    size,
    read: async (from, length) => {
      // A new buffer each time: what is cut out of it may be kept for a while.
      const buffer = new Uint8Array(Math.max(0, Math.min(length, size - from)));
      if (buffer.length === 0) return buffer;
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, from);
      return buffer.subarray(0, bytesRead);
    },
  };
}
