/** Shells on PowerShell, ready to be handed to the engine. Nothing is started before the first command. */
import { hostname } from 'node:os';
import type { AppError } from '../../shared/errors';
import type { CallOptions, RightsOutcome, Shell } from '../../core/ports';
import { lateShell } from '../shells/late-shell';
import type { PooledMember } from '../shells/pooled-shell';
import { pooledShell } from '../shells/pooled-shell';
import { systemClock } from '../system/crypto';
import type { AskCredential } from './credential';
import { CREDENTIAL_NAME, CredentialKeeper } from './credential';
import type { PowerShellSetup } from './found-shell';
import { findShell } from './found-shell';
import type { BridgeOperation } from './protocol';
import type { PowerShellShell } from './shell';

export type { AskCredential, Credential } from './credential';
export { folderShell } from './folder-shell';
export type { PowerShellSetup } from './found-shell';

/** How an Exchange server is reached: remote PowerShell as the current user or with a credential asked for, or its own shell. */
export type ExchangeTransport =
  | { readonly kind: 'remote'; readonly server: string; readonly ask?: AskCredential }
  | { readonly kind: 'local' };

/** The shell of an Exchange server. */
export interface ExchangeShell extends Shell {
  rights(options: CallOptions): Promise<RightsOutcome>;
  /** A person started something: a credential that was refused or not given may be asked for again. */
  askAgain(): void;
  /** Closes the session, ends the process and forgets a credential. */
  close(): Promise<void>;
}

/**
 * The shell of an Exchange server. The management shell needs Windows PowerShell, which is looked for first. Further
 * sessions for many reads take the same credential.
 */
export function exchangeShell(setup: PowerShellSetup, transport: ExchangeTransport): ExchangeShell {
  const target = transport.kind === 'remote' ? transport.server : hostname();
  const keeper =
    transport.kind === 'remote' && transport.ask !== undefined
      ? new CredentialKeeper(target, transport.ask)
      : undefined;
  const one = (): PooledMember => oneShell(setup, target, connectOperation(transport), keeper);
  const pool = pooledShell({ main: one(), another: one, log: setup.log, clock: systemClock });
  return {
    description: target,
    get parallelReads() {
      return pool.parallelReads ?? 1;
    },
    invoke: (command, options) => pool.invoke(command, options),
    rights: (options) => pool.rights(options),
    askAgain: () => keeper?.askAgain(),
    close: async () => {
      keeper?.clear();
      await pool.close();
    },
  };
}

function oneShell(
  setup: PowerShellSetup,
  target: string,
  connect: BridgeOperation,
  keeper: CredentialKeeper | undefined,
): PooledMember {
  const secret = keeper === undefined ? {} : { secret: () => keeper.secret() };
  const shell = lateShell({
    description: target,
    find: () => findShell({ ...setup, target, connect, ...secret }),
    ready: (signal) => keeper?.ready(signal) ?? Promise.resolve(undefined),
  });
  const noticed = <T extends { readonly kind: string; readonly error?: AppError }>(
    outcome: T,
  ): T => {
    if (outcome.error?.code === 'HX-CRED') keeper?.refused(outcome.error);
    return outcome;
  };
  return {
    description: target,
    invoke: async (command, options) => noticed(await shell.invoke(command, options)),
    rights: async (options) => noticed(await shell.rights(options)),
    close: () => shell.close(),
  };
}

function connectOperation(transport: ExchangeTransport): BridgeOperation {
  if (transport.kind === 'local') return { op: 'connect-local' };
  const { server, ask } = transport;
  return {
    op: 'connect-exchange',
    server,
    ...(ask === undefined ? {} : { credential: CREDENTIAL_NAME }),
  };
}

/** A PowerShell that runs the practice lab's commands. */
export interface PracticeBridge {
  readonly shell: PowerShellShell;
  /** Of PowerShell, e.g. `7.6.5`. */
  readonly version: string;
}

/** Starts a PowerShell with the lab's commands in it. An error where there is none, or where it does not start. */
export async function practiceBridge(
  setup: PowerShellSetup,
  lab: { readonly endpoint: string; readonly secret: string; readonly server: string },
): Promise<PracticeBridge | AppError> {
  const shell = await findShell({
    ...setup,
    target: lab.server,
    connect: { op: 'connect-practice', endpoint: lab.endpoint },
    secret: () => ({ name: 'practice', user: 'practice', secret: lab.secret }),
  });
  if ('code' in shell) return shell;
  const started = await shell.request(
    { op: 'echo', parameters: [] },
    { deadlineMs: PRACTICE_START_MS, requestId: 'practice-start' },
  );
  if (started.kind === 'answer') return { shell, version: shell.hello?.version ?? '' };
  await shell.close();
  return started.error;
}

/** Long enough for a cold start of PowerShell; then the lab is used without it. */
const PRACTICE_START_MS = 30_000;
