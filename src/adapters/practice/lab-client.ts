/** The product's end of the practice lab's wire: shell, control and virtual clock. */
import { request } from 'node:http';
import * as v from 'valibot';
import { CodedError, appError } from '../../shared/errors';
import type { LabControl, LabReady, LabShellKind, LabStatus } from '../../shared/lab';
import type { Result } from '../../shared/result';
import type { CallOptions, Clock, RightsOutcome, Shell, ShellOutcome } from '../../core/ports';
import { ALLOWED_CMDLETS, isSentAsNull } from '../../core/commands/allow-list';
import type { ResolvedCmdlet } from '../../core/model/command';
import { sessionFinding } from '../powershell/findings';
import type { PooledMember } from '../shells/pooled-shell';
import { answerSchema, rightsSchema, statusSchema } from './lab-schemas';

/** A reply, or how the connection failed: `refused` before anything was sent, `lost` after. */
type Reply =
  | { readonly kind: 'reply'; readonly text: string }
  | { readonly kind: 'refused'; readonly detail: string }
  | { readonly kind: 'lost'; readonly detail: string };

const CLOSE_MS = 5_000;

/** One call to the lab's endpoint. Never rejects. */
export function postLab(
  ready: LabReady,
  path: string,
  body: unknown,
  options: { timeoutMs: number; signal?: AbortSignal },
): Promise<Reply> {
  return new Promise((resolve) => {
    const text = JSON.stringify(body);
    let connected = false;
    const call = request(`${ready.endpoint}${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${ready.secret}`,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(text),
      },
      timeout: options.timeoutMs,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    const broken = (detail: string): void => {
      resolve({ kind: connected ? 'lost' : 'refused', detail });
    };
    call.on('socket', (socket) => {
      if (socket.connecting) socket.once('connect', () => (connected = true));
      else connected = true;
    });
    call.on('timeout', () => call.destroy(new Error('timed out')));
    call.on('error', (error) => {
      broken(error.message);
    });
    call.on('response', (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', (error) => {
        broken(error.message);
      });
      response.on('end', () => {
        const whole = Buffer.concat(parts).toString('utf8');
        if (response.statusCode === 200) resolve({ kind: 'reply', text: whole });
        else broken(`HTTP ${String(response.statusCode)}`);
      });
    });
    call.end(text);
  });
}

/** Sends a control call and returns the lab's status. HX-LAB when it does not answer. */
export async function controlLab(ready: LabReady, control: LabControl): Promise<LabStatus> {
  const reply = await postLab(ready, '/control', control, { timeoutMs: 30_000 });
  if (reply.kind !== 'reply') throw new CodedError(appError('HX-LAB', {}, reply.detail));
  const parsed = v.safeParse(statusSchema, parseJson(reply.text));
  if (!parsed.success) throw new CodedError(appError('HX-LAB', {}, parsed.issues[0].message));
  return parsed.output;
}

/**
 * The shell port straight on the lab: no PowerShell in between. One command at a time. A further shell of the same
 * caller has an id, and is closed when it is done with.
 */
export function labShell(ready: LabReady, shellId?: string): PooledMember {
  const target = ready.exchangeServer;
  const session: LabSession = {
    shell: 'exchange',
    target,
    ...(shellId === undefined ? {} : { shellId }),
  };
  const queue = serial((command, options) => invoke(ready, session, command, options));
  return {
    description: target,
    invoke: queue.invoke,
    rights: (options) => rights(ready, options),
    close: async () => {
      await queue.idle();
      if (shellId !== undefined)
        await postLab(ready, '/close', { shellId }, { timeoutMs: CLOSE_MS });
    },
  };
}

/** Exchange Online of the lab. Each command carries a token that the lab's authority issued for it. */
export function labOnlineShell(
  ready: LabReady,
  takeToken: () => Promise<Result<{ readonly accessToken: string }>>,
): Shell {
  const target = 'Exchange Online';
  const { invoke: send } = serial(async (command, options) => {
    const token = await takeToken();
    if (!token.ok) return { kind: 'not-sent', error: token.error };
    const { accessToken } = token.value;
    return invoke(ready, { shell: 'online', target, accessToken }, command, options);
  });
  return { description: target, invoke: send };
}

/**
 * A session with a front end of the lab's pool; `computer` is its FQDN or name, the first front end where absent. Known
 * by HX-REACH: `PSSessionOpenFailed` where the organisation has no pool, or no such front end.
 */
export function labSkypeShell(ready: LabReady, computer?: string): Shell {
  const target = computer ?? 'Skype for Business Server';
  const session: LabSession = {
    shell: 'skype',
    target,
    ...(computer === undefined ? {} : { computer }),
  };
  const { invoke: send } = serial((command, options) => invoke(ready, session, command, options));
  return { description: target, invoke: send };
}

