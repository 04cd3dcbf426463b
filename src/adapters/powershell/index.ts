/** Shells on PowerShell, ready to be handed to the engine. */
import { hostname, tmpdir } from 'node:os';
import type { Log, Shell } from '../../core/ports';
import type { ShellSecret } from './channel';
import { findPowerShells } from './discovery';
import { shellEnvironment } from './environment';
import type { BridgeOperation } from './protocol';
import { PowerShellShell } from './shell';

/** How an Exchange server is reached. A credential is asked for in the app; without one the current user counts. */
type ExchangeTransport =
  | {
      readonly kind: 'remote';
      readonly server: string;
      readonly credential?: () => Promise<{ readonly user: string; readonly password: string }>;
    }
  | { readonly kind: 'local' };

/** What the compositions know. */
export interface ExchangeShellInput {
  /** Absolute path of Crossprem.Bridge.psm1: `assets/powershell`, or `resources/powershell` of a packaged app. */
  readonly modulePath: string;
  /** A PowerShell that the person chose. */
  readonly configured?: string;
  readonly transport: ExchangeTransport;
  readonly log: Log;
  readonly onProgress?: (text: string) => void;
}

/** A shell that can be closed. */
export interface ClosableShell extends Shell {
  close(): Promise<void>;
}

const CREDENTIAL = 'exchange';

/**
 * The shell of an Exchange server; undefined where this computer has no PowerShell. The management shell needs Windows
 * PowerShell, which is looked for first. Nothing is started before the first command.
 */
export async function exchangeShell(input: ExchangeShellInput): Promise<ClosableShell | undefined> {
  const { transport, configured, onProgress, modulePath, log } = input;
  const { platform, env: environment } = process;
  const own = configured === undefined ? {} : { configured };
  const [found] = await findPowerShells({ platform, environment, ...own });
  if (found === undefined) return undefined;
  const target = transport.kind === 'remote' ? transport.server : hostname();
  const secret = credentialOf(transport);
  return new PowerShellShell({
    executable: found.executable,
    environment: shellEnvironment(environment, platform),
    folder: tmpdir(),
    executionPolicy: 'Bypass',
    modulePath,
    platform,
    description: `${target} · PowerShell`,
    target,
    connect: connectOperation(transport),
    log,
    ...(secret === undefined ? {} : { secret }),
    ...(onProgress === undefined ? {} : { onProgress }),
  });
}

function connectOperation(transport: ExchangeTransport): BridgeOperation {
  if (transport.kind === 'local') return { op: 'connect-local' };
  const { server, credential } = transport;
  return {
    op: 'connect-exchange',
    server,
    ...(credential === undefined ? {} : { credential: CREDENTIAL }),
  };
}

function credentialOf(transport: ExchangeTransport): (() => Promise<ShellSecret>) | undefined {
  if (transport.kind === 'local' || transport.credential === undefined) return undefined;
  const { credential } = transport;
  return async () => {
    const { user, password } = await credential();
    return { name: CREDENTIAL, user, secret: password };
  };
}
