import type { IncomingMessage, ServerResponse } from 'node:http';

/** A request after its body was read. Paths are decoded; header names are lower case. */
export interface WebRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An answer to be written. */
export interface WebAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A request that cannot be used as HTTP. */
export class BadRequest extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** The connection ends here without an answer, as the fault graph-outage wants it. */
export class ConnectionDropped extends Error {}

const MAXIMUM_BODY = 1024 * 1024;

/** Reads a whole request, at most 1 MB. */
export async function readRequest(incoming: IncomingMessage): Promise<WebRequest> {
  const url = new URL(incoming.url ?? '/', 'https://localhost');
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return {
    method: incoming.method ?? 'GET',
    path: decodePath(url.pathname),
    query: url.searchParams,
    headers,
    body: await readBody(incoming),
  };
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size > MAXIMUM_BODY) throw new BadRequest(413, 'The request is too large.');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The path without percent encoding; a 400 where it is none. */
export function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new BadRequest(400, 'The path is not valid percent encoding.');
  }
}

/** Fields of a posted form. */
export function formFields(request: WebRequest): URLSearchParams {
  const type = request.headers['content-type']?.split(';')[0]?.trim();
  if (type !== 'application/x-www-form-urlencoded') {
    throw new BadRequest(415, 'A form must be sent as application/x-www-form-urlencoded.');
  }
  return new URLSearchParams(request.body);
}

/** A JSON answer that nobody caches. */
export function json(
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): WebAnswer {
  return {
    status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...headers,
    },
    body: JSON.stringify(value),
  };
}

/** An HTML answer under the given content security policy. */
export function html(status: number, body: string, policy: string): WebAnswer {
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
    },
    body,
  };
}

/** Writes an answer and ends the response. */
export function writeAnswer(response: ServerResponse, answer: WebAnswer): void {
  response.writeHead(answer.status, {
    ...answer.headers,
    'content-length': Buffer.byteLength(answer.body),
  });
  response.end(answer.body);
}