/** The own shell of the lab's Exchange server, for the named operations of LAB_OPERATIONS. */
export function labLocalShell(ready: LabReady): Shell {
  const target = ready.exchangeServer;
  const { invoke: send } = serial((command, options) =>
    invoke(ready, { shell: 'local', target }, command, options),
  );
  return { description: target, invoke: send };
}

/** Commands one after the other, in the order in which they were asked for. */
function serial(run: Shell['invoke']): {
  readonly invoke: Shell['invoke'];
  readonly idle: () => Promise<unknown>;
} {
  let queue: Promise<unknown> = Promise.resolve();
  return {
    invoke: (command, options) => {
      const done = queue.then(() => run(command, options));
      queue = done.catch(() => undefined);
      return done;
    },
    idle: () => queue,
  };
}

async function rights(ready: LabReady, options: CallOptions): Promise<RightsOutcome> {
  const limits = options.signal === undefined ? {} : { signal: options.signal };
  const reply = await postLab(ready, '/rights', {}, { timeoutMs: options.deadlineMs, ...limits });
  const target = ready.exchangeServer;
  if (reply.kind !== 'reply')
    return { kind: 'not-sent', error: appError('HX-REACH', { target }, reply.detail) };
  const parsed = v.safeParse(rightsSchema, parseJson(reply.text));
  if (!parsed.success)
    return { kind: 'not-sent', error: appError('HX-REACH', { target }, parsed.issues[0].message) };
  const { commands } = parsed.output;
  return {
    kind: 'done',
    rights: Object.entries(ALLOWED_CMDLETS).map(([command, { parameters }]) => {
      const offered = Object.hasOwn(commands, command) ? commands[command] : undefined;
      const missing = Object.keys(parameters).filter((name) => offered?.includes(name) === false);
      return { command, found: offered !== undefined, missing };
    }),
  };
}

/** Which of the lab's shells is meant, and what it is called in errors. */
interface LabSession {
  readonly shell: LabShellKind;
  readonly target: string;
  /** Of `skype`: the front end. */
  readonly computer?: string;
  /** Which of the caller's shells; absent: its first. */
  readonly shellId?: string;
  readonly accessToken?: string;
}

async function invoke(
  ready: LabReady,
  session: LabSession,
  command: ResolvedCmdlet,
  options: CallOptions,
): Promise<ShellOutcome> {
  const { target, shell, shellId, computer, accessToken } = session;
  const body = {
    shell,
    ...(computer === undefined ? {} : { computer }),
    ...(shellId === undefined ? {} : { shellId }),
    command: command.name,
    parameters: sentParameters(command),
    requestId: options.requestId,
    ...(accessToken === undefined ? {} : { accessToken }),
  };
  const reply = await postLab(ready, '/shell', body, {
    timeoutMs: options.deadlineMs,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  if (reply.kind === 'refused')
    return { kind: 'not-sent', error: appError('HX-REACH', { target }, reply.detail) };
  if (reply.kind !== 'reply')
    return { kind: 'unknown', error: appError('HX-LOST', { target }, reply.detail) };
  const parsed = v.safeParse(answerSchema, parseJson(reply.text));
  if (!parsed.success) {
    const detail = parsed.issues[0].message;
    return { kind: 'unknown', error: appError('HX-LOST', { target }, detail) };
  }
  const answer = parsed.output;
  if (answer.error?.fullyQualifiedErrorId.includes('PSSessionOpenFailed') === true)
    return { kind: 'not-sent', error: sessionFinding(answer.error, target) };
  if (answer.error !== undefined) return { kind: 'failed', record: answer.error };
  return { kind: 'done', items: answer.items, warnings: answer.warnings };
}

/** An empty link is sent as $null: an empty identity would be refused, or answered with everything. */
function sentParameters(command: ResolvedCmdlet): Readonly<Record<string, unknown>> {
  const entries = Object.entries(command.parameters).map(([name, value]): [string, unknown] => [
    name,
    isSentAsNull(command.name, name, value) ? null : value,
  ]);
  return Object.fromEntries(entries);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The lab's clock; `sync` takes what a control call said of it. */
export interface LabClock extends Clock {
  readonly sync: (status: LabStatus) => void;
}

/**
 * The lab's virtual time. Waiting moves the lab's clock forward instead of waiting, so that replication and
 * propagation pass at once; durations count what was waited.
 */
export function labClock(ready: LabReady, start: string): LabClock {
  let virtual = Date.parse(start);
  let takenAt = performance.now();
  let slept = 0;
  const sync = (status: LabStatus): void => {
    virtual = Date.parse(status.now);
    takenAt = performance.now();
  };
  return {
    sync,
    now: () => new Date(virtual + (performance.now() - takenAt)),
    monotonic: () => performance.now() + slept,
    sleep: async (milliseconds, signal) => {
      signal?.throwIfAborted();
      if (milliseconds <= 0) return;
      slept += milliseconds;
      sync(await controlLab(ready, { op: 'advance', milliseconds: Math.round(milliseconds) }));
    },
  };
}
