/** The private pipe: who may be on it, and what becomes of it when a shell does not start. */
import { once } from 'node:events';
import { readdir, mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Channel } from '../../../src/adapters/powershell/channel';
import { KINDS, call, closeAll, command, makeShell, removeFolder } from './support/shells';

const SECRET = { name: 'admin', user: 'ada', secret: 'x' };
const isWindows = process.platform === 'win32';

let place: string;
let channel: Channel | undefined;
const sockets: Socket[] = [];

beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'crossprem-channel-'));
});
afterEach(async () => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  for (const socket of sockets.splice(0)) socket.destroy();
  channel?.close();
  await closeAll();
  await rm(place, { recursive: true, force: true });
});
afterAll(removeFolder);

async function enter(): Promise<Socket> {
  const name = channel?.name ?? '';
  const socket = connect(isWindows ? `\\\\.\\pipe\\${name}` : name);
  sockets.push(socket);
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** A shell: shows the nonce and says ok to every line. */
async function enterAsShell(): Promise<Socket> {
  const socket = await enter();
  socket.write(`${channel?.nonce ?? ''}\n`);
  socket.on('data', () => socket.write('ok\n'));
  return socket;
}

describe('the private pipe', () => {
  it('is the shell’s, whoever came first', async () => {
    channel = await Channel.open(process.platform);
    const silent = await enter();
    const wrong = await enter();
    const wrongEnded = once(wrong, 'close');
    wrong.write(`${'0'.repeat(48)}\n`);
    await wrongEnded;
    const chatty = await enter();
    const chattyEnded = once(chatty, 'close');
    chatty.write('x'.repeat(5_000));
    await chattyEnded;
    const silentEnded = once(silent, 'close');
    await enterAsShell();
    expect(await channel.give(SECRET)).toBe(true);
    // The shell is there: nobody else stays, and nobody else comes.
    await silentEnded;
    await expect(enter()).rejects.toThrow();
    expect(await channel.cancel('id')).toBe(true);
  });

  it('hears no stranger’s second line', async () => {
    channel = await Channel.open(process.platform);
    const wrong = await enter();
    const ended = once(wrong, 'close');
    wrong.write(`0\n${channel.nonce}\n`);
    await ended;
    await enterAsShell();
    expect(await channel.give(SECRET)).toBe(true);
  });

  it('does not keep who says nothing', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    channel = await Channel.open(process.platform);
    const silent = await enter();
    const ended = once(silent, 'close');
    await vi.waitUntil(() => vi.getTimerCount() > 0);
    vi.advanceTimersByTime(5_000);
    await ended;
    await enterAsShell();
    expect(await channel.give(SECRET)).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('ends for everybody when it is closed', async () => {
    channel = await Channel.open(process.platform);
    const ended = [await enter(), await enter()].map((socket) => once(socket, 'close'));
    channel.close();
    await Promise.all(ended);
    expect(await channel.give(SECRET)).toBe(false);
  });

  it.skipIf(isWindows)('is closed where no process could be started', async () => {
    const shell = makeShell({ ...KINDS[0]!, executable: 'not\0possible' });
    vi.stubEnv('TMPDIR', place);
    expect(await shell.perform(command('Test-Echo'), call())).toMatchObject({
      kind: 'not-sent',
      error: { code: 'HX-SHELL' },
    });
    await vi.waitFor(async () => expect(await readdir(place)).toEqual([]));
  });
});
