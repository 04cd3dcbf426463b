import type { TenantContext } from './context';
import { badRequest } from './graph-error';
import type { WebAnswer, WebRequest } from './web';
import { json } from './web';

/** Path of the Graph version that the lab serves. */
export const ROOT = '/v1.0';

/** Success without a body. */
export function noContent(): WebAnswer {
  return { status: 204, headers: { 'cache-control': 'no-cache' }, body: '' };
}

/** A single object. */
export function entity(
  context: TenantContext,
  type: string,
  value: Readonly<Record<string, unknown>>,
  status = 200,
): WebAnswer {
  const metadata = `${context.origin}${ROOT}/$metadata#${type}/$entity`;
  return json(status, { '@odata.context': metadata, ...value });
}

/** Keeps the selected properties of a plain row. */
export function pick(
  row: Readonly<Record<string, unknown>>,
  select: string | null,
): Readonly<Record<string, unknown>> {
  if (select === null || select.trim() === '') return row;
  const names = select.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !(name in row));
  if (unknown !== undefined) throw badRequest(`Could not find a property named '${unknown}'.`);
  return Object.fromEntries(names.map((name) => [name, row[name]]));
}

/** A collection of plain rows, with `$select` applied. */
export function collection(
  context: TenantContext,
  request: WebRequest,
  type: string,
  rows: readonly Readonly<Record<string, unknown>>[],
): WebAnswer {
  const select = request.query.get('$select');
  return paged(
    context,
    request,
    type,
    rows.map((row) => pick(row, select)),
  );
}

/** One page of rows; `$top` is its size, and `@odata.nextLink` the address of the next (Graph: paging). */
export function paged(
  context: TenantContext,
  request: WebRequest,
  type: string,
  rows: readonly unknown[],
): WebAnswer {
  const size = Number(request.query.get('$top') ?? 100);
  const start = Number(request.query.get('$skiptoken') ?? 0);
  if (!Number.isInteger(size) || size < 1 || size > 999 || !Number.isInteger(start) || start < 0) {
    throw badRequest('Invalid page size or skip token.');
  }
  const next = new URLSearchParams(request.query);
  next.set('$skiptoken', String(start + size));
  const more = start + size < rows.length;
  return json(200, {
    '@odata.context': `${context.origin}${ROOT}/$metadata#${type}`,
    ...(more ? { '@odata.nextLink': `${context.origin}${request.path}?${next.toString()}` } : {}),
    value: rows.slice(start, start + size),
  });
}
