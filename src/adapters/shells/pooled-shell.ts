/**
 * One shell with helpers: the main shell runs every change, alone, and reads; when more reads are asked at a time,
 * further shells of the same kind take their part. It knows nothing of what a shell is, so the lab's and PowerShell's
 * are pooled alike.
 */
import { AsyncResource } from 'node:async_hooks';
import { appError } from '../../shared/errors';
import { isChange } from '../../core/commands/allow-list';
import type { ResolvedCmdlet } from '../../core/model/command';
import type { CallOptions, Clock, Log, RightsOutcome, Shell, ShellOutcome } from '../../core/ports';

/** A shell that can be closed. */
export interface PooledMember extends Shell {
  rights(options: CallOptions): Promise<RightsOutcome>;
  close(): Promise<void>;
}

/** What a pool is made of. */
export interface PoolOptions {
  readonly main: PooledMember;
  /** Makes another shell like the main one. It starts nothing before its first command. */
  readonly another: () => PooledMember;
  readonly log: Log;
  /** Real time. */
  readonly clock: Clock;
  /** Shells in all, the main one among them. */
  readonly size?: number;
  /** Milliseconds without a command after which the further shells are closed. */
  readonly idleMs?: number;
}

/** A server gives an account 18 shells by default (New-ThrottlingPolicy): eight stay free for the person's own. */
const SIZE = 10;
const IDLE_MS = 120_000;

interface Member {
  readonly shell: PooledMember;
  isBusy: boolean;
}

interface Job {
  readonly isChange: boolean;
  readonly options: CallOptions;
  /** By the clock. */
  readonly until: number;
  /** Asks a shell, and settles what was asked for. */
  readonly ask: (shell: PooledMember, options: CallOptions) => Promise<Asked>;
  readonly refuse: (outcome: NotSent) => void;
  readonly reject: (reason: unknown) => void;
  /** A change, the rights, or a read that a further shell has lost. */
  readonly isForMain: boolean;
}

/** What a shell answered, and how whoever asked is told. */
interface Asked {
  readonly outcome: ShellOutcome | RightsOutcome;
  readonly tell: () => void;
}

type NotSent = Extract<ShellOutcome, { kind: 'not-sent' }>;

/** Makes the pool. Commands begin in the order in which they are asked. */
export function pooledShell(options: PoolOptions): PooledMember {
  return new Pool(options);
}

class Pool implements PooledMember {
  private readonly main: Member;
  private readonly others = new Set<Member>();
  private readonly waiting: Job[] = [];
  private readonly size: number;
  /** Shells that may be open; fewer once the server has refused or lost one. */
  private most: number;
  private changing = false;
  private closing: Promise<unknown> | undefined;
  private readonly goodbyes = new Set<Promise<unknown>>();
  private idle = new AbortController();

  constructor(private readonly options: PoolOptions) {
    this.main = { shell: options.main, isBusy: false };
    this.size = options.size ?? SIZE;
    this.most = this.size;
  }

  get description(): string {
    return this.options.main.description;
  }

  get parallelReads(): number {
    return this.most;
  }

  invoke(command: ResolvedCmdlet, options: CallOptions): Promise<ShellOutcome> {
    const change = isChange(command.name);
    const ask = (shell: PooledMember, own: CallOptions): Promise<ShellOutcome> =>
      shell.invoke(command, own);
    return this.line(ask, options, { isChange: change, isForMain: change });
  }

  /** Every shell of the pool is the same account's; the main one is asked, in its turn like any read. */
  rights(options: CallOptions): Promise<RightsOutcome> {
    const ask = (shell: PooledMember, own: CallOptions): Promise<RightsOutcome> =>
      shell.rights(own);
    return this.line(ask, options, { isChange: false, isForMain: true });
  }

  private line<T extends ShellOutcome | RightsOutcome>(
    ask: (shell: PooledMember, options: CallOptions) => Promise<T>,
    options: CallOptions,
    kind: Pick<Job, 'isChange' | 'isForMain'>,
  ): Promise<T | NotSent> {
    return new Promise((resolve, reject) => {
      const until = this.options.clock.monotonic() + options.deadlineMs;
      // A job is begun by whoever made room for it; what it logs belongs to whoever asked.
      const answered = AsyncResource.bind(
        async (shell: PooledMember, own: CallOptions): Promise<Asked> => {
          const outcome = await ask(shell, own);
          return { outcome, tell: () => resolve(outcome) };
        },
      );
      this.waiting.push({ ...kind, options, until, ask: answered, refuse: resolve, reject });
      this.pump();
    });
  }

