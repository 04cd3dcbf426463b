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

/** Registers exactly one guarded handler for each channel; nothing else is registered anywhere. */
export function registerRouter(
  registry: CallRegistry,
  handlers: Handlers,
  options: GuardOptions,
): void {
  for (const channel of CHANNEL_NAMES) register(registry, channel, handlers[channel], options);
}

function register<C extends Channel>(
  registry: CallRegistry,
  channel: C,
  handler: Handlers[C],
  options: GuardOptions,
): void {
  registry.handle(channel, guarded(channel, handler, options));
}
