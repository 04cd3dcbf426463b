/** What each PowerShell of this computer says of itself. Opens no session. */
import { appError } from '../../shared/errors';
import type { PowerShellFacts } from '../../core/doctor/ports';
import { bridgePlace } from './bridge-place';
import type { FoundPowerShell } from './discovery';
import { findPowerShells } from './discovery';
import { shellEnvironment } from './environment';
import { PowerShellShell } from './shell';

/** How long one may take to start and to say hello. */
const HELLO_MS = 30_000;

/** Starts every PowerShell that is found, asks who it is, and ends it. */
export async function powerShellFacts(
  bridgeFolder: string,
  signal: AbortSignal,
  configured?: string,
): Promise<readonly PowerShellFacts[]> {
  const { platform, env: environment } = process;
  const found = await findPowerShells({
    platform,
    environment,
    ...(configured === undefined ? {} : { configured }),
  });
  return Promise.all(found.map((one) => askOne(one, bridgeFolder, signal)));
}

async function askOne(
  { kind, executable }: FoundPowerShell,
  bridgeFolder: string,
  signal: AbortSignal,
): Promise<PowerShellFacts> {
  const place = await bridgePlace(bridgeFolder);
  const shell = new PowerShellShell({
    ...place,
    executable,
    environment: shellEnvironment(process.env, process.platform),
    executionPolicy: 'Bypass',
    platform: process.platform,
    description: executable,
    target: executable,
  });
  try {
    const answer = await shell.request(
      { op: 'echo', parameters: [] },
      { deadlineMs: HELLO_MS, signal, requestId: 'doctor-hello' },
    );
    const { hello } = shell;
    const said =
      hello === undefined
        ? {}
        : {
            hello: {
              edition: hello.edition,
              version: hello.version,
              languageMode: hello.languageMode,
              executionPolicy: hello.executionPolicy,
            },
          };
    if (answer.kind === 'answer') return { kind, executable, ...said };
    const { error } = answer;
    // Without a session there is no server that could be unreachable: the program itself was silent.
    const own = error.code === 'HX-REACH' || error.code === 'HX-LOST';
    const shown = own ? appError('HX-SHELL', { executable }, error.detail) : error;
    return { kind, executable, ...said, error: shown };
  } finally {
    await shell.close();
  }
}
