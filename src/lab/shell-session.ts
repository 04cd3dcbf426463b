import type { LabFault } from '../shared/lab';
import type { WorldState } from './world';

/** What every cmdlet's session has, whichever shell it is in. */
export abstract class ShellSession {
  readonly warnings: string[] = [];

  constructor(
    readonly world: WorldState,
    readonly cmdlet: string,
  ) {}

  /** True when a fault is on. */
  has(fault: LabFault): boolean {
    return this.world.faults.includes(fault);
  }

  /** Virtual milliseconds since the epoch. */
  get now(): number {
    return this.world.now;
  }

  /** The seed of this world. */
  get seed(): number {
    return this.world.seed;
  }

  /** Adds a line to the warning stream. */
  warn(text: string): void {
    this.warnings.push(text);
  }
}
