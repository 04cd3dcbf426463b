import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { GRAPH_TABLE } from '../../../src/core/commands/graph-table';
import { describeWithReference } from '../lab/reference';

const graphReference = v.object({
  requests: v.array(
    v.looseObject({
      id: v.string(),
      method: v.string(),
      path: v.string(),
      altPath: v.optional(v.string()),
      usable: v.boolean(),
      query: v.optional(v.record(v.string(), v.string()), {}),
      requestRequired: v.optional(v.record(v.string(), v.unknown()), {}),
      permissions: v.object({ delegatedLeast: v.optional(v.string(), '') }),
    }),
  ),
});

/** Rows beyond the reference: what takes a creation or an assignment back (Graph v1.0: Delete of each resource). */
const BEYOND = ['delete-principal', 'delete-principal-by-application', 'remove-role-assignment'];

const normal = (path: string): string =>
  path.replace(/\{\w+\}/g, '{guid}').replace("appId='{appId}'", "appId='{guid}'");

describeWithReference('the table of Graph requests against the reference', () => {
  const file = join(process.env['CROSSPREM_REFERENCE'] ?? '', 'reference', 'graph.json');
  // The body of a skipped suite is run as well.
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '{"requests":[]}';
  const { requests } = v.parse(graphReference, JSON.parse(text));
  const documented = requests.flatMap((request) =>
    [request.path, request.altPath ?? request.path].map((path) => ({
      ...request,
      path: normal(path),
    })),
  );

  test.each(requests.filter(({ usable }) => usable))(
    '$id is allowed with its fields and its permission',
    (request) => {
      const rows = GRAPH_TABLE.filter(
        ({ method, path }) => method === request.method && path === normal(request.path),
      );
      const [row] = rows;
      expect(rows).toHaveLength(1);
      const selected = (request.query['$select'] ?? '').split(',').filter((name) => name !== '');
      expect(row?.select).toEqual(expect.arrayContaining(selected));
      if ('$filter' in request.query) expect(row?.filtered).toBe(true);
      expect(row?.body).toEqual(expect.arrayContaining(Object.keys(request.requestRequired)));
      expect(request.permissions.delegatedLeast.split(' ')[0]).toBe(row?.permission);
    },
  );

  test.each(GRAPH_TABLE.filter(({ id }) => !BEYOND.includes(id)))(
    '$method $path is documented and usable',
    ({ method, path }) => {
      const found = documented.filter((item) => item.method === method && item.path === path);
      expect(found.map(({ usable }) => usable)).toContain(true);
    },
  );
});
