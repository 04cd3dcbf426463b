/**
 * Commands as text for people: plan, log, report, and the literals of scripts. Never localised, and never the text
 * that runs: shells get commands as data.
 */
import type { Json } from '../../shared/json';
import type { Cmdlet, GraphRequest, Operation, ParameterValue } from '../model/command';
import { isFromAction } from '../model/command';
import { isSentAsNull, parameterKind } from './allow-list';
import { sha1OfBinary } from './sha1';

/** Where a request's relative address begins. */
export const GRAPH_ROOT = 'https://graph.microsoft.com/v1.0';

/** `display` shortens key bytes to what tells them apart; `exact` shows every character. */
export type RenderMode = 'display' | 'exact';

/**
 * A PowerShell single-quoted literal. PowerShell ends such a literal at any of five quote characters, so each of them
 * is doubled; everything else stands for itself.
 */
export function quote(text: string): string {
  return `'${text.replace(/['\u2018\u2019\u201A\u201B]/g, '$&$&')}'`;
}

/** A parameter value as PowerShell text. A reference is shown as a placeholder. */
function renderValue(value: ParameterValue): string {
  if (isFromAction(value)) return `<${value.property} from ${value.from}>`;
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'boolean') return value ? '$true' : '$false';
  if (typeof value === 'number') return String(value);
  return value.length === 0 ? '@()' : value.map(quote).join(',');
}

/** One line: `Name -Param value`. Parameters stand in the order in which they were given. */
export function renderCmdlet(command: Cmdlet): string {
  const parameters = Object.entries(command.parameters).map(([name, value]) => {
    if (isSentAsNull(command.name, name, value)) return ` -${name} $null`;
    if (parameterKind(command.name, name) !== 'switch') return ` -${name} ${renderValue(value)}`;
    return value === true ? ` -${name}` : ` -${name}:${renderValue(value)}`;
  });
  return command.name + parameters.join('');
}

/** Method and full address, and the body as indented JSON below. */
export function renderGraph(request: GraphRequest, mode: RenderMode = 'display'): string {
  const line = `${request.method} ${GRAPH_ROOT}${request.url}`;
  if (request.body === undefined) return line;
  const body = mode === 'exact' ? request.body : shortened(request.body);
  return `${line}\n${JSON.stringify(body, null, 2)}`;
}

/** The text of an operation, as shown in plan, run log and report. */
export function renderOperation(operation: Operation, mode: RenderMode = 'display'): string {
  switch (operation.kind) {
    case 'cmdlet':
      return renderCmdlet(operation.command);
    case 'graph':
    case 'replace-keys':
      return renderGraph(operation.request, mode);
    case 'export-certificate':
      return `${renderCmdlet(operation.command)}\n# RawData (public part) -> ${operation.file}`;
    case 'remove-file':
      return `Remove-Item -LiteralPath ${quote(operation.file)}`;
  }
}

/** Texts of this length and more may be shortened; every certificate is longer. */
const LONG = 200;

/** Replaces long base64 by its beginning, size and SHA-1 (for a certificate: its thumbprint). */
function shortened(value: Json): Json {
  if (typeof value === 'string') return shortenedText(value);
  if (value === null || typeof value !== 'object') return value;
  if (isList(value)) return value.map(shortened);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, shortened(item)]));
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function shortenedText(text: string): string {
  if (text.length < LONG || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return text;
  try {
    const binary = atob(text);
    return `${text.slice(0, 4)}… (${String(binary.length)} bytes, SHA-1 ${sha1OfBinary(binary)})`;
  } catch {
    return text;
  }
}
