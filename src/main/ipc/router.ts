import { CHANNEL_NAMES } from '../../shared/ipc/channels';
import type { ChannelOutput } from '../../shared/ipc/bridge';
import type { Channel } from '../../shared/ipc/contract';
import { guarded, type CallEvent, type GuardOptions, type Handler } from '../security/ipc-guard';

/** One handler for each channel of the contract. */
export type Handlers = { readonly [C in Channel]: Handler<C, ChannelOutput<C>> };

/** The part of `ipcMain` that the router uses. */
export interface CallRegistry {
  handle(
    channel: string,
    listener: (event: CallEvent, ...args: readonly unknown[]) => Promise<unknown>,
  ): void;
}

/**
 * Registers exactly one guarded handler for each channel; nothing else is registered anywhere. A call goes to the
 * handlers of the window that it came from, and those are asked for only after the guard knows that it is ours.
 */
export function registerRouter(
  registry: CallRegistry,
  handlersOf: (contentsId: number) => Handlers,
  options: GuardOptions,
): void {
  for (const channel of CHANNEL_NAMES)
    register(registry, channel, (id) => handlersOf(id)[channel], options);
}

function register<C extends Channel>(
  registry: CallRegistry,
  channel: C,
  handlerOf: (contentsId: number) => Handlers[C],
  options: GuardOptions,
): void {
  registry.handle(channel, (event, ...args) => {
    const { id } = event.sender;
    const handler: Handler<C, ChannelOutput<C>> = (input) => handlerOf(id)(input);
    return guarded(channel, handler, options)(event, ...args);
  });
}
