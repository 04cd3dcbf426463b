/** Characters of base64 that are made from one call: more at a time would be too many arguments. */
const PART = 0x6000;

/** Bytes as base64. */
export function base64Of(bytes: Uint8Array): string {
  const parts: string[] = [];
  // Whole groups of three: base64 of the parts is then base64 of the whole.
  for (let at = 0; at < bytes.length; at += PART)
    parts.push(btoa(String.fromCharCode(...bytes.subarray(at, at + PART))));
  return parts.join('');
}
