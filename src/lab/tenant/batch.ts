import * as v from 'valibot';
import { ROOT } from './graph-answers';
import { GraphError } from './graph-error';
import type { WebAnswer, WebRequest } from './web';
import { decodePath, json } from './web';

/** Most requests of one batch (learn.microsoft.com/graph/json-batching). */
const MOST_REQUESTS = 20;

const batchBody = v.strictObject({
  requests: v.array(
    v.strictObject({
      id: v.pipe(v.string(), v.minLength(1)),
      method: v.picklist(['GET', 'POST', 'PATCH', 'DELETE']),
      url: v.pipe(v.string(), v.startsWith('/')),
      headers: v.optional(v.record(v.string(), v.string()), {}),
      body: v.optional(v.unknown()),
    }),
  ),
});
type Part = v.InferOutput<typeof batchBody>['requests'][number];

/**
 * Answers POST /$batch: each part is a request of its own, with its own status and headers, and is throttled by
 * itself; parts do not wait for each other. Parts carry the batch's token. `dependsOn` is not among what the lab knows.
 */
export async function answerBatch(
  request: WebRequest,
  answerPart: (part: WebRequest) => Promise<WebAnswer>,
): Promise<WebAnswer> {
  const { requests } = parseBatch(request.body);
  const responses = await Promise.all(
    requests.map(async (part) => {
      const answer = await answerPart(partRequest(part, request));
      return {
        id: part.id,
        status: answer.status,
        headers: titleCased(answer.headers),
        ...(answer.body === '' ? {} : { body: JSON.parse(answer.body) as unknown }),
      };
    }),
  );
  return json(200, { responses });
}

function parseBatch(text: string): v.InferOutput<typeof batchBody> {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), batchBody), text);
  if (!parsed.success) throw new GraphError(400, 'BadRequest', 'Invalid batch payload format.');
  const { requests } = parsed.output;
  if (requests.length > MOST_REQUESTS) {
    const text20 = `Number of batch request steps exceeds the maximum value of ${MOST_REQUESTS}.`;
    throw new GraphError(400, 'MaximumValueExceeded', text20);
  }
  if (new Set(requests.map(({ id }) => id)).size < requests.length) {
    throw new GraphError(400, 'BadRequest', 'Batch request ids must be unique.');
  }
  return parsed.output;
}

function partRequest(part: Part, batch: WebRequest): WebRequest {
  const url = new URL(`${ROOT}${part.url}`, 'https://localhost');
  const given = Object.entries(part.headers).map(([name, value]): [string, string] => [
    name.toLowerCase(),
    value,
  ]);
  const authorization = batch.headers['authorization'];
  return {
    method: part.method,
    path: decodePath(url.pathname),
    query: url.searchParams,
    headers: {
      ...Object.fromEntries(given),
      ...(authorization === undefined ? {} : { authorization }),
    },
    body: part.body === undefined ? '' : JSON.stringify(part.body),
  };
}

/** Header names as live batch answers write them. */
function titleCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  const upper = (text: string): string => text.toUpperCase();
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]): [string, string] => [
      name.replace(/\b[a-z]/g, upper),
      value,
    ]),
  );
}
