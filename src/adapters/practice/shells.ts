/** The practice lab's shell: through a PowerShell where there is one, straight to the lab otherwise. */
import type { AppError } from '../../shared/errors';
import type { LabReady } from '../../shared/lab';
import type { CallOptions, RightsOutcome, Shell } from '../../core/ports';
import type { PowerShellSetup } from '../powershell';
import { practiceBridge } from '../powershell';
import { labShell } from './lab-client';

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
  readonly shell: Required<Shell>;
  readonly close: () => Promise<void>;
}

/** Makes it. PowerShell is started at the first command; where that fails, the lab is used without it. */
export function practiceShell(ready: LabReady, options: PracticeShellOptions): PracticeShell {
  let chosen: Promise<Chosen> | undefined;
  let way: PracticeWay | undefined;
  const choose = (): Promise<Chosen> => {
    chosen ??= chooseWay(ready, options.powershell).then((found) => {
      way = found.way;
      options.onWay?.(found.way);
      return found;
    });
    return chosen;
  };
  return {
    description: ready.exchangeServer,
    get way() {
      return way;
    },
    invoke: async (command, call) => (await choose()).shell.invoke(command, call),
    rights: async (call) => (await choose()).shell.rights(call),
    close: async () => (await chosen)?.close(),
  };
}

async function chooseWay(ready: LabReady, setup: PowerShellSetup | undefined): Promise<Chosen> {
  const direct = (way: PracticeWay): Chosen => ({
    way,
    shell: labShell(ready),
    close: () => Promise.resolve(),
  });
  if (setup === undefined) return direct({ kind: 'direct' });
  const { endpoint, secret, exchangeServer: server } = ready;
  const bridge = await practiceBridge(setup, { endpoint, secret, server });
  if ('code' in bridge) {
    // A computer without PowerShell is nothing to tell; one that does not start is.
    return direct(
      bridge.code === 'HX-NOPWSH' ? { kind: 'direct' } : { kind: 'direct', fallback: bridge },
    );
  }
  const { shell, version } = bridge;
  return { way: { kind: 'powershell', version }, shell, close: () => shell.close() };
}
