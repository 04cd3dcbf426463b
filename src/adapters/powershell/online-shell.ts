/** Exchange Online's shell of a customer: connected at its first command, with a token of whoever is signed in. */
import type { AppError } from '../../shared/errors';
import { appError } from '../../shared/errors';
import type { Result } from '../../shared/result';
import type { CallOptions, Shell } from '../../core/ports';
import type { PowerShellSetup } from './found-shell';
import { exchangeOnlineShell } from './module-shells';
import type { PowerShellShell } from './shell';

/** What it is connected with. */
export interface OnlineShellOptions {
  readonly setup: PowerShellSetup;
  /** Initial domain, e.g. `contoso.onmicrosoft.com`. */
  readonly organization: string;
  /** GUID. */
  readonly tenantId: string;
  /** For -ExchangeEnvironmentName. */
  readonly environment: string;
  /** Asked before each command, outside its deadline: a person may have to answer. */
  readonly token: () => Promise<
    Result<{ readonly accessToken: string; readonly account: string; readonly delegated: boolean }>
  >;
}

/** The shell. Its commands run one at a time. */
export interface OnlineShell extends Shell {
  /** Connects where it is not connected yet; undefined when the organisation has answered for itself. */
  connect(options: CallOptions): Promise<AppError | undefined>;
  /** Disconnects, ends PowerShell, and forgets the token. */
  close(): Promise<void>;
}

/** What errors and views call it. */
export const EXCHANGE_ONLINE = 'Exchange Online';

/** Makes it. Nothing is started or asked before the first command. */
export function onlineShell(options: OnlineShellOptions): OnlineShell {
  const { setup, organization, tenantId, environment } = options;
  let open: { readonly account: string; readonly shell: PowerShellShell } | undefined;
  let accessToken: string | undefined;
  let which = 0;
  let isClosed = false;
  let queue: Promise<unknown> = Promise.resolve();
  const end = async (): Promise<void> => {
    const ending = open?.shell;
    open = undefined;
    await ending?.close();
  };
  const take = async (): Promise<PowerShellShell | AppError> => {
    if (isClosed) return appError('HX-REACH', { target: EXCHANGE_ONLINE }, 'closed');
    const token = await options.token();
    if (!token.ok) return token.error;
    const { account, delegated } = token.value;
    accessToken = token.value.accessToken;
    // A connection is one person's.
    if (open !== undefined && open.account !== account) await end();
    if (open !== undefined) return open.shell;
    const target = { organization, tenantId, environment, account, delegated };
    const made = await exchangeOnlineShell(setup, { ...target, token: () => accessToken }, which);
    if ('code' in made) return made;
    open = { account, shell: made };
    return made;
  };
  /** Windows PowerShell and PowerShell 7 have their own modules: where one lacks it, the next is asked. */
  const send = async <T extends { readonly kind: string; readonly error?: AppError }>(
    request: (shell: PowerShellShell) => Promise<T>,
  ): Promise<T | { readonly kind: 'not-sent'; readonly error: AppError }> => {
    let lacking: AppError | undefined;
    for (;;) {
      const shell = await take();
      if ('code' in shell) {
        if (lacking !== undefined && shell.code === 'HX-NOPWSH') which = 0;
        const error = shell.code === 'HX-NOPWSH' ? (lacking ?? shell) : shell;
        return { kind: 'not-sent', error };
      }
      const outcome = await request(shell);
      const isLacking = outcome.kind === 'not-sent' && outcome.error?.code === 'HX-EXOMODULE';
      if (!isLacking) return outcome;
      lacking ??= outcome.error;
      which += 1;
      await end();
    }
  };
  const serial = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = queue.then(work);
    queue = turn.catch(() => undefined);
    return turn;
  };
  return {
    description: EXCHANGE_ONLINE,
    invoke: (command, call) => serial(() => send((shell) => shell.invoke(command, call))),
    connect: async (call) => {
      const echo = { op: 'echo', parameters: [] } as const;
      const outcome = await serial(() => send((shell) => shell.request(echo, call)));
      return outcome.kind === 'answer' ? undefined : outcome.error;
    },
    close: async () => {
      isClosed = true;
      await queue;
      accessToken = undefined;
      await end();
    },
  };
}
