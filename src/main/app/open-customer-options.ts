import type { CustomerRecord } from '../../core/model/customer';
import type { CustomerStore } from '../../core/ports';
import type { Connection } from './connection';
import type { RunLog } from './run-log';

/** What an open customer is made of. */
export interface OpenCustomerOptions {
  readonly record: CustomerRecord;
  readonly connection: Connection;
  readonly store: CustomerStore;
  readonly productVersion: string;
  readonly log: RunLog;
  readonly onChange: () => void;
  /** Keeps the computer from sleeping; returns what ends it. */
  readonly keepAwake: () => () => void;
}
