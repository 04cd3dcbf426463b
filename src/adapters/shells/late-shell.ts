/** A shell that is looked for when its first command comes. */
import type { AppError } from '../../shared/errors';
import { appError } from '../../shared/errors';
import type { PooledMember } from './pooled-shell';

/** What a late shell is made from. */
export interface LateShellOptions {
  readonly description: string;
  /** While it gives an error, every command says why and the next one looks again. */
  readonly find: () => Promise<PooledMember | AppError>;
  /** Asked before each command, once the shell is there; outside every deadline, because a person may have to answer. */
  readonly ready?: (signal: AbortSignal | undefined) => Promise<AppError | undefined>;
}

/** Makes it. */
export function lateShell(options: LateShellOptions): PooledMember {
  const { description, find, ready } = options;
  let looking: Promise<PooledMember | AppError> | undefined;
  let isClosed = false;
  const take = async (signal: AbortSignal | undefined): Promise<PooledMember | AppError> => {
    if (isClosed) return appError('HX-REACH', { target: description }, 'closed');
    looking ??= find();
    const found = await looking;
    if ('code' in found) looking = undefined;
    return (await ready?.(signal)) ?? found;
  };
  return {
    description,
    invoke: async (command, call) => {
      const shell = await take(call.signal);
      return 'code' in shell ? { kind: 'not-sent', error: shell } : shell.invoke(command, call);
    },
    rights: async (call) => {
      const shell = await take(call.signal);
      return 'code' in shell ? { kind: 'not-sent', error: shell } : shell.rights(call);
    },
    close: async () => {
      isClosed = true;
      const found = await looking;
      if (found !== undefined && !('code' in found)) await found.close();
    },
  };
}
