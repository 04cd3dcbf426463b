/** Bytes as UTF-8: UTF-16 with a byte order mark is rewritten, a mark of UTF-8 goes, everything else passes. */
export async function* utf8Pieces(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let decode: ((piece: Uint8Array, last: boolean) => Uint8Array) | undefined;
  for await (const piece of pieces) {
    if (piece.length === 0) continue;
    const isFirst = decode === undefined;
    decode ??= decoderOf(piece);
    yield decode(isFirst && hasUtf8Mark(piece) ? piece.subarray(3) : piece, false);
  }
  if (decode !== undefined) yield decode(new Uint8Array(0), true);
}

function decoderOf(first: Uint8Array): (piece: Uint8Array, last: boolean) => Uint8Array {
  const [one, two] = first;
  const isLittle = one === 0xff && two === 0xfe;
  if (!isLittle && !(one === 0xfe && two === 0xff)) return (piece) => piece;
  const decoder = new TextDecoder(isLittle ? 'utf-16le' : 'utf-16be');
  const encoder = new TextEncoder();
  return (piece, last) => encoder.encode(decoder.decode(piece, { stream: !last }));
}

function hasUtf8Mark(piece: Uint8Array): boolean {
  return piece[0] === 0xef && piece[1] === 0xbb && piece[2] === 0xbf;
}
