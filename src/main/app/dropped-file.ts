/** A file that was dropped on the window: it hands over the bytes that are asked for, and never a path. */
import { CodedError, appError } from '../../shared/errors';
import type { Source } from '../../adapters/inspection/source';
import { DROPPED_PIECE } from '../../shared/inspection';

/** A part of the file. */
interface Wanted {
  readonly from: number;
  readonly length: number;
}

interface Waiting extends Wanted {
  readonly resolve: (bytes: Uint8Array) => void;
  readonly reject: (thrown: Error) => void;
}

/** Reads wait until the window has handed over the piece that they are in. */
export class DroppedFile implements Source {
  private waiting: Waiting | null = null;
  private told: ((wanted: Wanted) => void) | null = null;
  private piece: { readonly from: number; readonly bytes: Uint8Array } = {
    from: 0,
    bytes: new Uint8Array(0),
  };
  private cancelled = false;

  constructor(readonly size: number) {}

  async read(from: number, length: number): Promise<Uint8Array> {
    const wanted = Math.min(length, this.size - from);
    if (wanted <= 0) return new Uint8Array(0);
    if (this.cancelled) throw new CodedError(appError('HX-IPC'));
    const inside = from - this.piece.from;
    const isHere = inside >= 0 && inside < this.piece.bytes.length;
    const piece = isHere ? this.piece.bytes.subarray(inside) : await this.ask(from);
    return piece.subarray(0, wanted);
  }

  /** Asks for a whole piece, because what is read next mostly lies behind it. */
  private ask(from: number): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      const length = Math.min(DROPPED_PIECE, this.size - from);
      this.waiting = { from, length, resolve, reject };
      this.told?.({ from, length });
    });
  }

  /** The part that is wanted next. */
  asked(): Promise<Wanted> {
    return new Promise((resolve) => {
      const { waiting } = this;
      if (waiting !== null) resolve({ from: waiting.from, length: waiting.length });
      else this.told = resolve;
    });
  }

  /** Takes the part that was asked for; HX-IPC where none was. */
  give(bytes: Uint8Array): void {
    const { waiting } = this;
    if (waiting === null || bytes.length > waiting.length) throw new CodedError(appError('HX-IPC'));
    this.waiting = null;
    this.told = null;
    this.piece = { from: waiting.from, bytes };
    waiting.resolve(bytes);
  }

  /** Nobody hands anything over any more. */
  cancel(): void {
    this.cancelled = true;
    this.waiting?.reject(new CodedError(appError('HX-IPC')));
    this.waiting = null;
  }
}
