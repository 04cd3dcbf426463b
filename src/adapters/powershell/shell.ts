/**
 * The shell port on a PowerShell process. Every way in which the library, the process, the bridge or the session can
 * fail ends here as `done`, `failed`, `not-sent` or `unknown`; see docs/powershell.md for the table.
 */
import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { AppError } from '../../shared/errors';
import { CodedError, appError } from '../../shared/errors';
import { assertAllowed } from '../../core/commands/allow-list';
import type { ResolvedCmdlet } from '../../core/model/command';
import type {
  CallOptions,
  Log,
  RightsOutcome,
  Shell,
  ShellErrorRecord,
  ShellOutcome,
} from '../../core/ports';
import type { Answer } from './answer';
import { BridgeProcess, wait } from './bridge-process';
import type { Exchange } from './bridge-process';
import type { ShellSecret } from './channel';
import {
  connectFinding,
  isConnectionLoss,
  isConnectionRefused,
  sessionFinding,
  startFinding,
} from './findings';
import type { StartOptions } from './library';
import type { BridgeOperation, Hello } from './protocol';
import { helloSchema, invokeOperation, nameOf, sessionRightsSchema } from './protocol';

/** What a shell is for. */
export interface PowerShellOptions extends StartOptions {
  /** Absolute path of Crossprem.Bridge.psm1, outside any archive. */
  readonly modulePath: string;
  readonly platform: NodeJS.Platform;
  /** For people. */
  readonly description: string;
  /** Host that errors name. */
  readonly target: string;
  /** Opens the session; absent for a shell without one. */
  readonly connect?: BridgeOperation;
  /** Looked at before each start; an error starts nothing. */
  readonly check?: () => Promise<AppError | undefined>;
  /** After the shell was closed: removes what was made for it. */
  readonly dispose?: () => Promise<void>;
  /** Taken at each start, and none is HX-NOCRED; goes through the private pipe only. */
  readonly secret?: () => ShellSecret | undefined;
  readonly log?: Log;
  /** How long a process may take to answer `hello`. */
  readonly startMs?: number;
  /** How long a request may take to stop by itself before its process is ended. */
  readonly graceMs?: number;
  readonly onProgress?: (text: string) => void;
}

/** How a request to the bridge ended. */
export type RequestOutcome =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'not-sent'; readonly error: AppError }
  | { readonly kind: 'unknown'; readonly error: AppError };

const START_MS = 60_000;
/** Opening a session may take a minute (the bridge's OpenTimeout), and importing its commands another. */
const CONNECT_MS = 150_000;
/** The bridge's fault for a session that was closed before the command: nothing was sent. */
const SESSION_GONE = 'Crossprem.SessionGone';
const GRACE_MS = 2_000;

/** A shell that starts its process when it is first needed and again after one was lost. One request at a time. */
export class PowerShellShell implements Shell {
  private queue: Promise<unknown> = Promise.resolve();
  private process: BridgeProcess | undefined;
  private closed = false;
  /** What the running process said of itself. */
  hello: Hello | undefined;

  constructor(private readonly options: PowerShellOptions) {}

  get description(): string {
    return this.options.description;
  }

  /** Process id of the running shell, for tests and support. */
  get processId(): number | undefined {
    return this.process?.processId;
  }

  async invoke(command: ResolvedCmdlet, options: CallOptions): Promise<ShellOutcome> {
    let operation: BridgeOperation;
    try {
      assertAllowed(command, this.options.connect?.op === 'connect-online' ? 'online' : 'exchange');
      operation = invokeOperation(command);
    } catch (thrown) {
      return { kind: 'not-sent', error: toError(thrown) };
    }
    return this.perform(operation, options);
  }

  /** Sends any operation of the bridge and judges its answer as a command's. */
  async perform(operation: BridgeOperation, options: CallOptions): Promise<ShellOutcome> {
    return this.judge(await this.request(operation, options));
  }

  /** Which commands and parameters the session offers: the rights that the account really has. */
  async rights(options: CallOptions): Promise<RightsOutcome> {
    const outcome = this.judge(await this.request({ op: 'rights' }, options));
    if (outcome.kind === 'failed')
      return { kind: 'not-sent', error: this.error('HX-REACH', outcome.record.message) };
    return outcome.kind === 'done'
      ? { kind: 'done', rights: v.parse(sessionRightsSchema, outcome.items) }
      : outcome;
  }

  /** Sends any operation of the bridge. */
  request(operation: BridgeOperation, options: CallOptions): Promise<RequestOutcome> {
    const giveUp = limit(options);
    const turn = this.queue.then(() => this.take(operation, options.requestId, giveUp));
    this.queue = turn.catch(() => undefined);
    return turn.finally(giveUp.dispose);
  }

