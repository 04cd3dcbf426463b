import { hostname } from 'node:os';
import type { EnginePorts } from '../../core/engine/ports';
import type { TargetId } from '../../core/model/command';
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

const EXCHANGE_SHELL = 'Exchange Management Shell';

/**
 * Where the commands of each target run, for people: the machine, and the shell that they run in. The directory's
 * description names Microsoft Graph itself. Collected files (`folder`) have no shell.
 */
export function placesOf(
  ports: EnginePorts,
  exchange: string,
  folder: string | null,
): Readonly<Record<TargetId, string>> {
  return {
    exchange: folder === null ? `${exchange} · ${EXCHANGE_SHELL}` : exchange,
    online: `${ports.online?.description ?? 'Exchange Online'} · PowerShell`,
    tenant: ports.directory.description,
    workstation: hostname(),
    skype: `${ports.skype?.().description ?? 'Skype for Business Server'} · Skype for Business Server Management Shell`,
    local: `${ports.local?.description ?? exchange} · ${EXCHANGE_SHELL}`,
  };
}
