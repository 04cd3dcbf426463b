/** Takes the network from a running app. */
import type * as Packets from 'node:dgram';
import type * as Names from 'node:dns';
import type * as Sockets from 'node:net';
import type { RunningApp } from './launch';

/** An address of documents, which nothing has. */
export const NOWHERE = '192.0.2.1';

/** From now on every connection of main and of the page fails, to this computer as well. */
export async function cutNetwork(app: RunningApp): Promise<void> {
  await app.electron.evaluate(({ session, net }, nowhere) => {
    const tried: string[] = [];
    Reflect.set(globalThis, 'triedConnections', tried);
    const refuse = (...words: readonly unknown[]): never => {
      tried.push(JSON.stringify(words[0]));
      throw new Error('there is no network');
    };
    session.defaultSession.enableNetworkEmulation({ offline: true });
    for (const name of ['request', 'fetch']) Reflect.set(net, name, refuse);
    // oxlint-disable-next-line typescript/no-deprecated -- what is evaluated in main has no `require` of its own
    const load = (name: string): unknown => process.mainModule?.require(name);
    const sockets = load('node:net') as typeof Sockets;
    const names = load('node:dns') as typeof Names;
    const packets = load('node:dgram') as typeof Packets;
    Reflect.set(sockets.Socket.prototype, 'connect', refuse);
    Reflect.set(packets.Socket.prototype, 'send', refuse);
    for (const name of ['lookup', 'resolve']) {
      Reflect.set(names, name, refuse);
      Reflect.set(names.promises, name, refuse);
    }
    try {
      sockets.connect(443, nowhere);
    } catch {
      // Noted, as every other one will be.
    }
  }, NOWHERE);
}

/** What was tried since: first the trial of the cut itself, then what the app did. */
export async function triedConnections(
  app: RunningApp,
): Promise<{ readonly trial: string | undefined; readonly tried: readonly string[] }> {
  const [trial, ...tried] = await app.electron.evaluate(
    () => Reflect.get(globalThis, 'triedConnections') as readonly string[],
  );
  return { trial, tried };
}