  /** Closes the session and ends the process with everything it started. */
  async close(): Promise<void> {
    this.closed = true;
    await this.queue;
    const { process } = this;
    this.process = undefined;
    await process?.part(GRACE_MS);
    await this.options.dispose?.();
  }

  private async take(
    operation: BridgeOperation,
    id: string,
    giveUp: Limit,
  ): Promise<RequestOutcome> {
    if (giveUp.reason !== undefined || this.closed)
      return { kind: 'not-sent', error: this.error('HX-REACH', giveUp.reason ?? 'closed') };
    const outcome = await this.send(operation, id, giveUp);
    // The server closes a session that was idle. Nothing was sent, so a new session may have even a change.
    return isGone(outcome) ? this.send(operation, id, giveUp) : outcome;
  }

  private async send(
    operation: BridgeOperation,
    id: string,
    giveUp: Limit,
  ): Promise<RequestOutcome> {
    const ready = await this.ready(giveUp);
    if (!(ready instanceof BridgeProcess)) return { kind: 'not-sent', error: ready };
    const started = performance.now();
    const outcome = await this.run(ready, operation, id, giveUp);
    if (isGone(outcome)) await this.discard(ready);
    this.options.log?.info('shell.request', {
      ...nameOf(operation),
      target: this.options.target,
      request: id,
      outcome: isGone(outcome) ? 'session-gone' : outcome.kind,
      milliseconds: Math.round(performance.now() - started),
    });
    return outcome;
  }

  private async run(
    process: BridgeProcess,
    operation: BridgeOperation,
    id: string,
    giveUp: Limit,
  ): Promise<RequestOutcome> {
    const progress = this.options.onProgress ?? (() => undefined);
    const exchange = process.exchange(operation, id, progress);
    const first = await Promise.race([exchange, giveUp.over]);
    if (first === undefined)
      return this.abandon(process, exchange, id, giveUp.reason ?? 'given up');
    if (first.kind !== 'answer') {
      await this.discard(process);
      return { kind: 'unknown', error: this.error('HX-LOST', REASONS[first.kind]) };
    }
    const isSession = operation.op === 'invoke' && first.answer.session !== 'Opened';
    if (isSession && this.options.connect !== undefined) await this.discard(process);
    return { kind: 'answer', answer: first.answer };
  }

  /** Stops a request that ran out of time or was cancelled. Its outcome is unknown, whatever it says now. */
  private async abandon(
    process: BridgeProcess,
    exchange: Promise<Exchange>,
    id: string,
    reason: string,
  ): Promise<RequestOutcome> {
    const grace = this.options.graceMs ?? GRACE_MS;
    void process.channel.cancel(id);
    const last = await Promise.race([exchange, wait(grace)]);
    if (last?.kind !== 'answer') await this.discard(process);
    return { kind: 'unknown', error: this.error('HX-LOST', reason) };
  }

  /** The running process, or a new one with its session open. An error means that nothing was sent. */
  private async ready(giveUp: Limit): Promise<BridgeProcess | AppError> {
    const current = this.process;
    if (current !== undefined) {
      if (await current.isReady(GRACE_MS)) return current;
      await this.discard(current);
    }
    const fault = await this.options.check?.();
    return fault ?? this.start(giveUp);
  }

  private async start(giveUp: Limit): Promise<BridgeProcess | AppError> {
    let process: BridgeProcess;
    try {
      const { modulePath, platform } = this.options;
      process = await BridgeProcess.start(this.options, modulePath, platform);
    } catch (thrown) {
      return startFinding(this.options.executable, message(thrown));
    }
    const fault = await this.prepare(process, giveUp);
    if (fault === undefined) {
      this.process = process;
      return process;
    }
    await process.stop(0);
    return fault;
  }

  private async prepare(process: BridgeProcess, giveUp: Limit): Promise<AppError | undefined> {
    const { name, nonce } = process.channel;
    const greeting = { op: 'hello', channel: { name, nonce } } as const;
    const hello = await this.step(process, greeting, giveUp, this.options.startMs ?? START_MS);
    const parsed = v.safeParse(helloSchema, hello?.items[0]);
    if (!parsed.success) return this.startFault(process, hello, giveUp);
    this.hello = parsed.output;
    if (parsed.output.languageMode !== 'FullLanguage')
      return startFinding(this.options.executable, parsed.output.languageMode);
    const { secret, connect } = this.options;
    const given = secret?.();
    if (secret !== undefined && given === undefined)
      return appError('HX-NOCRED', { target: this.options.target });
    if (given !== undefined && !(await process.channel.give(given)))
      return this.error('HX-SHELL', 'the private pipe is closed');
    if (connect === undefined) return undefined;
    const opened = await this.step(process, connect, giveUp, CONNECT_MS);
    if (opened === undefined) return this.error('HX-REACH', giveUp.reason ?? 'no answer');
    const [record] = opened.errors;
    if (record === undefined) return undefined;
    return connectFinding(record, this.options.target, connect);
  }

