/**
 * The private pipe to one shell: a named pipe on Windows, a socket in a folder of our own elsewhere. The first to show
 * the one-time nonce has it; a named pipe's name is no secret, so anybody on the computer may knock. Secrets travel here and nowhere else; closing it ends the shell.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A secret as a shell gets it. */
export interface ShellSecret {
  /** Name that requests use for it. Letters only. */
  readonly name: string;
  readonly user: string;
  readonly secret: string;
}

/** Milliseconds that a connection has to show the nonce; the shell writes it at once. */
const NONCE_MS = 5_000;

/** The parent's end of the pipe. */
export class Channel {
  private socket: Socket | undefined;
  /** Connections that have not shown the nonce. */
  private readonly strangers = new Set<Socket>();
  private settle: (socket: Socket | undefined) => void = () => undefined;
  /** Resolves with the connection once the shell has shown the nonce; with nothing when that will not be. */
  private readonly opened = new Promise<Socket | undefined>((resolve) => (this.settle = resolve));
  private readonly waiting: ((ok: boolean) => void)[] = [];
  readonly nonce = randomBytes(24).toString('hex');

  private constructor(
    readonly name: string,
    private readonly folder: string | undefined,
    private readonly server: Server,
  ) {
    server.on('connection', (socket) => this.accept(socket));
    server.on('error', () => this.close());
  }

  /** Starts to listen. */
  static async open(platform: NodeJS.Platform): Promise<Channel> {
    const isWindows = platform === 'win32';
    const folder = isWindows ? undefined : await mkdtemp(join(tmpdir(), 'crossprem-'));
    const short = `crossprem-${randomBytes(12).toString('hex')}`;
    const name = folder === undefined ? short : join(folder, 'shell');
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(isWindows ? `\\\\.\\pipe\\${short}` : name, resolve);
    });
    return new Channel(name, folder, server);
  }

  /** Hands a secret over. False when the shell did not take it. */
  give({ name, user, secret }: ShellSecret): Promise<boolean> {
    const words = [user, secret].map((text) => Buffer.from(text, 'utf8').toString('base64'));
    return this.say(`secret ${name} ${words.join(' ')}`);
  }

  /** Asks the shell to stop a request at its next output. */
  cancel(id: string): Promise<boolean> {
    return this.say(`cancel ${id}`);
  }

  /** Ends the connection, and with it the shell. */
  close(): void {
    this.socket?.destroy();
    this.socket = undefined;
    this.settle(undefined);
    for (const answer of this.waiting.splice(0)) answer(false);
    this.shut();
    if (this.folder !== undefined)
      void rm(this.folder, { recursive: true, force: true }).catch(() => undefined);
  }

  /** Lets nobody in any more and sends strangers away. */
  private shut(): void {
    this.server.close();
    for (const stranger of this.strangers) stranger.destroy();
  }

  private async say(line: string): Promise<boolean> {
    // The shell may have answered on its output before its connection was seen here.
    const socket = await this.opened;
    if (socket === undefined || socket.destroyed) return false;
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      socket.write(`${line}\n`);
    });
  }

  /** A stranger, until its first line is the nonce. Any other line, too long a line or none in time ends it. */
  private accept(socket: Socket): void {
    // It was on its way when the last place was taken.
    if (!this.server.listening) socket.destroy();
    this.strangers.add(socket);
    const late = setTimeout(() => socket.destroy(), NONCE_MS).unref();
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(late);
      this.strangers.delete(socket);
      if (socket === this.socket) this.close();
    });
    eachLine(socket, (line) => {
      if (socket === this.socket) this.waiting.shift()?.(true);
      else if (isEqual(line.trim(), this.nonce)) {
        clearTimeout(late);
        this.strangers.delete(socket);
        this.socket = socket;
        this.shut();
        this.settle(socket);
      } else socket.destroy();
    });
  }
}

/** Tells each line until the socket is destroyed, which too long a line does. */
function eachLine(socket: Socket, onLine: (line: string) => void): void {
  let text = '';
  socket.setEncoding('utf8');
  socket.on('data', (part: string) => {
    text += part;
    const lines = text.split('\n');
    text = lines.pop() ?? '';
    if (text.length > 1_000) socket.destroy();
    for (const line of lines) if (!socket.destroyed) onLine(line);
  });
}

function isEqual(left: string, right: string): boolean {
  const [one, other] = [Buffer.from(left), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
}
