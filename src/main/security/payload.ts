import { isInheritedName } from '../../shared/json';

/** Largest argument of a call, in characters of its texts and names. The largest legal one is a script to copy. */
export const MAX_PAYLOAD = 256 * 1024;
const MAX_DEPTH = 16;

/** True for an object with named values: what every channel takes. A list would pass as an object without keys. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/**
 * True for plain data (texts, numbers, truths, nothing, lists and plain objects) that is small enough. Walks at most
 * as far as the limit, so that a huge or cyclic value costs no more than the largest legal one.
 */
export function isSmallPlainData(value: unknown, limit = MAX_PAYLOAD): boolean {
  let left = limit;
  const visit = (item: unknown, depth: number): boolean => {
    left -= 1;
    if (left < 0 || depth > MAX_DEPTH) return false;
    switch (typeof item) {
      case 'string':
        left -= item.length;
        return left >= 0;
      case 'boolean':
      case 'number':
      case 'undefined':
        return true;
      case 'object':
        return item === null || visitObject(item, depth);
      default:
        return false;
    }
  };
  const visitObject = (item: object, depth: number): boolean => {
    if (Array.isArray(item)) return item.every((entry: unknown) => visit(entry, depth + 1));
    if (!isPlainObject(item)) return false;
    return Object.entries(item).every(
      ([name, entry]) =>
        !isInheritedName(name) && visit(name, depth + 1) && visit(entry, depth + 1),
    );
  };
  return visit(value, 0);
}
