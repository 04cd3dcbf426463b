import * as v from 'valibot';
import { appError } from '../../shared/errors';
import type { Json } from '../../shared/json';
import type { CallOptions, Directory, DirectoryAnswer, Outcome } from '../../core/ports';
import { relativeNextLink } from './graph-url';

const page = v.object({
  value: v.array(v.custom<Json>((item) => item !== undefined)),
  '@odata.nextLink': v.optional(v.string()),
});

/** More pages than any collection this product reads. */
const MOST_PAGES = 100;

/**
 * A directory whose collections come whole: pages are followed by `@odata.nextLink` (Graph: paging) on the same host
 * only, and put together in one answer.
 */
export function withAllPages(directory: Directory, graph: string): Directory {
  return {
    description: directory.description,
    send: async (request, options) => {
      const first = await directory.send(request, options);
      return request.method === 'GET' ? await complete(directory, graph, first, options) : first;
    },
  };
}

async function complete(
  directory: Directory,
  graph: string,
  first: Outcome<DirectoryAnswer>,
  options: CallOptions,
): Promise<Outcome<DirectoryAnswer>> {
  if (first.kind !== 'done') return first;
  let { rows, link } = readPage(first.value.body);
  if (link === undefined) return first;
  const all = [...rows];
  for (let count = 1; link !== undefined; count += 1) {
    const url = relativeNextLink(graph, link);
    if (url === undefined || count >= MOST_PAGES) {
      const error = appError('HX-GRAPH', { status: 200, code: 'next-link', request: 'GET' });
      return { kind: 'failed', error: { ...error, correlationId: options.requestId } };
    }
    const answer: Outcome<DirectoryAnswer> = await directory.send({ method: 'GET', url }, options);
    if (answer.kind !== 'done') return answer;
    ({ rows, link } = readPage(answer.value.body));
    all.push(...rows);
  }
  return { ...first, value: { status: first.value.status, body: { value: all } } };
}

function readPage(body: Json): { rows: readonly Json[]; link: string | undefined } {
  const parsed = v.safeParse(page, body);
  if (!parsed.success) return { rows: [], link: undefined };
  const rows = parsed.output.value;
  return { rows, link: parsed.output['@odata.nextLink'] };
}
