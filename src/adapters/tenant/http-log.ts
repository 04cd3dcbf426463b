import type { HttpResult } from './http';

/** What the log says of an answer: how it ended, and by which id the service knows it. */
export function answerFields(result: HttpResult): {
  readonly status?: number;
  readonly reason?: string;
  readonly serviceRequest?: string;
} {
  if (result.kind === 'no-answer') return { reason: result.reason };
  const id = result.headers['request-id'];
  return { status: result.status, ...(id === undefined ? {} : { serviceRequest: id }) };
}