  private startFault(process: BridgeProcess, hello: Answer | undefined, giveUp: Limit): AppError {
    const said = hello?.errors.map((record) => record.message).join('\n') ?? process.errorText;
    return startFinding(this.options.executable, said === '' ? (giveUp.reason ?? '') : said);
  }

  private async step(
    process: BridgeProcess,
    operation: BridgeOperation,
    giveUp: Limit,
    milliseconds: number,
  ): Promise<Answer | undefined> {
    const progress = this.options.onProgress ?? (() => undefined);
    const exchange = process.exchange(operation, randomUUID(), progress);
    const outcome = await Promise.race([exchange, giveUp.over, wait(milliseconds)]);
    return outcome?.kind === 'answer' ? outcome.answer : undefined;
  }

  private async discard(process: BridgeProcess): Promise<void> {
    if (this.process === process) this.process = undefined;
    await process.stop(0);
  }

  /** From an answer to the port's outcome. One error is enough: an answer with errors is never a success. */
  private judge(outcome: RequestOutcome): ShellOutcome {
    if (outcome.kind !== 'answer') return outcome;
    const { answer } = outcome;
    const [first] = answer.errors;
    if (answer.cancelled) return { kind: 'unknown', error: this.error('HX-LOST', 'cancelled') };
    if (first === undefined)
      return { kind: 'done', items: answer.items, warnings: answer.warnings };
    if (isGone(outcome))
      return { kind: 'not-sent', error: this.error('HX-REACH', `session ${first.message}`) };
    if (answer.errors.some(isConnectionRefused))
      return { kind: 'not-sent', error: sessionFinding(first, this.options.target) };
    if (answer.errors.some(isConnectionLoss))
      return { kind: 'unknown', error: this.error('HX-LOST', first.message) };
    if (first.fullyQualifiedErrorId.startsWith('Crossprem.'))
      return {
        kind: 'not-sent',
        error: appError('HX-BUG', {}, `${first.fullyQualifiedErrorId}: ${first.message}`),
      };
    return { kind: 'failed', record: plain(first) };
  }

  private error(code: 'HX-REACH' | 'HX-LOST' | 'HX-SHELL', detail: string): AppError {
    const { target, executable } = this.options;
    return appError(code, code === 'HX-SHELL' ? { executable } : { target }, detail);
  }
}

const REASONS = {
  refused: 'the shell took the request and gave no answer',
  gone: 'the shell ended',
  'too-much': 'the shell wrote more than an answer can hold',
  malformed: 'the answer is not whole',
} as const;

function isGone(outcome: RequestOutcome): boolean {
  return (
    outcome.kind === 'answer' && outcome.answer.errors[0]?.fullyQualifiedErrorId === SESSION_GONE
  );
}

function plain(record: ShellErrorRecord): ShellErrorRecord {
  const { message, fullyQualifiedErrorId, category, exceptionType } = record;
  return { message, fullyQualifiedErrorId, category, exceptionType };
}

function toError(thrown: unknown): AppError {
  return thrown instanceof CodedError ? thrown.error : appError('HX-BUG', {}, message(thrown));
}

function message(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** Deadline and cancel of one request. */
interface Limit {
  /** Resolves when either came. */
  readonly over: Promise<undefined>;
  readonly reason: string | undefined;
  readonly dispose: () => void;
}

function limit({ deadlineMs, signal }: CallOptions): Limit {
  let reason: string | undefined;
  let stop: (why: string) => void = () => undefined;
  const over = new Promise<undefined>((resolve) => {
    stop = (why) => {
      reason ??= why;
      resolve(undefined);
    };
  });
  const onAbort = (): void => stop('cancelled');
  const timer = setTimeout(() => stop('no answer in time'), deadlineMs);
  if (signal?.aborted === true) onAbort();
  signal?.addEventListener('abort', onAbort, { once: true });
  const dispose = (): void => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  };
  return {
    over,
    dispose,
    get reason() {
      return reason;
    },
  };
}
