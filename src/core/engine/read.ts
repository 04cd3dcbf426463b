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
import type { Collected } from '../ports';
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
      return `GET ${query.request.url}`;
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
    case 'cmdlet': {
      assertAllowed(query.command, target);
      const shell = shellOf(target, ports);
      if (shell === undefined) return notReached(target);
      const outcome = await shell.invoke(query.command, options);
      switch (outcome.kind) {
        case 'done':
          return {
            answer: { kind: 'items', items: outcome.items },
            collected: outcome.collected,
          };
        case 'failed':
          return isNotFound(outcome.record)
            ? { answer: { kind: 'absent' }, collected: outcome.collected }
            : diagnoseShellError(outcome.record, query.command);
        case 'not-sent':
        case 'unknown':
          return outcome.error;
      }
      break;
    }
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
  }
}
