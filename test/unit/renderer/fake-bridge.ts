import * as v from 'valibot';
import { answerTopology } from '../../../src/core/topology/answer';
import type { Bridge, ChannelOutput } from '../../../src/shared/ipc/bridge';
import type { Channel, ChannelInput } from '../../../src/shared/ipc/contract';
import type { AppView, LogLineView } from '../../../src/shared/ipc/views';
import type { Result } from '../../../src/shared/result';
import { FIRST_TOPOLOGY, topologySchema } from '../../../src/shared/topology';

/** One call the window made. */
interface FakeCall {
  readonly channel: Channel;
  readonly input: unknown;
}

/** A bridge without a main process behind it. */
export interface FakeBridge extends Bridge {
  readonly calls: FakeCall[];
  /** Shows a view, as main would; its sequence grows by itself. */
  push(view: AppView): void;
  /** Shows exactly this view, with its own sequence. */
  pushRaw(view: AppView): void;
  log(lines: readonly LogLineView[]): void;
  /** Answers of single channels; every other call succeeds with null. */
  answer<C extends Channel>(channel: C, answer: Result<ChannelOutput<C>>): void;
}

/** Makes a fake that shows `first`. Preferences take effect, as they do in main. */
export function createFakeBridge(first: AppView, lines: readonly LogLineView[] = []): FakeBridge {
  let shown = first;
  const calls: FakeCall[] = [];
  const answers = new Map<Channel, Result<unknown>>();
  const viewListeners = new Set<(view: AppView) => void>();
  const logListeners = new Set<(lines: readonly LogLineView[]) => void>();
  const pushRaw = (view: AppView): void => {
    shown = view;
    for (const listener of viewListeners) listener(view);
  };
  const push = (view: AppView): void => pushRaw({ ...view, sequence: shown.sequence + 1 });
  const reply = (channel: Channel, input: unknown): Result<unknown> => {
    const prepared = answers.get(channel);
    if (prepared !== undefined) return prepared;
    if (channel === 'app.snapshot') return { ok: true, value: shown };
    if (channel === 'log.lines') return { ok: true, value: lines };
    // Computed as main computes it, so that the form can be tried.
    if (channel === 'topology.start')
      return { ok: true, value: { description: FIRST_TOPOLOGY, from: 'empty' } };
    if (channel === 'topology.answer')
      return { ok: true, value: answerTopology(v.parse(topologySchema, input)) };
    if (channel === 'practice.progress')
      return { ok: true, value: { tour: 'left', drill: null, done: [] } };
    if (channel === 'practice.attached') return { ok: true, value: [] };
    if (channel === 'app.preferences') {
      const settings = { ...shown.settings, ...(input as Partial<AppView['settings']>) };
      push({ ...shown, ...(input as Partial<AppView>), settings });
    }
    return { ok: true, value: null };
  };
  return {
    calls,
    push,
    pushRaw,
    log: (added) => logListeners.forEach((listener) => listener(added)),
    answer: (channel, answer) => void answers.set(channel, answer),
    call<C extends Channel>(channel: C, input: ChannelInput<C>) {
      calls.push({ channel, input });
      return Promise.resolve(reply(channel, input) as Result<ChannelOutput<C>>);
    },
    onView(listener) {
      viewListeners.add(listener);
      return () => void viewListeners.delete(listener);
    },
    onLog(listener) {
      logListeners.add(listener);
      return () => void logListeners.delete(listener);
    },
  };
}
