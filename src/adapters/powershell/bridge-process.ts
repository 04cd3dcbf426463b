/** One PowerShell process with the bridge in it: starts it, sends one request at a time, ends it with all it started. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { Answer } from './answer';
import { AnswerCollector } from './answer';
import { Channel } from './channel';
import { killTree } from './kill-tree';
import type { ProcessEnd, StartOptions } from './library';
import { LibraryShell } from './library';
import type { BridgeOperation } from './protocol';
import { loadLine, requestLine } from './protocol';
import type { ReadFault } from './reply-reader';
import { ReplyReader } from './reply-reader';

/** How a request ended. `refused`: the prompt came back without an answer; `gone`: the process ended meanwhile. */
export type Exchange =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'refused' | 'gone' | ReadFault };

/** One page, before the answer is whole. */
type Page =
  { readonly kind: 'page'; readonly more: boolean } | Exclude<Exchange, { kind: 'answer' }>;

/** How long closing the sessions may take; those that stay open count on the server. */
const CLOSE_MS = 2_000;
/** How long the bridge may take to close its session by itself. */
const PART_MS = 10_000;

/** A process. It is given up, never repaired: after anything but an answer, end it and start another. */
export class BridgeProcess {
  private readonly library: LibraryShell;
  private reader: ReplyReader | undefined;
  private end: ProcessEnd | undefined;
  private onEnd: () => void = () => undefined;
  private prompt: Promise<unknown> = Promise.resolve();
  readonly ended: Promise<ProcessEnd>;
  /** The end of what was written to standard error, for diagnosis only. */
  errorText = '';

  private constructor(
    options: StartOptions,
    readonly channel: Channel,
    private readonly platform: NodeJS.Platform,
  ) {
    this.library = new LibraryShell(options);
    this.library.streams.stdout.on('data', (part: string) => this.reader?.feed(part));
    this.library.streams.stderr.on('data', (part: string) => {
      this.errorText = `${this.errorText}${part}`.slice(-4_000);
      this.reader?.count(part.length);
    });
    this.ended = this.library.ended().then((end) => {
      this.end = end;
      channel.close();
      this.onEnd();
      return end;
    });
  }

  /** Starts a process and loads the bridge. What went wrong shows in `errorText` and at the first request. */
  static async start(
    options: StartOptions,
    modulePath: string,
    platform: NodeJS.Platform,
  ): Promise<BridgeProcess> {
    const channel = await Channel.open(platform);
    try {
      const started = new BridgeProcess(options, channel, platform);
      void started.library.send(loadLine(modulePath));
      return started;
    } catch (thrown) {
      // Nobody else would, and a pipe that listens keeps the program alive.
      channel.close();
      throw thrown;
    }
  }

  /** False once the process ended. */
  get isAlive(): boolean {
    return this.end === undefined;
  }

  get processId(): number | undefined {
    return this.library.child.pid;
  }

  /** Sends a request and fetches every page of its answer. Never rejects. */
  async exchange(
    operation: BridgeOperation,
    id: string,
    onProgress: (text: string) => void,
  ): Promise<Exchange> {
    const collector = new AnswerCollector(id, onProgress);
    let page = await this.page(operation, id, collector);
    while (page.kind === 'page' && page.more) page = await this.page({ op: 'next' }, id, collector);
    if (page.kind !== 'page') return page;
    const answer = collector.finish();
    return answer === undefined ? { kind: 'malformed' } : { kind: 'answer', answer };
  }

  private page(operation: BridgeOperation, id: string, collector: AnswerCollector): Promise<Page> {
    if (!this.isAlive) return Promise.resolve({ kind: 'gone' });
    const nonce = randomBytes(12).toString('hex');
    return new Promise((resolve) => {
      let done: Page | undefined;
      const finish = (page: Page): void => {
        done ??= page;
        resolve(done);
      };
      this.reader = new ReplyReader(
        nonce,
        (reply, bytes) => {
          const taken = collector.add(reply, bytes);
          if (taken !== 'taken') finish({ kind: taken });
          // The prompt follows; the next request waits for it in the library's queue.
          else if (reply.k === 'done') finish({ kind: 'page', more: reply.more });
        },
        (fault) => finish({ kind: fault }),
      );
      // Not through `ended`: it would keep every answer until the process ends.
      this.onEnd = () => finish({ kind: 'gone' });
      this.prompt = this.library.send(requestLine(operation, id, nonce)).then(async () => {
        // The library also comes back when the process ends; what it wrote may still be on its way.
        if (this.isEnding()) await this.ended;
        finish({ kind: this.isAlive ? 'refused' : 'gone' });
      });
    });
  }

  /**
   * True when the prompt is back and the process can take a request. A command that read standard input has eaten the
   * lines that tell so: such a process cannot be used again.
   */
  async isReady(withinMs: number): Promise<boolean> {
    const back = this.prompt.then(() => this.isAlive);
    return this.isAlive && (await Promise.race([back, wait(withinMs)])) === true;
  }

  private isEnding(): boolean {
    const { child } = this.library;
    return child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
  }

  /**
   * Closes the sessions, lets the process end by itself, then ends it and everything it started. Without grace it is
   * ended while it lives: the children of a process that ended by itself could not be found any more.
   */
  async stop(graceMs: number): Promise<void> {
    await Promise.race([this.channel.closeSessions(), this.ended, wait(CLOSE_MS)]);
    if (graceMs > 0) {
      this.channel.close();
      this.library.streams.stdin.end();
      await Promise.race([this.ended, wait(graceMs)]);
    }
    const id = this.processId;
    if (id !== undefined && this.isAlive) await killTree(id, this.platform);
    this.channel.close();
    await Promise.race([this.ended, wait(5_000)]);
  }

  /** Lets it close its session, then stops it. */
  async part(graceMs: number): Promise<void> {
    const bye = this.exchange({ op: 'disconnect' }, randomUUID(), () => undefined);
    await Promise.race([bye, wait(PART_MS)]);
    await this.stop(graceMs);
  }
}

/** Waits; does not keep the program alive. */
export function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}
