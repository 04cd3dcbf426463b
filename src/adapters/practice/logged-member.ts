/** The practice lab's commands in the log, as PowerShell's are. */
import type { Log, RightsOutcome, ShellOutcome } from '../../core/ports';
import type { PooledMember } from '../shells/pooled-shell';

/** The same shell; each command is a line of the log. */
export function loggedMember(shell: PooledMember, log: Log): PooledMember {
  const timed = async <T extends ShellOutcome | RightsOutcome>(
    request: string,
    what: { readonly op: string; readonly command?: string },
    ask: () => Promise<T>,
  ): Promise<T> => {
    const started = performance.now();
    const outcome = await ask();
    log.info('shell.request', {
      ...what,
      target: shell.description,
      request,
      outcome: outcome.kind,
      milliseconds: Math.round(performance.now() - started),
    });
    return outcome;
  };
  return {
    description: shell.description,
    invoke: (command, options) =>
      timed(options.requestId, { op: 'invoke', command: command.name }, () =>
        shell.invoke(command, options),
      ),
    rights: (options) => timed(options.requestId, { op: 'rights' }, () => shell.rights(options)),
    close: () => shell.close(),
  };
}
