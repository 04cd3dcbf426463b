import { randomUUID } from 'node:crypto';
import { timestamp } from './sign-in-texts';
import type { WebAnswer } from './web';
import { json } from './web';

/** An error of the token endpoint, as the Microsoft identity platform shapes it. */
export function oauthError(
  error: string,
  code: number,
  text: string,
  more: Readonly<Record<string, string>> = {},
): WebAnswer {
  const description = text.startsWith('AADSTS') ? text : `AADSTS${code}: ${text}`;
  return json(400, {
    error,
    error_description: description,
    error_codes: [code],
    timestamp: timestamp(),
    trace_id: randomUUID(),
    correlation_id: randomUUID(),
    ...more,
  });
}
