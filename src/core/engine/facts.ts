import { CodedError, appError } from '../../shared/errors';
import type { Json } from '../../shared/json';
import type {
  Cmdlet,
  FromAction,
  GraphRequest,
  Operation,
  ResolvedCmdlet,
  ResolvedValue,
} from '../model/command';
import { isFromAction } from '../model/command';
import type { ExpectedFacts, FactValue, Facts } from '../model/facts';
import type { ReadRequest } from '../model/observation';

/** Facts that actions left, by action id: where references are looked up. */
export type Results = ReadonlyMap<string, Facts>;

/** A value that differs from what was expected. */
export interface FactDifference {
  readonly property: string;
  readonly expected: string;
  readonly found: string;
}

/** The value a reference stands for. Without one, the action it refers to was not done: a bug or an edited plan. */
function resolveReference(reference: FromAction, results: Results): FactValue {
  const value = results.get(reference.from)?.[reference.property];
  if (value === undefined || value === null || value === '') {
    throw new CodedError(
      appError('HX-UNKNOWN', { action: reference.from }, `no ${reference.property}`),
    );
  }
  return value;
}

function resolveText(reference: FromAction, results: Results): string {
  return String(resolveReference(reference, results));
}

/** A read request with its references resolved. */
export function resolveRead(
  request: ReadRequest,
  results: Results,
): ReadRequest & { readonly arguments: Readonly<Record<string, string>> } {
  const entries = Object.entries(request.arguments).map(
    ([name, value]) => [name, isFromAction(value) ? resolveText(value, results) : value] as const,
  );
  return { read: request.read, arguments: Object.fromEntries(entries) };
}

/** A cmdlet with its references resolved. */
export function resolveCmdlet(command: Cmdlet, results: Results): ResolvedCmdlet {
  const entries = Object.entries(command.parameters).map(
    ([name, value]): readonly [string, ResolvedValue] => [
      name,
      isFromAction(value) ? resolveText(value, results) : value,
    ],
  );
  return { name: command.name, parameters: Object.fromEntries(entries) };
}

/** A Graph request with its references resolved: encoded in the address, whole texts in the body. */
export function resolveGraph(
  operation: Extract<Operation, { kind: 'graph' }>,
  results: Results,
): GraphRequest {
  const { request, references } = operation;
  if (references === undefined) return request;
  const values = new Map(
    Object.entries(references).map(([name, value]) => [`{${name}}`, resolveText(value, results)]),
  );
  const url = request.url.replace(/\{[a-z]+\}/gi, (hole) =>
    encodeURIComponent(values.get(hole) ?? hole),
  );
  if (request.body === undefined) return { ...request, url };
  return { ...request, url, body: filled(request.body, values) };
}

function filled(value: Json, values: ReadonlyMap<string, string>): Json {
  if (typeof value === 'string') return values.get(value) ?? value;
  if (value === null || typeof value !== 'object') return value;
  if (isJsonList(value)) return value.map((item) => filled(item, values));
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, filled(item, values)]),
  );
}

function isJsonList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** Expected facts with their references resolved. */
export function resolveFacts(expected: ExpectedFacts, results: Results): Facts {
  const entries = Object.entries(expected).map(
    ([name, value]) =>
      [name, isFromAction(value) ? resolveReference(value, results) : value] as const,
  );
  return Object.fromEntries(entries);
}

/** Where found facts do not hold the expected ones; other found facts are ignored. */
export function differences(expected: Facts, found: Facts): FactDifference[] {
  return Object.entries(expected).flatMap(([property, value]) =>
    same(value, found[property])
      ? []
      : [{ property, expected: factText(value), found: factText(found[property]) }],
  );
}

/** Where two complete sets of facts differ, in either direction. */
export function allDifferences(expected: Facts, found: Facts): FactDifference[] {
  const missing = Object.fromEntries(Object.keys(found).map((key) => [key, null]));
  return differences({ ...missing, ...expected }, found);
}

/** Directory names ignore case; nothing, false, 0 and '' all mean that something is not there. */
function same(expected: FactValue, found: FactValue | undefined): boolean {
  if (isNothing(expected)) return isNothing(found);
  if (Array.isArray(expected) && Array.isArray(found)) {
    return (
      expected.length === found.length && expected.every((item, index) => item === found[index])
    );
  }
  if (typeof expected === 'string' && typeof found === 'string')
    return expected.toLowerCase() === found.toLowerCase();
  return expected === found;
}

function isNothing(value: FactValue | undefined): boolean {
  return value === undefined || value === null || value === false || value === 0 || value === '';
}

/** A fact as shown to people. */
function factText(value: FactValue | undefined): string {
  if (value === undefined || value === null || value === '') return '-';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return Array.isArray(value) ? (value.length === 0 ? '-' : value.join(', ')) : String(value);
}
