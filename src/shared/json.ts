/** A value that survives JSON unchanged. */
export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * Canonical JSON: object keys sorted by code unit, no white space, so that equal values give equal text.
 * The plan's fingerprint and the journal's chain are computed over this form.
 * `undefined` properties are left out, as JSON.stringify does.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value))
    return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    entries.sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

/** Deepest nesting of anything this product writes is about 12. */
const DEEPEST = 64;

/** A name that an object inherits: where data carries it, somebody means to reach what all objects share. */
export function isInheritedName(name: string): boolean {
  return name === '__proto__' || name === 'constructor' || name === 'prototype';
}

/**
 * True for parsed JSON that may be given to a schema: nested no deeper than a schema can follow, and without names that
 * objects inherit. Walks without recursion, so that nothing it is given can exhaust the stack.
 */
export function isSafeJson(value: unknown): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) return false;
    const below: unknown[] = [];
    for (const item of level) {
      if (typeof item !== 'object' || item === null) continue;
      if (!Array.isArray(item) && Object.keys(item).some(isInheritedName)) return false;
      for (const inner of Object.values(item)) below.push(inner);
    }
    level = below;
  }
  return true;
}
