import type { WebAnswer } from './web';
import { json } from './web';

/** Ids of one request: the server's own and the one that the client sent. */
export interface RequestIds {
  readonly requestId: string;
  readonly clientRequestId: string;
}

/** A refusal by the lab's Graph. */
export class GraphError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

/** A 400 with the directory's general code. */
export function badRequest(message: string): GraphError {
  return new GraphError(400, 'Request_BadRequest', message);
}

/** A 404 for an object that is not in the directory. */
export function notFound(name: string): GraphError {
  return new GraphError(
    404,
    'Request_ResourceNotFound',
    `Resource '${name}' does not exist or one of its queried reference-property objects are not present.`,
  );
}

/** A 403: the role is too low. */
export function denied(): GraphError {
  return new GraphError(
    403,
    'Authorization_RequestDenied',
    'Insufficient privileges to complete the operation.',
  );
}

/** A 401: the token cannot be used. */
export function unauthorised(message: string): GraphError {
  return new GraphError(401, 'InvalidAuthenticationToken', message, {
    'www-authenticate':
      'Bearer realm="", authorization_uri="https://localhost/common/oauth2/authorize"',
  });
}

/**
 * The body of an error, as live answers have it: an inner error with a date without zone and both ids
 * (learn.microsoft.com/graph/errors; live bodies quoted in public issues).
 */
export function errorAnswer(error: GraphError, ids: RequestIds, now: Date): WebAnswer {
  const innerError = {
    date: now.toISOString().slice(0, 19),
    'request-id': ids.requestId,
    'client-request-id': ids.clientRequestId,
  };
  const body = { error: { code: error.code, message: error.message, innerError } };
  return json(error.status, body, error.headers);
}
