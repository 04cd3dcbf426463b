import { createContext, useContext, useMemo, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { appError } from '../../shared/errors';
import type { Bridge, ChannelOutput } from '../../shared/ipc/bridge';
import type { Channel, ChannelInput } from '../../shared/ipc/contract';
import type { AppView } from '../../shared/ipc/views';
import { fail, type Result } from '../../shared/result';
import type { LogBuffer } from './log-buffer';
import type { UiState, UiStore } from './ui-store';
import type { ViewStore } from './view-store';

/** What every component may use; built once in main.tsx, or by a test. */
export interface Services {
  readonly bridge: Bridge;
  readonly views: ViewStore;
  readonly log: LogBuffer;
  readonly ui: UiStore;
}

const ServicesContext = createContext<Services | null>(null);

/** Hands the services to everything below. */
export function ServicesProvider(props: { services: Services; children: ReactNode }) {
  return <ServicesContext value={props.services}>{props.children}</ServicesContext>;
}

/** The services of this window. */
export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (services === null) throw new Error('ServicesProvider is missing');
  return services;
}

/** A part of main's view. Only inside the shell, which waits for the first view. */
export function useView<T>(select: (view: AppView) => T): T {
  return useStore(useServices().views.store, ({ view }) => {
    if (view === null) throw new Error('no view yet');
    return select(view);
  });
}

/** A part of the window's own state. */
export function useUi<T>(select: (state: UiState) => T): T {
  return useStore(useServices().ui, select);
}

/** Asks main for something. A refusal is shown on top of the screen and returned. */
export type Call = <C extends Channel>(
  channel: C,
  input: ChannelInput<C>,
) => Promise<Result<ChannelOutput<C>>>;

/** Makes `Call` over services. */
export function makeCall({ bridge, ui }: Services): Call {
  return async (channel, input) => {
    ui.setState({ callError: null });
    const answer = await bridge
      .call(channel, input)
      .catch((cause: unknown) =>
        fail(appError('HX-BUG', {}, cause instanceof Error ? cause.message : String(cause))),
      );
    if (!answer.ok) ui.setState({ callError: answer.error });
    return answer;
  };
}

/** The `Call` of this window. */
export function useCall(): Call {
  const services = useServices();
  return useMemo(() => makeCall(services), [services]);
}
