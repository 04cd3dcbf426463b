function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shareArray(previous: readonly unknown[], next: readonly unknown[]): readonly unknown[] {
  const merged = next.map((item, index) => share(previous[index], item));
  const same = merged.length === previous.length && merged.every((item, i) => item === previous[i]);
  return same ? previous : merged;
}

/**
 * Returns `next` with every part that equals its place in `previous` replaced by the part of `previous`, so that
 * what did not change keeps its identity and is not drawn again. Plain data only.
 */
export function share(previous: unknown, next: unknown): unknown {
  if (Object.is(previous, next)) return previous;
  if (Array.isArray(previous) && Array.isArray(next)) return shareArray(previous, next);
  if (!isObject(previous) || !isObject(next)) return next;
  const keys = Object.keys(next);
  const merged = Object.fromEntries(keys.map((key) => [key, share(previous[key], next[key])]));
  const same =
    keys.length === Object.keys(previous).length &&
    keys.every((key) => key in previous && merged[key] === previous[key]);
  return same ? previous : merged;
}
