import type { AppError } from '../../shared/errors';
import { appError } from '../../shared/errors';
import type { TargetId } from '../model/command';
import type { Web } from '../web';
import type { Clock, Crypto, Directory, Files, Ids, Log, Shell } from '../ports';

/** The targets and helpers that an operation needs. */
export interface EnginePorts {
  readonly shell: Shell;
  /** Exchange Online's shell; absent where none is reached from here, and then its rows are by hand. */
  readonly online?: Shell;
  readonly directory: Directory;
  /** Looks at what the customer publishes; absent where this computer is no place to look from. */
  readonly web?: Web;
  readonly files: Files;
  readonly crypto: Crypto;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
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

/** The shell that a target's cmdlets go to; undefined where it is not reached from here. */
export function shellOf(target: TargetId, ports: EnginePorts): Shell | undefined {
  return target === 'online' ? ports.online : ports.shell;
}

/** The error of a target without a shell. */
export function notReached(target: TargetId): AppError {
  return appError('HX-REACH', { target: target === 'online' ? 'Exchange Online' : target });
}