  /** Waits for what runs; what waits is not sent. */
  async close(): Promise<void> {
    this.closing ??= this.closeAll();
    await this.closing;
  }

  private async closeAll(): Promise<void> {
    this.idle.abort();
    for (const job of this.waiting.splice(0)) job.refuse(this.notSent('closed'));
    this.closeOthers();
    await Promise.all([this.main.shell.close(), ...this.goodbyes]);
  }

  /** Starts everything that may start now. */
  private pump(): void {
    this.idle.abort();
    for (let job = this.waiting[0]; job !== undefined; job = this.waiting[0]) {
      const member = this.memberFor(job);
      if (member === undefined) return;
      this.waiting.shift();
      void this.run(job, member);
    }
    if (!this.isAtWork()) void this.closeWhenIdle();
  }

  /** Who runs a job; nobody while it has to wait. */
  private memberFor(job: Job): Member | undefined {
    if (this.changing) return undefined;
    if (job.isChange) return this.isAtWork() ? undefined : this.main;
    if (!this.main.isBusy) return this.main;
    if (job.isForMain) return undefined;
    const free = [...this.others].find((member) => !member.isBusy);
    if (free !== undefined || this.others.size + 1 >= this.most) return free;
    const opened = { shell: this.options.another(), isBusy: false };
    this.others.add(opened);
    return opened;
  }

  private isClosing(): boolean {
    return this.closing !== undefined;
  }

  private isAtWork(): boolean {
    return this.main.isBusy || [...this.others].some((member) => member.isBusy);
  }

  private async run(job: Job, member: Member): Promise<void> {
    member.isBusy = true;
    this.changing = job.isChange;
    try {
      await this.ask(job, member);
    } catch (thrown) {
      job.reject(thrown);
    } finally {
      member.isBusy = false;
      this.changing = false;
      this.pump();
    }
  }

  /** Asks the shell; what a further shell has lost waits again, for the main one. */
  private async ask(job: Job, member: Member): Promise<void> {
    if (this.isClosing()) {
      job.refuse(this.notSent('closed'));
      return;
    }
    const deadlineMs = this.timeLeft(job);
    if (deadlineMs <= 0) {
      job.refuse(this.notSent(isCancelled(job) ? 'cancelled' : 'no answer in time'));
      return;
    }
    const { outcome, tell } = await job.ask(member.shell, { ...job.options, deadlineMs });
    if (member === this.main || !isLost(outcome)) {
      tell();
      return;
    }
    this.giveUp(member, outcome);
    if (this.timeLeft(job) <= 0 || this.isClosing()) {
      tell();
      return;
    }
    this.waiting.unshift({ ...job, isForMain: true });
  }

  /** Milliseconds; none once it is cancelled. */
  private timeLeft(job: Job): number {
    return isCancelled(job) ? 0 : job.until - this.options.clock.monotonic();
  }

  /** A further shell that was refused or lost is done without: reading is slower then, and nothing else. */
  private giveUp(member: Member, outcome: Lost): void {
    this.most = Math.max(1, this.most - 1);
    this.options.log.warn('shell.fewer', {
      code: outcome.error.code,
      detail: outcome.error.detail ?? '',
      shells: this.most,
    });
    this.part(member);
  }

  private async closeWhenIdle(): Promise<void> {
    const isAsAtFirst = this.others.size === 0 && this.most === this.size;
    if (isAsAtFirst || this.isClosing()) return;
    const { signal } = (this.idle = new AbortController());
    try {
      await this.options.clock.sleep(this.options.idleMs ?? IDLE_MS, signal);
    } catch {
      return;
    }
    if (signal.aborted) return;
    this.closeOthers();
    // Another time the server may give more.
    this.most = this.size;
  }

  private closeOthers(): void {
    for (const member of this.others) this.part(member);
  }

  private part(member: Member): void {
    this.others.delete(member);
    const goodbye = member.shell.close().finally(() => this.goodbyes.delete(goodbye));
    this.goodbyes.add(goodbye);
  }

  private notSent(detail: string): NotSent {
    return { kind: 'not-sent', error: appError('HX-REACH', { target: this.description }, detail) };
  }
}

function isCancelled({ options }: Job): boolean {
  return options.signal?.aborted === true;
}

type Lost = Extract<ShellOutcome | RightsOutcome, { error: unknown }>;

/** True when it was the shell that failed: what is wrong with the command itself is the same in every shell. */
function isLost(outcome: ShellOutcome | RightsOutcome): outcome is Lost {
  if (outcome.kind === 'unknown') return true;
  return outcome.kind === 'not-sent' && !['HX-INPUT', 'HX-BUG'].includes(outcome.error.code);
}
