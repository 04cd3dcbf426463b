import * as v from 'valibot';
import type { Json } from '../../shared/json';

/** The text as JSON; nothing when it is none (a proxy's page, say). An empty text is null. */
export function parseJson(text: string): Json | undefined {
  if (text === '') return null;
  try {
    const value: unknown = JSON.parse(text);
    return asJson(value);
  } catch {
    return undefined;
  }
}

/** What JSON.parse returns is JSON; this says so to the compiler by looking. */
function asJson(value: unknown): Json {
  if (Array.isArray(value)) return value.map((item: unknown) => asJson(item));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, asJson(item)]));
  }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return value;
  }
  return null;
}

const errorBody = v.object({
  error: v.object({ code: v.string(), message: v.optional(v.string(), '') }),
});

/** Code and text of a Graph error (learn.microsoft.com/graph/errors); empty where the body is something else. */
export function graphError(body: Json | undefined): {
  readonly code: string;
  readonly text: string;
} {
  const parsed = v.safeParse(errorBody, body);
  if (!parsed.success) return { code: '', text: '' };
  const { code, message } = parsed.output.error;
  return { code, text: `${code}: ${message}` };
}
