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

/** Refuses what is not in the contract without asking main. Main validates everything again. */
async function call<C extends Channel>(
  channel: C,
  input: unknown,
): Promise<Result<ChannelOutput<C>>> {
  if (typeof channel !== 'string' || !isChannel(channel)) {
    return { ok: false, error: { code: 'HX-IPC', args: {} } };
  }
  const answer: Result<ChannelOutput<C>> = await ipcRenderer.invoke(channel, input);
  return answer;
}

/** Subscribes to an event of main; only its payload is handed on. */
function subscribe<T>(event: EventName, listener: (payload: T) => void): () => void {
  const handler = (_event: unknown, payload: T): void => listener(payload);
  ipcRenderer.on(event, handler);
  return () => {
    ipcRenderer.removeListener(event, handler);
  };
}

const bridge: Bridge = {
  call,
  onView: (listener) => subscribe<AppView>(VIEW_EVENT, listener),
  onLog: (listener) => subscribe<readonly LogLineView[]>(LOG_EVENT, listener),
};

contextBridge.exposeInMainWorld('crossprem', bridge);
