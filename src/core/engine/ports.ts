import type { AppError } from '../../shared/errors';
import { appError } from '../../shared/errors';
import type { TargetId } from '../model/command';
import type { ActionRules } from '../policy/rules';
import type { Premises, Web } from '../web';
import type { Clock, Crypto, Directory, Files, Ids, Log, Shell } from '../ports';

/** The targets and helpers that an operation needs. */
export interface EnginePorts {
  readonly shell: Shell;
  /** Exchange Online's shell; absent where none is reached from here, and then its rows are by hand. */
  readonly online?: Shell;
  /**
   * A session with a front end of Skype for Business Server by its name, the usual one where none is named. Absent where
   * none is reached from here.
   */
  readonly skype?: (computer?: string) => Shell;
  /** The Exchange server's own shell, for the named operations only; absent where it is not reached from here. */
  readonly local?: Shell;
  readonly directory: Directory;
  /** Looks at what the customer publishes; absent where this computer is no place to look from. */
  readonly web?: Web;
  /** Looks at the organisation's own network; absent where this computer is not within it. */
  readonly premises?: Premises;
  readonly files: Files;
  readonly crypto: Crypto;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** What the organisation lets be changed; absent: everything. */
  readonly rules?: ActionRules;
}

/** Milliseconds after which a read is given up. */
export const READ_DEADLINE = 120_000;
/** Milliseconds after which a look at a published address is given up: it waits for nobody else's work. */
export const WEB_DEADLINE = 10_000;
/** Milliseconds after which a change is given up; its outcome is then unknown. */
export const CHANGE_DEADLINE = 300_000;
/** How long a tenant write may take to become visible (Graph replicas lag; domain-corrections C, Graph consistency). */
export const VISIBLE_WITHIN = 120_000;
/** How long a dropped Exchange command may still be at work on the server. */
export const SHELL_SETTLES_WITHIN = 15_000;
/** How long the proof that an action waits for may take to hold. */
export const GATE_WITHIN = 180_000;
/** Wait between two looks at it: each is a test that takes the servers some work. */
export const GATE_AGAIN_AFTER = 20_000;
/** Wait between two looks. */
export const LOOK_AGAIN_AFTER = 5_000;

/** Looks at hosts of the organisation that may be under way at a time: a bound, so that no gate in between takes it for a flood. */
export const LOOKS_AT_A_TIME = 16;
/** Front ends that are read side by side, each over a session of its own. */
export const FRONT_ENDS_AT_A_TIME = 6;
/** How long IIS of a server may take until its health page answers again. */
export const IIS_BACK_WITHIN = 120_000;

/** The shell that a target's cmdlets go to; undefined where it is not reached from here. */
export function shellOf(
  target: TargetId,
  ports: EnginePorts,
  computer?: string,
): Shell | undefined {
  switch (target) {
    case 'online':
      return ports.online;
    case 'skype':
      return ports.skype?.(computer);
    case 'local':
      return ports.local;
    case 'exchange':
    case 'tenant':
    case 'workstation':
      return ports.shell;
  }
}

/** What a target without a shell is called. */
const NAMES: Readonly<Partial<Record<TargetId, string>>> = {
  online: 'Exchange Online',
  skype: 'Skype for Business Server',
  local: 'Exchange Management Shell',
};

/** The error of a target without a shell. */
export function notReached(target: TargetId): AppError {
  return appError('HX-REACH', { target: NAMES[target] ?? target });
}
