import * as v from 'valibot';
import type { AppError } from '../../shared/errors';
import { CodedError, appError } from '../../shared/errors';
import { assertAllowed } from '../commands/allow-list';
import { diagnoseShellError } from '../diagnosis/shell-errors';
import type { GraphRequest, Operation, ResolvedCmdlet, TargetId } from '../model/command';
import { psList } from '../reads/definition';
import { certificates } from '../reads/organisation';
import type { Results } from './facts';
import { resolveCmdlet, resolveGraph } from './facts';
import type { EnginePorts } from './ports';
import { CHANGE_DEADLINE, notReached, shellOf } from './ports';

/** How one operation ended, before anybody looked. */
export type OperationOutcome =
  | { readonly kind: 'sent'; readonly warnings: readonly string[] }
  | { readonly kind: 'failed'; readonly error: AppError }
  | { readonly kind: 'unknown'; readonly error: AppError };

/** Runs one operation. References are resolved here, last thing before it is sent. */
export async function perform(
  operation: Operation,
  target: TargetId,
  results: Results,
  ports: EnginePorts,
): Promise<OperationOutcome> {
  switch (operation.kind) {
    case 'cmdlet':
      return invoke(resolveCmdlet(operation.command, results), target, ports);
    case 'graph':
      return send(resolveGraph(operation, results), ports);
    case 'replace-keys':
      return send(operation.request, ports);
    case 'export-certificate':
      return exportCertificate(resolveCmdlet(operation.command, results), operation, ports);
    case 'remove-file':
      await ports.files.remove(operation.file);
      return { kind: 'sent', warnings: [] };
  }
}

async function invoke(
  command: ResolvedCmdlet,
  target: TargetId,
  ports: EnginePorts,
): Promise<OperationOutcome> {
  assertAllowed(command, target);
  const shell = shellOf(target, ports);
  if (shell === undefined) return { kind: 'failed', error: notReached(target) };
  const outcome = await shell.invoke(command, {
    deadlineMs: CHANGE_DEADLINE,
    requestId: ports.ids.guid(),
  });
  switch (outcome.kind) {
    case 'done': {
      const error = target === 'local' ? exitError(outcome.items, command) : undefined;
      if (error !== undefined) return { kind: 'failed', error };
      return { kind: 'sent', warnings: outcome.warnings };
    }
    case 'failed':
      return { kind: 'failed', error: diagnoseShellError(outcome.record, command) };
    case 'not-sent':
      return { kind: 'failed', error: outcome.error };
    case 'unknown':
      return { kind: 'unknown', error: outcome.error };
  }
}

const operationItem = v.object({ ExitCode: v.number(), Output: v.optional(psList, []) });

/** Why a named operation failed, by its exit code; undefined where that is 0. */
function exitError(items: readonly unknown[], command: ResolvedCmdlet): AppError | undefined {
  const ended = items.map((item) => v.safeParse(operationItem, item)).find((item) => item.success);
  if (ended?.success !== true || ended.output.ExitCode === 0) return undefined;
  return appError('HX-CMD', { command: command.name }, ended.output.Output.join('\n'));
}

/** Sends a change to Graph. A 404 here means that the object went away between reading and writing. */
export async function send(request: GraphRequest, ports: EnginePorts): Promise<OperationOutcome> {
  const outcome = await ports.directory.send(request, {
    deadlineMs: CHANGE_DEADLINE,
    requestId: ports.ids.guid(),
  });
  if (outcome.kind !== 'done') return outcome;
  if (outcome.value.status === 404) {
    return {
      kind: 'failed',
      error: appError('HX-GRAPH', { status: 404, code: 'Request_ResourceNotFound' }),
    };
  }
  return { kind: 'sent', warnings: outcome.warnings };
}

/** Reads one certificate, makes sure that it is the one asked for, and writes its public part. */
async function exportCertificate(
  command: ResolvedCmdlet,
  operation: Extract<Operation, { kind: 'export-certificate' }>,
  ports: EnginePorts,
): Promise<OperationOutcome> {
  assertAllowed(command);
  const outcome = await ports.shell.invoke(command, {
    deadlineMs: CHANGE_DEADLINE,
    requestId: ports.ids.guid(),
  });
  if (outcome.kind === 'failed')
    return { kind: 'failed', error: diagnoseShellError(outcome.record, command) };
  // A read that was interrupted changed nothing, so its outcome is known: nothing was written.
  if (outcome.kind !== 'done') return { kind: 'failed', error: outcome.error };
  const list = certificates.parse({ kind: 'items', items: outcome.items }, ports.crypto, {});
  const matching = list.certificates.filter((item) => item.thumbprint === operation.thumbprint);
  const [certificate] = matching;
  if (certificate === undefined || matching.length !== 1) {
    const server = String(command.parameters['Server'] ?? '');
    return {
      kind: 'failed',
      error: appError('HX-CERT', { server, thumbprint: operation.thumbprint }),
    };
  }
  await ports.files.write(operation.file, decodeBase64(certificate.raw));
  return { kind: 'sent', warnings: [] };
}

function decodeBase64(text: string): Uint8Array {
  const binary = atob(text);
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/** An exception of a port as a coded error; anything unexpected is a bug and says so. */
export function toAppError(thrown: unknown): AppError {
  return thrown instanceof CodedError
    ? thrown.error
    : appError('HX-BUG', {}, thrown instanceof Error ? thrown.message : String(thrown));
}
