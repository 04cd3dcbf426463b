const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/**
 * The short name under which a build holds a message: keys would be a third of its texts. It is the FNV-1a sum of the
 * key in base 36; `scripts/messages-plugin.mjs` writes the same, and refuses two keys of one sum.
 * @param key the message's key, ASCII
 */
export function messageId(key: string): string {
  let sum = OFFSET;
  for (let at = 0; at < key.length; at += 1) sum = Math.imul(sum ^ key.charCodeAt(at), PRIME) >>> 0;
  return sum.toString(36);
}
