/** The bridge's protocol: request lines out, reply lines in. The other end is assets/powershell/Crossprem.Bridge.psm1. */
import * as v from 'valibot';
import { CodedError, appError } from '../../shared/errors';
import { isSentAsNull } from '../../core/commands/allow-list';
import type { ResolvedCmdlet, ResolvedValue } from '../../core/model/command';
import type { SessionRight } from '../../core/ports';

const PROTOCOL_VERSION = 1;

/** A value on its way: texts as base64 of UTF-8, so that no code page and no date parser touches them. */
export type WireValue =
  | { readonly n: string; readonly t: 's'; readonly v: string }
  | { readonly n: string; readonly t: 'b'; readonly v: boolean }
  | { readonly n: string; readonly t: 'n'; readonly v: number }
  | { readonly n: string; readonly t: 'l'; readonly v: readonly string[] }
  | { readonly n: string; readonly t: 'z' };

/** What a request asks for, without its id and nonce. Holds no secret. */
export type BridgeOperation =
  | { readonly op: 'hello'; readonly channel: { readonly name: string; readonly nonce: string } }
  | { readonly op: 'echo'; readonly parameters: readonly WireValue[] }
  | { readonly op: 'invoke'; readonly command: string; readonly parameters: readonly WireValue[] }
  | { readonly op: 'rights' }
  | { readonly op: 'connect-exchange'; readonly server: string; readonly credential?: string }
  | { readonly op: 'connect-local' }
  | { readonly op: 'connect-operations' }
  | { readonly op: 'connect-module'; readonly module: string }
  | {
      readonly op: 'connect-online';
      readonly organization: string;
      readonly tenant: string;
      /** For -ExchangeEnvironmentName. */
      readonly environment: string;
      /** User principal name of whoever the token is for. */
      readonly account: string;
      /** True where the account belongs to another tenant. */
      readonly delegated: boolean;
    }
  | { readonly op: 'connect-skype'; readonly server?: string; readonly credential?: string }
  | { readonly op: 'connect-practice'; readonly endpoint: string }
  | { readonly op: 'disconnect' }
  | { readonly op: 'next' };

/** What the log says of an operation: never what it was given. */
export function nameOf(operation: BridgeOperation): {
  readonly op: string;
  readonly command?: string;
} {
  const { op } = operation;
  return operation.op === 'invoke' ? { op, command: operation.command } : { op };
}

/** One constant line: nothing but base64 between the quotes. */
export function requestLine(operation: BridgeOperation, id: string, nonce: string): string {
  const json = JSON.stringify({ v: PROTOCOL_VERSION, id, nonce, ...operation });
  return `Invoke-CrosspremRequest '${base64(json)}'`;
}

/** The line that loads the bridge. The path is data, too. */
export function loadLine(modulePath: string): string {
  const text = `[Text.Encoding]::UTF8.GetString([Convert]::FromBase64String('${base64(modulePath)}'))`;
  return `Import-Module -Name (${text}) -DisableNameChecking -ErrorAction Stop`;
}

/** A cmdlet as a request. A text with half a surrogate pair has no UTF-8 form and is refused: HX-INPUT. */
export function invokeOperation(command: ResolvedCmdlet): BridgeOperation {
  const parameters = Object.entries(command.parameters).map(([name, value]) =>
    isSentAsNull(command.name, name, value)
      ? ({ n: name, t: 'z' } as const)
      : wireValue(name, value),
  );
  return { op: 'invoke', command: command.name, parameters };
}

/** One value. */
export function wireValue(name: string, value: ResolvedValue): WireValue {
  if (typeof value === 'boolean') return { n: name, t: 'b', v: value };
  if (typeof value === 'number') return { n: name, t: 'n', v: value };
  if (typeof value === 'string') return { n: name, t: 's', v: safeBase64(name, value) };
  return { n: name, t: 'l', v: value.map((item) => safeBase64(name, item)) };
}

const LONE_SURROGATE = /\p{Surrogate}/u;

function safeBase64(name: string, text: string): string {
  if (LONE_SURROGATE.test(text))
    throw new CodedError(
      appError('HX-INPUT', { input: name, value: text.replace(/\p{Surrogate}/gu, '\uFFFD') }),
    );
  return base64(text);
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

const errorReply = v.object({
  k: v.literal('error'),
  fqid: v.string(),
  category: v.string(),
  message: v.string(),
  type: v.string(),
  position: v.string(),
});

/** One reply line. */
const reply = v.variant('k', [
  v.object({ k: v.literal('item'), values: v.array(v.unknown()) }),
  v.object({ k: v.literal('part'), text: v.string(), last: v.boolean() }),
  v.object({ k: v.picklist(['warning', 'verbose', 'progress']), text: v.string() }),
  errorReply,
  v.object({
    k: v.literal('done'),
    id: v.string(),
    items: v.number(),
    errors: v.number(),
    more: v.boolean(),
    cancelled: v.boolean(),
    session: v.string(),
  }),
]);
export type Reply = v.InferOutput<typeof reply>;
export type ErrorReply = v.InferOutput<typeof errorReply>;
export type DoneReply = Extract<Reply, { k: 'done' }>;

/** Reads the base64 JSON of a reply line; undefined when it is none. */
export function parseReply(payload: string): Reply | undefined {
  const parsed = v.safeParse(
    v.pipe(
      v.string(),
      v.base64(),
      v.transform((text) => Buffer.from(text, 'base64').toString('utf8')),
      v.parseJson(),
      reply,
    ),
    payload,
  );
  return parsed.success ? parsed.output : undefined;
}

/** The bridge's answer to `hello`. */
export const helloSchema = v.object({
  protocol: v.literal(PROTOCOL_VERSION),
  edition: v.picklist(['Desktop', 'Core']),
  version: v.string(),
  languageMode: v.string(),
  culture: v.string(),
  uiCulture: v.string(),
  executionPolicy: v.string(),
  processId: v.number(),
  host: v.string(),
  modules: v.array(v.string()),
});
/** What a PowerShell says of itself. */
export type Hello = v.InferOutput<typeof helloSchema>;

/** The bridge's answer to `rights`. */
export const sessionRightsSchema: v.GenericSchema<unknown, readonly SessionRight[]> = v.array(
  v.object({ command: v.string(), found: v.boolean(), missing: v.array(v.string()) }),
);
