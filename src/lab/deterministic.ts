/** Values that look random and depend on their inputs only: the same seed gives the same world. */
import { createHash } from 'node:crypto';

/** Hex SHA-256 of the parts, joined with a separator that no part holds. */
export function digest(...parts: readonly (string | number)[]): string {
  return createHash('sha256').update(parts.join('\u0000'), 'utf8').digest('hex');
}

/** A version 4 GUID made of the parts. */
export function guidOf(...parts: readonly (string | number)[]): string {
  const hex = digest(...parts);
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** A whole number from 0 to below `limit` made of the parts. */
export function numberOf(limit: number, ...parts: readonly (string | number)[]): number {
  return Number.parseInt(digest(...parts).slice(0, 12), 16) % limit;
}
