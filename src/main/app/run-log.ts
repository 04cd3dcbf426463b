/** The live log: every command with its answer, as literal text. Kept by main, so that a reloaded window has it too. */
import type { EnginePorts } from '../../core/engine/ports';
import { isNotFound } from '../../core/diagnosis/shell-errors';
import { isChange } from '../../core/commands/allow-list';
import { renderCmdlet, renderGraph } from '../../core/commands/render';
import type { GraphRequest } from '../../core/model/command';
import type { Clock, Directory, Outcome, Shell, ShellOutcome } from '../../core/ports';
import { redact } from '../../adapters/logging/redact';
import type { LogLineView } from '../../shared/ipc/views';

const CAPACITY = 5_000;
/** A line of the live log is for reading; a longer text is in the plan and in the journal. */
const LONGEST_TEXT = 4_000;

type Level = LogLineView['level'];

/** Each entry is one line: the window draws thousands of them, all of one height. */
function oneLine(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, ' ').trim();
}

/** Method and address; the body is in the plan. */
function requestLine(request: GraphRequest): string {
  return renderGraph(request).split('\n', 1).join('');
}

/** The newest lines of the current run, numbered without gaps over the life of the app. */
export class RunLog {
  private lines: LogLineView[] = [];
  private sequence = 0;

  constructor(private readonly onLine: (line: LogLineView) => void) {}

  /** Starts over: the log shows one run. */
  clear(): void {
    this.lines = [];
  }

  /** Adds a line. */
  add(at: Date, target: string, level: Level, text: string): void {
    this.sequence += 1;
    const shown = redact(oneLine(text.slice(0, LONGEST_TEXT)));
    const line = { sequence: this.sequence, at: at.toISOString(), target, level, text: shown };
    this.lines.push(line);
    if (this.lines.length > CAPACITY) this.lines.splice(0, this.lines.length - CAPACITY);
    this.onLine(line);
  }

  /** Lines newer than `sequence`. */
  after(sequence: number): readonly LogLineView[] {
    return this.lines.filter((line) => line.sequence > sequence);
  }
}

/** Times a call and logs its end; of a change also its beginning, with all it sends. */
async function logged<T>(
  log: RunLog,
  clock: Clock,
  target: string,
  change: string | null,
  call: () => Promise<T>,
  say: (answer: T) => readonly [Level, string],
): Promise<T> {
  if (change !== null) log.add(clock.now(), target, 'info', change);
  const started = clock.monotonic();
  const answer = await call();
  const [level, text] = say(answer);
  const duration = Math.round(clock.monotonic() - started);
  log.add(clock.now(), target, level, `${text} (${String(duration)} ms)`);
  return answer;
}

/** The shell with every command and answer in the log. */
export function loggedShell(shell: Shell, log: RunLog, clock: Clock): Shell {
  return {
    get description() {
      return shell.description;
    },
    get parallelReads() {
      return shell.parallelReads ?? 1;
    },
    rights: (options) => shell.rights?.(options) ?? Promise.resolve({ kind: 'not-known' }),
    invoke: (command, options) =>
      logged(
        log,
        clock,
        shell.description,
        isChange(command.name) ? renderCmdlet(command) : null,
        () => shell.invoke(command, options),
        (answer) =>
          shellAnswer(isChange(command.name) ? command.name : renderCmdlet(command), answer),
      ),
  };
}

function shellAnswer(name: string, answer: ShellOutcome): readonly [Level, string] {
  switch (answer.kind) {
    case 'done':
      if (answer.warnings.length > 0) return ['warning', `${name}: ${answer.warnings.join(' ')}`];
      return ['info', `${name}: ${String(answer.items.length)}`];
    case 'failed':
      // Reading looks for objects that need not be there.
      return [isNotFound(answer.record) ? 'info' : 'error', `${name}: ${answer.record.message}`];
    case 'not-sent':
    case 'unknown':
      return ['error', `${name}: ${answer.error.code} ${answer.error.detail ?? ''}`];
  }
}

/** The directory with every request and answer in the log. */
export function loggedDirectory(directory: Directory, log: RunLog, clock: Clock): Directory {
  const { description } = directory;
  const prepare = directory.prepare?.bind(directory);
  return {
    description,
    ...(prepare === undefined ? {} : { prepare }),
    send: (request, options) =>
      logged(
        log,
        clock,
        description,
        request.method === 'GET' ? null : requestLine(request),
        () => directory.send(request, options),
        (answer) => directoryAnswer(`${request.method} ${request.url}`, answer),
      ),
  };
}

function directoryAnswer(
  name: string,
  answer: Outcome<{ readonly status: number }>,
): readonly [Level, string] {
  if (answer.kind === 'done') return ['info', `${name}: ${String(answer.value.status)}`];
  return ['error', `${name}: ${answer.error.code} ${answer.error.detail ?? ''}`];
}

/** Ports whose commands and requests show in the log of the run. */
export function loggedPorts(ports: EnginePorts, log: RunLog): EnginePorts {
  const { clock, directory, online, shell } = ports;
  return {
    ...ports,
    shell: loggedShell(shell, log, clock),
    directory: loggedDirectory(directory, log, clock),
    ...(online === undefined ? {} : { online: loggedShell(online, log, clock) }),
  };
}
