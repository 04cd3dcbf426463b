/** What a window asks about windows, the lock, and files that were dropped on it. */
import type { ChannelInput } from '../../../shared/ipc/contract';
import type { AppView } from '../../../shared/ipc/views';
import type { DrillId } from '../../../shared/practice/drill-ids';
import type { FileStep } from '../../../shared/ipc/window-limits';

/** The calls, for one window. */
export interface WindowDesk {
  /** The view as this window may see it now. */
  shown(view: AppView): AppView;
  /** The page tells of a fault. */
  faulted(fault: ChannelInput<'fault.report'>): void;
  lock(): void;
  unlock(): Promise<void>;
  /** Opens another window; with this customer where one is named. */
  open(customer: string | null): Promise<void>;
  /** Brings the window in front that has this customer open, and shows the address there. */
  show(customer: string, address?: string): void;
  /** Starts a drill beside this window's customer. */
  practise(drill: DrillId): Promise<void>;
  dropped(input: ChannelInput<'drop.file'>): Promise<FileStep>;
  piece(input: ChannelInput<'drop.piece'>): Promise<FileStep>;
}
