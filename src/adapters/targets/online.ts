/** Exchange Online of a customer: its shell, and what an examination asks of the way to it. */
import type { AppError } from '../../shared/errors';
import { appError } from '../../shared/errors';
import type { Result } from '../../shared/result';
import { ok } from '../../shared/result';
import { exchangeOnlineOf } from '../../core/model/clouds';
import type { CustomerRecord } from '../../core/model/customer';
import type { CallOptions, Shell } from '../../core/ports';
import type { PowerShellSetup } from '../powershell';
import { EXCHANGE_ONLINE, onlineShell } from '../powershell/online-shell';
import type { OnlineTokens } from '../tenant';

/** The shell and the steps of the way to it. */
export interface OnlineTarget extends Shell {
  /** The account whose token it takes; nobody is asked to sign in. */
  account(): Promise<Result<string>>;
  /** Connects, and lets the organisation answer for itself; undefined where all is well. */
  connect(options: CallOptions): Promise<AppError | undefined>;
  close(): Promise<void>;
}

/** Through the module on this computer, with tokens of the sign-in. Where the cloud has no known way, every call says so. */
export function onlineTarget(
  record: CustomerRecord,
  setup: PowerShellSetup,
  tokens: OnlineTokens | null,
): OnlineTarget {
  const cloud = exchangeOnlineOf(record);
  if (cloud === null || tokens === null) return unreachable();
  const shell = onlineShell({
    setup,
    organization: record.tenantDomain,
    tenantId: record.tenantId,
    environment: cloud.environment,
    token: () => tokens.token(),
  });
  return {
    description: shell.description,
    invoke: (command, options) => shell.invoke(command, options),
    account: () => accountOf(tokens),
    connect: (options) => shell.connect(options),
    close: () => shell.close(),
  };
}

/** The account of a token that is there without asking anybody. */
async function accountOf(tokens: OnlineTokens): Promise<Result<string>> {
  const token = await tokens.token(false);
  return token.ok ? ok(token.value.account) : token;
}

function unreachable(): OnlineTarget {
  const error = appError('HX-EXOCLOUD');
  return {
    description: EXCHANGE_ONLINE,
    invoke: () => Promise.resolve({ kind: 'not-sent', error }),
    account: () => Promise.resolve({ ok: false, error }),
    connect: () => Promise.resolve(error),
    close: () => Promise.resolve(),
  };
}
