import type { AppError } from './errors';

/** What every call across a border returns: a value, or an error with a code. Exceptions never cross. */
export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: AppError };

/** Wraps a value. */
export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** Wraps an error. */
export function fail<T = never>(error: AppError): Result<T> {
  return { ok: false, error };
}
