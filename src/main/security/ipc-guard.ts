/** What stands between a call from the window and its handler: sender, size, schema, and errors as results. */
import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { appError } from '../../shared/errors';
import { CHANNELS, type Channel, type ChannelInput } from '../../shared/ipc/contract';
import { CHANNELS_WHILE_LOCKED, SETTINGS_WHILE_LOCKED } from '../../shared/ipc/window-channels';
import { fail, ok, type Result } from '../../shared/result';
import type { CallGate } from './call-gate';
import { currentScope, withinScope } from '../../adapters/logging/scope';
import { errorOf } from '../app/fault-text';
import { isPlainObject, isSmallPlainData } from './payload';
import { APP_ORIGIN } from './origin';

/** The part of a frame that the guard looks at. */
interface Frame {
  readonly origin: string;
  readonly processId: number;
  readonly routingId: number;
  readonly parent: unknown;
}

/** The part of `IpcMainInvokeEvent` that the guard looks at. */
export interface CallEvent {
  readonly senderFrame: Frame | null;
  readonly sender: { readonly id: number; readonly mainFrame: Frame };
}

/** Why a call came to nothing. */
export type CallTrouble =
  'ipc-foreign-sender' | 'ipc-payload' | 'ipc-schema' | 'ipc-flood' | 'ipc-failed';

/** What the guard needs from outside. */
export interface GuardOptions {
  /** Ids of the web contents of our own windows. */
  readonly isOurWindow: (contentsId: number) => boolean;
  /**
   * Told of faults and refused calls; the text of the fault never goes to the window. Runs within the call's scope of
   * the log, as everything does that the call begins.
   */
  readonly report: (event: CallTrouble, fault?: unknown) => void;
  /** Told of each call that is let through. */
  readonly begun?: (channel: Channel) => void;
  /** Called after a handler has ended and before its answer goes out to the window with this id. */
  readonly settled?: (contentsId: number) => void;
  /** What windows may have under way; one for all channels. */
  readonly gate: CallGate;
  /** True while everything is locked: little is accepted, and nothing else is answered. */
  readonly isLocked?: () => boolean;
}

/** A validated handler of one channel. */
export type Handler<C extends Channel, Output> = (input: ChannelInput<C>) => Promise<Output>;

/**
 * True when the call comes from the main frame of a window of ours that shows our own document. Must run
 * synchronously: afterwards the frame may be another one, and touching a frame that is gone throws.
 */
export function isTrustedSender(event: CallEvent, options: GuardOptions): boolean {
  try {
    const frame = event.senderFrame;
    if (frame === null || !options.isOurWindow(event.sender.id)) return false;
    const main = event.sender.mainFrame;
    const isMain = frame.processId === main.processId && frame.routingId === main.routingId;
    return isMain && frame.parent === null && frame.origin === APP_ORIGIN;
  } catch {
    return false;
  }
}

/** Wraps a handler. The returned function never throws and never lets a stack cross. */
export function guarded<C extends Channel, Output>(
  channel: C,
  handler: Handler<C, Output>,
  options: GuardOptions,
): (event: CallEvent, ...args: readonly unknown[]) => Promise<Result<Output>> {
  const refuse = (reason: CallTrouble): Promise<Result<Output>> => {
    if (options.gate.mayReport()) options.report(reason);
    return Promise.resolve(fail({ ...appError('HX-IPC'), ...correlationNow() }));
  };
  const judge = (event: CallEvent, args: readonly unknown[]): Promise<Result<Output>> => {
    if (!isTrustedSender(event, options)) return refuse('ipc-foreign-sender');
    const [input] = args;
    if (args.length !== 1 || !isPlainObject(input) || !isSmallPlainData(input)) {
      return refuse('ipc-payload');
    }
    const parsed = v.safeParse(CHANNELS[channel], input);
    if (!parsed.success) return refuse('ipc-schema');
    if (isShut(channel, options) || isShutSetting(channel, input, options))
      return Promise.resolve(fail(appError('HX-IDLE')));
    const { id } = event.sender;
    if (!options.gate.enter(id)) return refuse('ipc-flood');
    options.begun?.(channel);
    return answer(channel, id, () => handler(parsed.output), options);
  };
  return (event, ...args) =>
    withinScope({ correlation: randomUUID(), operation: channel }, () => judge(event, args));
}

function isShut(channel: string, options: GuardOptions): boolean {
  return options.isLocked?.() === true && !CHANNELS_WHILE_LOCKED.includes(channel);
}

/** The lock's own screen sets language and theme, and nothing else behind it. */
function isShutSetting(channel: string, input: object, options: GuardOptions): boolean {
  if (channel !== 'app.preferences' || options.isLocked?.() !== true) return false;
  return Object.keys(input).some((name) => !SETTINGS_WHILE_LOCKED.includes(name));
}

async function answer<Output>(
  channel: string,
  contentsId: number,
  work: () => Promise<Output>,
  options: GuardOptions,
): Promise<Result<Output>> {
  try {
    const value = await work();
    // What began before the lock shows nothing behind it.
    return isShut(channel, options) ? fail(appError('HX-IDLE')) : ok(value);
  } catch (fault) {
    options.report('ipc-failed', fault);
    return fail({ ...errorOf(fault), ...correlationNow() });
  } finally {
    options.gate.leave(contentsId);
    options.settled?.(contentsId);
  }
}

/** The id by which the log knows the call under way. */
function correlationNow(): { readonly correlationId?: string } {
  const { correlation } = currentScope();
  return correlation === undefined ? {} : { correlationId: correlation };
}
