/** The practice lab's shell: through a PowerShell where there is one, straight to the lab otherwise. */
import { randomUUID } from 'node:crypto';
import type { AppError } from '../../shared/errors';
import type { LabReady } from '../../shared/lab';
import type { CallOptions, Log, RightsOutcome, Shell } from '../../core/ports';
import type { PowerShellSetup } from '../powershell';
import { practiceBridge } from '../powershell';
import type { PooledMember } from '../shells/pooled-shell';
import { pooledShell } from '../shells/pooled-shell';
import { lateShell } from '../shells/late-shell';
import { systemClock } from '../system/crypto';
import { labShell } from './lab-client';
import { loggedMember } from './logged-member';

/** How commands reach the lab. `fallback`: PowerShell was wanted and did not start. */
export type PracticeWay =
  | { readonly kind: 'direct'; readonly fallback?: AppError }
  | { readonly kind: 'powershell'; readonly version: string };

/** The lab's shell. */
export interface PracticeShell extends Shell {
  rights(options: CallOptions): Promise<RightsOutcome>;
  /** Undefined until the first command decides. */
  readonly way: PracticeWay | undefined;
  close(): Promise<void>;
}

/** What the practice lab's shell is made from. */
export interface PracticeShellOptions {
  /** Undefined: straight to the lab. */
  readonly powershell: PowerShellSetup | undefined;
  /** Told once, when the way is known. */
  readonly onWay?: (way: PracticeWay) => void;
}

interface Chosen {
  readonly way: PracticeWay;
  readonly shell: PooledMember;
}

/** Makes it. PowerShell is started at the first command; where that fails, the lab is used without it. */
export function practiceShell(
  ready: LabReady,
  options: PracticeShellOptions & { readonly log: Log },
): PracticeShell {
  let chosen: Promise<Chosen> | undefined;
  let found: Chosen | undefined;
  const choose = (): Promise<Chosen> => {
    chosen ??= chooseWay(ready, options).then((made) => {
      found = made;
      options.onWay?.(made.way);
      return made;
    });
    return chosen;
  };
  return {
    description: ready.exchangeServer,
    get way() {
      return found?.way;
    },
    get parallelReads() {
      return found?.shell.parallelReads ?? 1;
    },
    invoke: async (command, call) => (await choose()).shell.invoke(command, call),
    rights: async (call) => (await choose()).shell.rights(call),
    close: async () => (await chosen)?.shell.close(),
  };
}

async function chooseWay(
  ready: LabReady,
  options: PracticeShellOptions & { readonly log: Log },
): Promise<Chosen> {
  const { powershell: setup, log } = options;
  const pool = (main: PooledMember, another: () => PooledMember): PooledMember =>
    pooledShell({ main, another, log, clock: systemClock });
  const toLab = (session?: string): PooledMember => loggedMember(labShell(ready, session), log);
  const direct = (way: PracticeWay): Chosen => ({
    way,
    shell: pool(toLab(), () => toLab(randomUUID())),
  });
  if (setup === undefined) return direct({ kind: 'direct' });
  const { endpoint, secret, exchangeServer: server } = ready;
  const lab = { endpoint, secret, server };
  const bridge = await practiceBridge(setup, lab);
  if ('code' in bridge) {
    // A computer without PowerShell is nothing to tell; one that does not start is.
    return direct(
      bridge.code === 'HX-NOPWSH' ? { kind: 'direct' } : { kind: 'direct', fallback: bridge },
    );
  }
  const { shell, version } = bridge;
  return {
    way: { kind: 'powershell', version },
    shell: pool(shell, () =>
      lateShell({ description: server, find: () => practiceShellOf(setup, lab) }),
    ),
  };
}

async function practiceShellOf(
  setup: PowerShellSetup,
  lab: Parameters<typeof practiceBridge>[1],
): Promise<PooledMember | AppError> {
  const bridge = await practiceBridge(setup, lab);
  return 'code' in bridge ? bridge : bridge.shell;
}
