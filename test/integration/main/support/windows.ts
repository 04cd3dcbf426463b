/** Windows as main makes them, without Electron: its own panes, composition and router, and a page that notes all it is told. */
import { join } from 'node:path';
import { compose } from '../../../../src/main/composition';
import { resolvePaths } from '../../../../src/main/app/paths';
import type { Person } from '../../../../src/main/app/person';
import { Preferences } from '../../../../src/main/app/preferences';
import { DropDesk } from '../../../../src/main/app/windows/drop-desk';
import { IdleLock } from '../../../../src/main/app/windows/idle-lock';
import { Pane } from '../../../../src/main/app/windows/pane';
import { Windows } from '../../../../src/main/app/windows/windows';
import { registerRouter } from '../../../../src/main/ipc/router';
import { CallGate } from '../../../../src/main/security/call-gate';
import type { CallEvent } from '../../../../src/main/security/ipc-guard';
import { makeSharedParts } from '../../../../src/main/shared-parts';
import type { ChannelOutput } from '../../../../src/shared/ipc/bridge';
import type { Channel, ChannelInput } from '../../../../src/shared/ipc/contract';
import type { AppView } from '../../../../src/shared/ipc/views';
import type { Result } from '../../../../src/shared/result';
import { ManualClock } from '../../../unit/main/app/windows/manual-clock';
import { agreeable, OUT } from './desk';

/** A window's page. */
export interface TestWindow {
  readonly id: number;
  /** All it was told: events and answers. */
  readonly messages: unknown[];
  /** How often it was brought to the front. */
  readonly fronts: number;
  events(name: string): readonly unknown[];
  answer<C extends Channel>(channel: C, input: ChannelInput<C>): Promise<Result<unknown>>;
  /** Calls, and fails where main refuses. */
  call<C extends Channel>(channel: C, input: ChannelInput<C>): Promise<unknown>;
  view(): Promise<AppView>;
  close(): Promise<void>;
}

/** All windows of a test. */
export interface TestWindows {
  readonly all: readonly TestWindow[];
  open(): TestWindow;
  pane(window: TestWindow): Pane;
  lock(): void;
  /** Does this while main's question before a run is open. */
  whenAsked(work: () => void): void;
  callFrom(id: number, channel: Channel, input: unknown): Promise<unknown>;
  dispose(): Promise<void>;
}

type Listener = (event: CallEvent, ...words: readonly unknown[]) => Promise<unknown>;

/** Puts main's windows together on a data folder, with a person who agrees, or answers as given. */
export function openWindows(data: string, answers: Partial<Person> = {}): TestWindows {
  const paths = resolvePaths({
    isPackaged: false,
    environment: { CROSSPREM_DATA: data },
    argv: [],
    platform: 'linux',
    bundleFolder: OUT,
    resourcesFolder: OUT,
  });
  const preferences = new Preferences(data, 'en');
  const shared = makeSharedParts(paths, preferences);
  const channels = new Map<string, Listener>();
  const all: (TestWindow & { fronts: number })[] = [];
  const panes = new Map<number, Pane>();
  let whenAsked = (): void => undefined;
  const person: Person = {
    ...agreeable,
    confirmRun: () => {
      whenAsked();
      // As main's own dialogs of a window do it.
      return Promise.resolve(!lock.isLocked);
    },
    ...answers,
  };
  const lock: IdleLock = new IdleLock({
    clock: new ManualClock(),
    minutes: () => 15,
    idleInFocus: () => null,
    authorise: () => Promise.resolve('person'),
    onLock: () => windows.locked(),
    onUnlock: () => windows.unlocked(lock.isPersonKnown),
  });
  const windows: Windows = new Windows({
    isLocked: () => lock.isLocked,
    runtime: { electron: '1', chromium: '2', node: '3', supportEnded: null },
    open: () => open().pane,
    onOpened: () => undefined,
    report: (event, detail) => {
      throw new Error(`${event}: ${detail}`);
    },
  });
  registerRouter(
    { handle: (channel, listener) => void channels.set(channel, listener) },
    (id) => windows.handlersOf(id),
    {
      gate: new CallGate(),
      isOurWindow: (id) => windows.has(id),
      isLocked: () => lock.isLocked,
      report: () => undefined,
      settled: (id) => panes.get(id)?.built?.publisher.flush(),
    },
  );
  const callFrom = async (id: number, channel: Channel, input: unknown): Promise<unknown> => {
    const frame = { origin: 'app://crossprem', processId: id, routingId: 1, parent: null };
    return channels.get(channel)?.({ senderFrame: frame, sender: { id, mainFrame: frame } }, input);
  };
  const open = () => {
    const id = all.length + 1;
    const told: { name: string; payload: unknown }[] = [];
    const messages: unknown[] = [];
    const answer = async <C extends Channel>(channel: C, input: ChannelInput<C>) => {
      const result = (await callFrom(id, channel, input)) as Result<ChannelOutput<C>>;
      messages.push(result);
      return result;
    };
    const page = {
      id,
      messages,
      fronts: 0,
      events: (name: string) => told.filter((item) => item.name === name),
      answer,
      call: async <C extends Channel>(channel: C, input: ChannelInput<C>) => {
        const result = await answer(channel, input);
        if (!result.ok) throw new Error(`${channel}: ${JSON.stringify(result.error)}`);
        return result.value;
      },
      view: async () => {
        const result = await answer('app.snapshot', {});
        if (!result.ok) throw new Error(result.error.code);
        return result.value;
      },
      close: async () => {
        await pane.dispose();
        windows.remove(pane);
      },
    };
    const claims = windows.claims.forWindow();
    const drop = new DropDesk({
      folder: join(data, 'dropped'),
      hasCustomer: () => true,
      hasPlan: () => false,
      take: () => Promise.reject(new Error('nothing is dropped here')),
    });
    const pane: Pane = new Pane(
      {
        id,
        claims,
        toFront: () => (page.fronts += 1),
        attention: { progress: () => undefined, tell: () => undefined, isFocused: () => true },
        compose: () =>
          Promise.resolve(
            compose({
              paths,
              preferences,
              productVersion: 'test',
              isPackaged: false,
              person,
              shared,
              claims,
              mayRestore: () => lock.isPersonKnown,
              shown: (view) => windows.shown(pane, view),
              send: (name, payload) => {
                if (!windows.maySend(name)) return;
                told.push({ name, payload });
                messages.push(payload);
              },
              onPreferences: () => undefined,
              onList: () => windows.listChanged(pane),
            }),
          ),
      },
      (of) => ({
        shown: (view) => windows.shown(of, view),
        faulted: () => undefined,
        lock: () => lock.lock(),
        unlock: () => lock.unlock(),
        open: (customer) => windows.open(customer),
        show: (customer, address) => void windows.show(customer, address),
        practise: (drill) => windows.practise(drill),
        dropped: (input) => drop.dropped(input),
        piece: (input) => drop.piece(input),
      }),
    );
    panes.set(id, pane);
    windows.add(pane);
    all.push(page);
    return { pane, page };
  };
  return {
    all,
    open: () => open().page,
    pane: ({ id }) => {
      const pane = panes.get(id);
      if (pane === undefined) throw new Error('no such window');
      return pane;
    },
    lock: () => lock.lock(),
    whenAsked: (work) => (whenAsked = work),
    callFrom,
    dispose: async () => {
      await Promise.all([...panes.values()].map((pane) => pane.dispose()));
    },
  };
}
