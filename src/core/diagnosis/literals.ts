/**
 * Search for many literal texts at once in bytes, without regard to the case of ASCII letters. The method is that of
 * Wu and Manber: a table over three bytes says how far no literal can begin, so most bytes are never looked at. Its
 * worst case is bounded by the number of literals that end alike, and there is nothing in it that could backtrack.
 */

/** Five bits a byte: equal for upper and lower case, and small enough for a table over three bytes. */
const hash = (first: number, second: number, third: number): number =>
  ((first & 31) << 10) | ((second & 31) << 5) | (third & 31);
const BLOCK = 3;
const TABLE = 1 << 15;

function lower(byte: number): number {
  return byte >= 65 && byte <= 90 ? byte + 32 : byte;
}

/** A set of literals, ready to be searched for. */
export class LiteralSet {
  private readonly shifts: Uint8Array;
  private readonly ending = new Map<number, readonly number[]>();
  private readonly bytes: readonly Uint8Array[];
  private readonly shortest: number;

  /** Literals are of printable ASCII and at least three characters long. */
  constructor(literals: readonly string[]) {
    this.bytes = literals.map((text) =>
      Uint8Array.from(text, (character) => lower(character.charCodeAt(0))),
    );
    this.shortest = Math.min(...this.bytes.map((item) => item.length));
    const furthest = Math.min(255, this.shortest - BLOCK + 1);
    this.shifts = new Uint8Array(TABLE).fill(furthest);
    this.bytes.forEach((literal, index) => this.enter(literal, index, furthest));
  }

  private enter(literal: Uint8Array, index: number, furthest: number): void {
    for (let end = BLOCK - 1; end < this.shortest; end += 1) {
      const at = hash(byteAt(literal, end - 2), byteAt(literal, end - 1), byteAt(literal, end));
      const shift = Math.min(furthest, this.shortest - 1 - end);
      this.shifts[at] = Math.min(this.shifts[at] ?? 0, shift);
      if (shift === 0) this.ending.set(at, [...(this.ending.get(at) ?? []), index]);
    }
  }

  /**
   * Calls `onHit` with the literal's index and the position of its first byte, for every literal that begins in
   * `from ≤ position < to` and is whole in `text`.
   */
  search(
    text: Uint8Array,
    from: number,
    to: number,
    onHit: (literal: number, position: number) => void,
  ): void {
    const { shifts, shortest } = this;
    const last = Math.min(text.length, to + shortest - 1);
    let end = from + shortest - 1;
    while (end < last) {
      const at =
        ((byteAt(text, end - 2) & 31) << 10) |
        ((byteAt(text, end - 1) & 31) << 5) |
        (byteAt(text, end) & 31);
      const shift = shifts[at] as number;
      if (shift > 0) {
        end += shift;
        continue;
      }
      const position = end - shortest + 1;
      for (const index of this.ending.get(at) ?? []) {
        if (this.isAt(text, position, index)) onHit(index, position);
      }
      end += 1;
    }
  }

  private isAt(text: Uint8Array, position: number, index: number): boolean {
    const literal = this.bytes[index];
    if (literal === undefined || position + literal.length > text.length) return false;
    for (let offset = 0; offset < literal.length; offset += 1) {
      if (lower(byteAt(text, position + offset)) !== byteAt(literal, offset)) return false;
    }
    return true;
  }
}

/** A byte inside the bounds: the loops above keep within them. */
function byteAt(bytes: Uint8Array, index: number): number {
  return bytes[index] as number;
}
