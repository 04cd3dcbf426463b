/** How a customer's servers and tenant are reached. Built by the composition; used by the open customer. */
import type { PracticeWay } from '../../adapters/practice/shells';
import type { OnlineTarget } from '../../adapters/targets/online';
import type { SignIn } from '../../adapters/tenant';
import type { EnginePorts } from '../../core/engine/ports';
import type { CustomerRecord } from '../../core/model/customer';
import type { AppError } from '../../shared/errors';
import type { LabControl, LabReady, LabStart, LabStatus } from '../../shared/lab';

/** A running practice lab. */
export interface PracticeLab {
  readonly ready: LabReady;
  /** Status as of the last call. */
  readonly status: LabStatus;
  readonly control: (control: LabControl) => Promise<LabStatus>;
  /** Ends the process and waits until it is gone. */
  readonly stop: () => Promise<void>;
  /** Told when the process ends by itself. */
  readonly onEnd: (listener: () => void) => void;
}

/** One customer's targets. */
export interface Connection {
  readonly ports: EnginePorts;
  readonly signIn: SignIn;
  /** The way to Exchange Online for an examination; null where it is by hand. */
  readonly onlineTarget: Pick<OnlineTarget, 'account' | 'connect'> | null;
  readonly lab: PracticeLab | null;
  /** How commands reach the practice lab; undefined before the first, and for other customers. */
  readonly practiceWay: () => PracticeWay | undefined;
  /** Asks for the hosts that the customer's file names, where a person has not agreed to them yet; why they may not be reached. */
  readonly admit: () => Promise<AppError | undefined>;
  /** A person started something: a credential that was refused or not given may be asked for again. */
  readonly askAgain: () => void;
  /** Drops sessions, and tokens and credentials in memory, while the customer stays open. */
  readonly dropSignIns: () => Promise<void>;
  /** Takes up the sign-in that is kept on disk, where the person chose that. */
  readonly restoreSignIn: () => void;
  /** Ends sessions, tokens in memory, and the lab. */
  readonly dispose: () => Promise<void>;
}

/** Makes connections. */
export interface Connector {
  /** Starts the lab on its stored state, or on a new one with this start and seed. */
  startLab(start: LabStart, seed: number): Promise<PracticeLab>;
  /** Starts the lab of the rehearsal. */
  startCopy(): Promise<PracticeLab>;
  /** Removes a lab's stored state; it must have ended. */
  removeLab(customer: string): Promise<void>;
  connect(record: CustomerRecord, lab: PracticeLab | null): Connection;
}
