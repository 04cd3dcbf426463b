/** What all shells of the lab do with a command: log it, run it in the world, and make its error part of the answer. */
import type { LabCall, LabShellAnswer, LabShellRequest } from '../shared/lab';
import { CmdletError } from './exchange/errors';
import { fold } from './exchange/names';
import type { CmdletRule } from './exchange/parameter-rules';
import type { LiveWorld } from './live-world';
import type { WorldCall } from './world';

/** The connection is gone: the caller gets no answer. */
export const DROPPED = Symbol('dropped');

/** A cmdlet that a shell knows. */
export interface Command<Handler> {
  readonly name: string;
  readonly rule: CmdletRule;
  readonly handler: Handler;
}

/** The cmdlet that was typed, in whatever case. */
export function findCommand<Handler>(
  rules: Readonly<Record<string, CmdletRule>>,
  handlers: Readonly<Record<string, Handler>>,
  typed: string,
): Command<Handler> | undefined {
  const name = Object.keys(rules).find((known) => fold(known) === fold(typed));
  const rule = name === undefined ? undefined : rules[name];
  const handler = name === undefined ? undefined : handlers[name];
  return name === undefined || rule === undefined || handler === undefined
    ? undefined
    : { name, rule, handler };
}

/** What was asked of a shell. A command that the shell does not know changes nothing. */
export interface ShellCall {
  readonly side: LabCall['side'];
  readonly request: LabShellRequest;
  readonly command: { readonly name: string; readonly rule: CmdletRule } | undefined;
}

/** Runs a command. Its errors are part of the answer; anything thrown is a defect of the lab or its ending. */
export async function answerCall(
  world: LiveWorld,
  { side, request, command }: ShellCall,
  run: () => LabShellAnswer,
): Promise<LabShellAnswer | typeof DROPPED> {
  const call: WorldCall = {
    side,
    ...(request.shellId === undefined ? {} : { shellId: request.shellId }),
    call: command?.name ?? request.command,
    change: command?.rule.change ?? false,
    arguments: request.parameters,
    requestId: request.requestId,
  };
  try {
    if (!call.change) return await world.read(call, run);
    if (dropsNext(world)) return await drop(world, call, run);
    return await world.change(call, run);
  } catch (error) {
    if (error instanceof CmdletError) return { items: [], warnings: [], error: error.record };
    throw error;
  }
}

/** True when the connection ends in the middle of the next change. */
function dropsNext(world: LiveWorld): boolean {
  return world.has('dropped-connection') || world.has('dropped-before');
}

/** One-shot faults: the connection ends in the middle of this change, which happens or not. */
async function drop(
  world: LiveWorld,
  call: WorldCall,
  run: () => LabShellAnswer,
): Promise<typeof DROPPED> {
  const happens = world.has('dropped-connection');
  world.switchFault(happens ? 'dropped-connection' : 'dropped-before', false);
  try {
    await world.changeAndDrop(call, () => {
      if (happens) run();
    });
  } catch (error) {
    if (!(error instanceof CmdletError)) throw error;
  }
  return DROPPED;
}
