/**
 * Everything that may be logged: a closed table of events, and for each the fields that it may carry. What is not
 * named here is never written, so that a value cannot slip into the log by being at hand.
 */
import type { Json } from '../shared/json';

/** What a field holds. `word`: a short word of this product or an id. `text`: anybody's words, which may be long. */
export type FieldKind = 'word' | 'text' | 'number' | 'words';

/** Fields that any line may carry: which call, operation, run and request it belongs to, and where it happened. */
const COMMON_FIELDS = {
  /** Of the call or command that everything began with; an error shows the same id. */
  correlation: 'word',
  operation: 'word',
  run: 'word',
  target: 'text',
  /** Of one command or request; the same id is in the bridge's request and in Graph's `client-request-id`. */
  request: 'word',
} as const satisfies Readonly<Record<string, FieldKind>>;

/** Event → its own fields. */
export const LOG_EVENTS = {
  // the window and its calls
  'ipc.call': {},
  'ipc-foreign-sender': {},
  'ipc-payload': {},
  'ipc-schema': {},
  'ipc-flood': {},
  'ipc-failed': { code: 'word', stack: 'text' },
  'page-ended': { reason: 'text' },
  'page-not-loaded': { reason: 'text' },
  'page-hangs': {},
  'page-silent': {},
  'page-fault': { kind: 'word', detail: 'text', stack: 'text' },
  'network-refused': { host: 'text' },
  // main and the command line
  fault: { kind: 'word', code: 'word', stack: 'text' },
  bug: { stack: 'text' },
  'process-ended': { type: 'word', name: 'text', reason: 'word', exitCode: 'number' },
  policy: { setBy: 'text', values: 'text' },
  'policy.problem': { code: 'word', detail: 'text' },
  'clipboard-not-cleared': { detail: 'text' },
  'not-opened': { detail: 'text' },
  'list-not-read': { stack: 'text' },
  'sign-in-not-dropped': { stack: 'text' },
  'customers.list': { detail: 'text' },
  'clipboard.not-cleared': { detail: 'text' },
  'doctor.failed': { stack: 'text' },
  'operation-failed': { code: 'word', stack: 'text' },
  'log.lost': { lines: 'number' },
  // the engine
  'run.started': { kind: 'word', fingerprint: 'word', actions: 'number' },
  'run.ended': { result: 'word', code: 'word', milliseconds: 'number' },
  'action.started': { action: 'text' },
  'action.ended': { action: 'text', outcome: 'word', code: 'word' },
  'action.left-out': { action: 'text', reason: 'word', code: 'word' },
  'history-not-kept': { reason: 'text' },
  // PowerShell
  'shell.request': { op: 'word', command: 'word', outcome: 'word', milliseconds: 'number' },
  'shell.fewer': { code: 'word', detail: 'text', shells: 'number' },
  // the tenant
  'graph.request': {
    call: 'text',
    status: 'number',
    reason: 'word',
    serviceRequest: 'word',
    milliseconds: 'number',
  },
  'graph.batch': {
    requests: 'words',
    status: 'number',
    reason: 'word',
    serviceRequest: 'word',
  },
  'sign-in.start': { way: 'word', more: 'words' },
  'sign-in.end': { way: 'word', state: 'word', application: 'word' },
  'sign-in.failed': { way: 'word', code: 'word', reason: 'text' },
  'sign-in.not-kept': { detail: 'text' },
  'sign-in.kept-unreadable': { detail: 'text' },
} as const satisfies Readonly<Record<string, Readonly<Record<string, FieldKind>>>>;

/** One of them. */
export type LogEvent = keyof typeof LOG_EVENTS;

interface Kinds extends Record<FieldKind, unknown> {
  readonly word: string;
  readonly text: string;
  readonly number: number;
  readonly words: readonly string[];
}
type Values<T> = { readonly [F in keyof T]?: T[F] extends FieldKind ? Kinds[T[F]] : never };

/** What a line says of where it belongs. */
export type LogScope = Values<typeof COMMON_FIELDS>;
/** The fields that an event may carry. */
export type LogFields<E extends LogEvent> = Values<(typeof LOG_EVENTS)[E]> & LogScope;

const LONGEST_WORD = 128;
const LONGEST_TEXT = 8_000;
const MOST_WORDS = 100;

/** What of these values may be written for this event: fields of the table, in its forms, and nothing else. */
export function allowedFields(
  event: LogEvent,
  values: Readonly<Record<string, unknown>>,
): Readonly<Record<string, Json>> {
  const kinds: Readonly<Record<string, FieldKind>> = { ...COMMON_FIELDS, ...LOG_EVENTS[event] };
  return Object.fromEntries(
    Object.entries(kinds).flatMap(([name, kind]): [string, Json][] => {
      const value = Object.hasOwn(values, name) ? shaped(kind, values[name]) : undefined;
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function shaped(kind: FieldKind, value: unknown): Json | undefined {
  if (kind === 'words') {
    if (!Array.isArray(value)) return undefined;
    return value.slice(0, MOST_WORDS).flatMap((item: unknown) => shaped('word', item) ?? []);
  }
  if (kind === 'number')
    return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string' || value === '') return undefined;
  return value.slice(0, kind === 'word' ? LONGEST_WORD : LONGEST_TEXT);
}
