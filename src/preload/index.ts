/**
 * The bridge between window and main: all that the window can reach. It hands on calls of known channels and two
 * events; neither `ipcRenderer` nor an event object ever reaches the page.
 */
import { contextBridge, ipcRenderer } from 'electron';
import type { Bridge, ChannelOutput } from '../shared/ipc/bridge';
import { LOG_EVENT, VIEW_EVENT, isChannel } from '../shared/ipc/channels';
import type { Channel, EventName } from '../shared/ipc/contract';
import type { AppView, LogLineView } from '../shared/ipc/views';
import type { Result } from '../shared/result';

/** Main answers every channel with the result that the contract names. */
type Invoke = <C extends Channel>(channel: C, input: unknown) => Promise<Result<ChannelOutput<C>>>;
const invoke: Invoke = (channel, input) => ipcRenderer.invoke(channel, input);

/** Refuses what is not in the contract without asking main. Main validates everything again. */
const call: Invoke = (channel, input) => {
  if (isChannel(channel)) return invoke(channel, input);
  return Promise.resolve({ ok: false, error: { code: 'HX-IPC', args: {} } });
};

/** Payloads of the events that main sends. */
interface Payloads extends Record<EventName, unknown> {
  readonly view: AppView;
  readonly log: readonly LogLineView[];
}

/** Subscribes to an event of main; only its payload is handed on. */
function subscribe<E extends EventName>(
  event: E,
  listener: (payload: Payloads[E]) => void,
): () => void {
  const handler = (_event: unknown, payload: Payloads[E]): void => listener(payload);
  ipcRenderer.on(event, handler);
  return () => {
    ipcRenderer.removeListener(event, handler);
  };
}

const bridge: Bridge = {
  call,
  onView: (listener) => subscribe(VIEW_EVENT, listener),
  onLog: (listener) => subscribe(LOG_EVENT, listener),
};

contextBridge.exposeInMainWorld('crossprem', bridge);
