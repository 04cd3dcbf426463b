/** SHA-1 in plain TypeScript: names a certificate in shown text (its thumbprint). Never used to protect anything. */

/** Upper-case hex SHA-1 of bytes given as a binary string, as `atob` returns them. */
export function sha1OfBinary(binary: string): string {
  const words = padded(binary);
  const state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  for (let start = 0; start < words.length; start += 16)
    mixBlock(state, words.slice(start, start + 16));
  return state
    .map((word) => (word >>> 0).toString(16).padStart(8, '0'))
    .join('')
    .toUpperCase();
}

/** The message as 32-bit words with the end mark and its length in bits. */
function padded(binary: string): number[] {
  const blocks = Math.ceil((binary.length + 9) / 64);
  const words = new Array<number>(blocks * 16).fill(0);
  const put = (index: number, byte: number): void => {
    words[index >> 2] = (words[index >> 2] ?? 0) | (byte << (24 - (index % 4) * 8));
  };
  for (let index = 0; index < binary.length; index += 1)
    put(index, binary.charCodeAt(index) & 0xff);
  put(binary.length, 0x80);
  words[words.length - 1] = binary.length * 8;
  return words;
}

const rotate = (value: number, bits: number): number => (value << bits) | (value >>> (32 - bits));

function mixBlock(state: number[], block: readonly number[]): void {
  const schedule = [...block];
  for (let index = 16; index < 80; index += 1) {
    const at = (back: number): number => schedule[index - back] ?? 0;
    schedule.push(rotate(at(3) ^ at(8) ^ at(14) ^ at(16), 1));
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0] = state;
  schedule.forEach((word, index) => {
    const [mixed, constant] = round(index, b, c, d);
    const next = (rotate(a, 5) + mixed + e + constant + word) | 0;
    [a, b, c, d, e] = [next, a, rotate(b, 30), c, d];
  });
  [a, b, c, d, e].forEach((value, index) => {
    state[index] = ((state[index] ?? 0) + value) | 0;
  });
}

function round(
  index: number,
  b: number,
  c: number,
  d: number,
): readonly [mixed: number, constant: number] {
  if (index < 20) return [(b & c) | (~b & d), 0x5a827999];
  if (index < 40) return [b ^ c ^ d, 0x6ed9eba1];
  if (index < 60) return [(b & c) | (b & d) | (c & d), 0x8f1bbcdc];
  return [b ^ c ^ d, 0xca62c1d6];
}
