import * as v from 'valibot';
import type { Json } from '../../shared/json';
import { canonicalJson } from '../../shared/json';
import type { AppError } from '../../shared/errors';
import { CodedError, appError } from '../../shared/errors';
import type { GraphRequest, ResolvedCmdlet, TargetId } from '../model/command';
import type { Facts } from '../model/facts';
import type { MessageRef } from '../model/message';
import type { ReadRequest } from '../model/observation';
import type { Crypto, SessionRight } from '../ports';
import type { WebAnswer, WebRequest } from '../web';

/** Arguments of a read after references were resolved. */
export type ReadArguments = Readonly<Record<string, string>>;

/** What a read sends. */
export type Query =
  | { readonly kind: 'cmdlet'; readonly command: ResolvedCmdlet }
  | { readonly kind: 'graph'; readonly request: GraphRequest }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'rights' }
  | { readonly kind: 'web'; readonly request: WebRequest };

/** What came back, before parsing. `absent`: the object or file does not exist. */
export type RawAnswer =
  | { readonly kind: 'items'; readonly items: readonly unknown[] }
  | { readonly kind: 'body'; readonly body: Json }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'rights'; readonly rights: readonly SessionRight[] }
  | { readonly kind: 'web'; readonly answer: WebAnswer }
  | { readonly kind: 'absent' };

/** A named read: what it sends, how its answer becomes a value, and which facts of it are compared. */
export interface ReadDefinition<Value> {
  readonly id: string;
  readonly target: TargetId;
  readonly title: (args: ReadArguments) => MessageRef;
  readonly query: (args: ReadArguments) => Query;
  /** Throws a CodedError or a ValiError when the answer has another shape than documented. */
  readonly parse: (answer: RawAnswer, crypto: Crypto, args: ReadArguments) => Value;
  readonly facts: (value: Value) => Facts;
  /** True where no action rests on it: it is shown, and is no part of a plan's observations. */
  readonly aside?: true;
  /** For a read that is a test: what it found wrong, or undefined where it passed. */
  readonly problem?: (value: Value, args: ReadArguments) => AppError | undefined;
}

/** The key of a read: its id and canonical arguments. */
export function readKey(request: ReadRequest): string {
  return `${request.read} ${canonicalJson(request.arguments)}`;
}

/** Builds the request for a definition. */
export function readRequest(
  definition: { readonly id: string },
  args: ReadRequest['arguments'] = {},
): ReadRequest {
  return { read: definition.id, arguments: args };
}

/** Text as PowerShell remoting gives it: null and absent become ''. See reference: AuthConfig and PartnerApplication mix '' and null. */
export const psText = v.pipe(
  v.optional(v.nullable(v.union([v.string(), v.number(), v.boolean()])), ''),
  v.transform((value) => (value === null ? '' : String(value))),
);

/** A list of texts; a single value counts as a list of one. */
export const psList = v.pipe(
  v.optional(v.nullable(v.union([v.array(v.nullable(v.string())), v.string()])), []),
  v.transform((value): readonly string[] => {
    if (value === null || value === '') return [];
    const list = Array.isArray(value) ? value : [value];
    return list.filter((item): item is string => item !== null);
  }),
);

/** A truth value; null counts as false. */
export const psBoolean = v.pipe(
  v.optional(v.nullable(v.boolean()), false),
  v.transform((value) => value ?? false),
);

/** Base64 of a byte array, as the shells hand it over. */
export const psBytes = v.pipe(
  v.object({ $bytes: v.string() }),
  v.transform((value) => value.$bytes),
);

/** Parses the items of a cmdlet; other kinds of answer are a bug. */
export function parseItems<S extends v.GenericSchema>(
  schema: S,
  answer: RawAnswer,
): v.InferOutput<S>[] {
  if (answer.kind === 'absent') return [];
  if (answer.kind !== 'items')
    throw new CodedError(appError('HX-BUG', {}, 'a cmdlet read got no items'));
  return answer.items.map((item) => v.parse(schema, item));
}

/** Parses the body of a Graph answer; undefined when the object is absent. */
export function parseBody<S extends v.GenericSchema>(
  schema: S,
  answer: RawAnswer,
): v.InferOutput<S> | undefined {
  if (answer.kind === 'absent') return undefined;
  if (answer.kind !== 'body')
    throw new CodedError(appError('HX-BUG', {}, 'a Graph read got no body'));
  return v.parse(schema, answer.body);
}

/** At most one object; several are HX-AMBIG, because a change must address exactly one. */
export function single<T>(items: readonly T[], name: string): T | null {
  if (items.length > 1) throw new CodedError(appError('HX-AMBIG', { name }));
  return items[0] ?? null;
}

/** A cmdlet read's query. */
export function cmdlet(name: string, parameters: ResolvedCmdlet['parameters'] = {}): Query {
  return { kind: 'cmdlet', command: { name, parameters } };
}

/** An argument that must be there and not empty: thirteen Get- cmdlets answer an empty identity with everything. */
export function required(args: ReadArguments, name: string): string {
  const value = args[name];
  if (value === undefined || value === '') {
    throw new CodedError(appError('HX-BUG', {}, `a read was asked for without its ${name}`));
  }
  return value;
}
