/**
 * node-powershell as far as it is used: it starts the process, writes a line, and knows when the prompt is back. How it
 * fails and what is done about it: docs/powershell.md.
 */
import { ChildProcess } from 'node:child_process';
import { PowerShell } from 'node-powershell';
import * as v from 'valibot';

/** What the process is started with. */
export interface StartOptions {
  /** Absolute path. */
  readonly executable: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly folder: string;
  readonly executionPolicy: string;
}

/** Fields that the library declares private; a unit test holds version 5.0.1 to them. */
const internals = v.object({ process: v.instance(ChildProcess), exitPromise: v.instance(Promise) });

/** How the process ended. */
export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: string | null;
  readonly error?: string;
}

/**
 * The library races every command against the end of the process, and so hangs every command's output on one promise
 * for the shell's life. This stand-in remembers only the command that runs now. It also observes the end, which would
 * otherwise be an unhandled rejection when nothing runs.
 */
function withoutMemory(exit: Promise<unknown>): PromiseLike<unknown> {
  let last: (() => void) | undefined;
  let isOver = false;
  const tell = (): void => {
    isOver = true;
    last?.();
  };
  exit.then(tell, tell);
  return Object.freeze({
    then(onEnd?: ((value: undefined) => unknown) | null): PromiseLike<never> {
      last = () => void onEnd?.(undefined);
      if (isOver) last();
      return new Promise<never>(() => undefined);
    },
  });
}

/** The library's class with its process in sight. */
export class LibraryShell extends PowerShell {
  readonly child: ChildProcess;

  constructor(options: StartOptions) {
    const spawnOptions = {
      windowsHide: true,
      // Ctrl+C in a terminal is for this program; the pipe then ends the shell, which closes its session first. On
      // Windows a hidden console of its own does the same.
      detached: process.platform !== 'win32',
      cwd: options.folder,
      env: { ...options.environment },
    };
    super({
      executable: options.executable,
      executableOptions: {
        '-NoProfile': true,
        '-NonInteractive': true,
        // Only Windows has execution policies; elsewhere the option is accepted and without effect.
        '-ExecutionPolicy': options.executionPolicy,
      },
      spawnOptions,
      // Everything on stderr would otherwise be an error, and a time-out would leave the command running.
      throwOnInvocationError: false,
      invocationTimeout: 0,
    });
    const found = v.parse(internals, {
      process: Reflect.get(this, 'process'),
      exitPromise: Reflect.get(this, 'exitPromise'),
    });
    this.child = found.process;
    Reflect.set(this, 'exitPromise', withoutMemory(found.exitPromise));
    for (const stream of [this.streams.stdin, this.streams.stdout, this.streams.stderr])
      stream.on('error', () => undefined);
  }

  /** Exactly the file that was chosen: the library would let an environment variable win. */
  protected override setExecutable(options: { executable?: string }): string {
    return options.executable ?? '';
  }

  /** Sends one line; resolves when the prompt is back or the process ended. Never rejects. */
  async send(line: string): Promise<void> {
    try {
      await this.invoke(line);
    } catch {
      // How the process ended is told by `ended`.
    } finally {
      // The library keeps every command and its output for the shell's life.
      this.history.length = 0;
    }
  }

  /** Resolves when the process ended and what it wrote has arrived. */
  ended(): Promise<ProcessEnd> {
    const { child } = this;
    return new Promise((resolve) => {
      let error: string | undefined;
      const finish = (code: number | null, signal: string | null): void => {
        resolve({ code, signal, ...(error === undefined ? {} : { error }) });
      };
      child.once('error', (thrown) => {
        error = thrown.message;
        if (child.pid === undefined) finish(null, null);
      });
      child.once('close', finish);
      // A process it started may hold the pipes open.
      child.once('exit', (code, signal) => setTimeout(() => finish(code, signal), 1_000).unref());
    });
  }
}
