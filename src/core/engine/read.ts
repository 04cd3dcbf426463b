import { CodedError, appError } from '../../shared/errors';
import type { AppError } from '../../shared/errors';
import { assertAllowed } from '../commands/allow-list';
import { renderCmdlet, renderGraph } from '../commands/render';
import { diagnoseShellError, isNotFound } from '../diagnosis/shell-errors';
import type { TargetId } from '../model/command';
import type { Observation, ReadRequest } from '../model/observation';
import type { Query, RawAnswer } from '../reads/definition';
import { findRead } from '../reads/registry';
import { resolveRead } from './facts';
import type { CallOptions, Collected } from '../ports';
import type { EnginePorts } from './ports';
import { READ_DEADLINE, WEB_DEADLINE, notReached, shellOf } from './ports';

/** Runs one read. Never throws for what a server says: "not reached" is a value. */
export async function performRead(
  request: ReadRequest,
  ports: EnginePorts,
  signal?: AbortSignal,
): Promise<Observation> {
  const resolved = resolveRead(request, new Map());
  const definition = findRead(request.read);
  const query = definition.query(resolved.arguments);
  const started = ports.clock.monotonic();
  const base = {
    request: resolved,
    target: definition.target,
    at: ports.clock.now().toISOString(),
    source: renderQuery(query),
  };
  const found = await ask(query, definition.target, ports, signal);
  const durationMs = Math.round(ports.clock.monotonic() - started);
  if ('code' in found) return { ...base, status: 'not-read', durationMs, error: found };
  const { answer, collected } = found;
  try {
    const interpreted = definition.interpret(answer, ports.crypto, resolved.arguments);
    const read = { ...base, status: 'read' as const, durationMs, ...interpreted };
    return collected === undefined
      ? read
      : { ...read, at: collected.at, collectedOn: collected.host };
  } catch (thrown) {
    const error =
      thrown instanceof CodedError
        ? thrown.error
        : appError('HX-CMD', { command: request.read }, String(thrown));
    return { ...base, status: 'not-read', durationMs, error };
  }
}

function renderQuery(query: Query): string {
  switch (query.kind) {
    case 'cmdlet':
      return renderCmdlet(query.command);
    case 'graph':
      return renderGraph(query.request);
    case 'file':
      return query.path;
    case 'rights':
      return 'Get-Command';
    case 'web':
    case 'inside':
      return `GET ${query.request.url}`;
    case 'name':
      return `Resolve-DnsName ${query.host}`;
  }
}

/** An answer, and where it was collected when a person carried it here. */
interface Found {
  readonly answer: RawAnswer;
  readonly collected?: Collected | undefined;
}

/** Sends a query. A read whose connection dropped is asked once more: reading changes nothing. */
async function ask(
  query: Query,
  target: TargetId,
  ports: EnginePorts,
  signal: AbortSignal | undefined,
): Promise<Found | AppError> {
  const first = await askOnce(query, target, ports, signal);
  return 'code' in first && first.code === 'HX-LOST'
    ? askOnce(query, target, ports, signal)
    : first;
}

async function askOnce(
  query: Query,
  target: TargetId,
  ports: EnginePorts,
  signal: AbortSignal | undefined,
): Promise<Found | AppError> {
  const options = {
    deadlineMs: READ_DEADLINE,
    requestId: ports.ids.guid(),
    ...(signal === undefined ? {} : { signal }),
  };
  switch (query.kind) {
    case 'cmdlet':
      return askShell(query, target, ports, options);
    case 'graph': {
      const outcome = await ports.directory.send(query.request, options);
      if (outcome.kind !== 'done') return outcome.error;
      const { status, body, collected } = outcome.value;
      return {
        answer: status === 404 ? { kind: 'absent' } : { kind: 'body', body },
        collected,
      };
    }
    case 'file': {
      const bytes = await ports.files.read(query.path);
      return { answer: bytes === undefined ? { kind: 'absent' } : { kind: 'bytes', bytes } };
    }
    case 'rights': {
      const outcome = await ports.shell.rights?.(options);
      if (outcome === undefined || outcome.kind === 'not-known')
        return { answer: { kind: 'absent' } };
      return outcome.kind === 'done'
        ? { answer: { kind: 'rights', rights: outcome.rights } }
        : outcome.error;
    }
    case 'web': {
      const answer = await ports.web?.look(query.request, { ...options, deadlineMs: WEB_DEADLINE });
      return { answer: answer === undefined ? { kind: 'absent' } : { kind: 'web', answer } };
    }
    case 'inside':
    case 'name':
      return lookInside(query, ports, { ...options, deadlineMs: WEB_DEADLINE });
  }
}

/** Sends a cmdlet. What does not exist is an answer; a refusal is one only of a test. */
async function askShell(
  query: Extract<Query, { kind: 'cmdlet' }>,
  target: TargetId,
  ports: EnginePorts,
  options: CallOptions,
): Promise<Found | AppError> {
  assertAllowed(query.command, target);
  const shell = shellOf(target, ports, query.computer);
  if (shell === undefined) return notReached(target);
  const outcome = await shell.invoke(query.command, options);
  switch (outcome.kind) {
    case 'done':
      return {
        answer: { kind: 'items', items: outcome.items },
        collected: outcome.collected,
      };
    case 'failed': {
      const { record, collected } = outcome;
      if (isNotFound(record)) return { answer: { kind: 'absent' }, collected };
      const error = diagnoseShellError(record, query.command);
      return query.isTest === true ? { answer: { kind: 'refused', error }, collected } : error;
    }
    case 'not-sent':
    case 'unknown':
      return outcome.error;
  }
}

/** A look at the organisation's own network. */
async function lookInside(
  query: Extract<Query, { kind: 'inside' | 'name' }>,
  { premises }: EnginePorts,
  options: CallOptions,
): Promise<Found | AppError> {
  if (premises === undefined) return { answer: { kind: 'absent' } };
  if (query.kind === 'inside')
    return { answer: { kind: 'web', answer: await premises.look(query.request, options) } };
  const addresses = await premises.names(query.host, options);
  return addresses === null
    ? appError('HX-REACH', { target: query.host })
    : { answer: { kind: 'name', addresses } };
}
