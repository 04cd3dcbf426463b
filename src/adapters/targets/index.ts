/** A customer's shell, directory and sign-in, made from its record; the same for window and command line. */
import type { CustomerRecord } from '../../core/model/customer';
import { connectionOf } from '../../core/model/customer';
import type { Premises, Web } from '../../core/web';
import { premisesNetwork } from '../network/premises';
import { publishedWeb } from '../network/published';
import type { Clock, Directory, Files, Log, Shell } from '../../core/ports';
import type { AskCredential, ExchangeShell, PowerShellSetup } from '../powershell';
import { carriedTargets } from '../carry';
import { exchangeShell } from '../powershell';
import { operationsShell } from '../powershell/module-shells';
import type { AutoSignIn, HttpSend, Sealer, SignIn } from '../tenant';
import { customerTenant } from '../tenant';
import type { OnlineTarget } from './online';
import { onlineTarget } from './online';
import { skypeTarget } from './skype';

/** What window and command line give, each in its own way. */
export interface TargetOptions {
  readonly record: CustomerRecord;
  readonly files: Files;
  readonly clock: Clock;
  readonly log: Log;
  readonly powershell: PowerShellSetup;
  readonly askCredential: AskCredential;
  /** HTTPS to these hosts and no others. */
  readonly http: (hosts: readonly string[]) => HttpSend;
  readonly openBrowser: (address: string) => Promise<void>;
  /** Signs in by itself when a token is needed; where absent, a person signs in first. */
  readonly autoSignIn?: AutoSignIn;
  /** Seals a sign-in that is kept on disk by choice; where absent, sign-ins live in memory. */
  readonly sealer?: Sealer;
}

/** How a customer is reached. */
export interface CustomerTargets {
  readonly shell: Shell;
  /** Exchange Online's shell, or what was carried here from it. */
  readonly online: Shell;
  /** The way to Exchange Online from here; null where it is by hand. */
  readonly onlineTarget: OnlineTarget | null;
  readonly directory: Directory;
  readonly signIn: SignIn;
  /** Looks at what the customer publishes; absent where the servers are reached by hand, and this computer may be anywhere. */
  readonly web?: Web;
  /** Front ends of Skype for Business Server, or what was carried here from them. */
  readonly skype: (computer?: string) => Shell;
  /** The operations of this computer's own Exchange server; where it is none, they are carried by hand. */
  readonly local: Shell;
  /** The organisation's own network, where the servers are reached from here. */
  readonly premises?: Premises;
  /** A person started something: what was refused or not given may be asked for again. */
  askAgain(): void;
  /** Closes the session on the server, ends PowerShell, and drops credential and tokens from memory. */
  close(): Promise<void>;
}

/** Makes them. Nothing is started, asked or sent before the first command. */
export function customerTargets(options: TargetOptions): CustomerTargets {
  const { record, files } = options;
  const ways = connectionOf(record);
  const carried = carriedTargets(files, record);
  const tenant = customerTenant(record, options);
  const exchange = ways.exchange === 'carry' ? undefined : exchangeOf(options, ways.exchange);
  const online =
    ways.online === 'carry' ? null : onlineTarget(record, options.powershell, tenant.online);
  const { skypeServer } = record;
  const skype =
    ways.skype === 'carry' || skypeServer === undefined
      ? undefined
      : skypeTarget(options.powershell, skypeServer);
  // Scripts and iisreset run in a server's own shell only.
  const local = ways.exchange === 'local' ? operationsShell(options.powershell) : undefined;
  return {
    shell: exchange ?? carried.shell,
    online: online ?? carried.online,
    onlineTarget: online,
    directory: ways.tenant === 'carry' ? carried.directory : tenant.directory,
    signIn: tenant.signIn,
    ...(exchange === undefined
      ? {}
      : { web: publishedWeb(options.http), premises: premisesNetwork(options.http) }),
    skype: skype === undefined ? carried.skype : skype.shell,
    local: local ?? carried.local,
    askAgain: () => {
      exchange?.askAgain();
      tenant.online?.askAgain();
    },
    close: async () => {
      await Promise.all([exchange, online, skype, local].map(async (item) => item?.close()));
      await tenant.signIn.close();
    },
  };
}

function exchangeOf(
  options: TargetOptions,
  way: 'remote' | 'remote-credential' | 'local',
): ExchangeShell {
  const { record, powershell, askCredential } = options;
  const server = record.exchangeServer;
  switch (way) {
    case 'local':
      return exchangeShell(powershell, { kind: 'local' });
    case 'remote':
      return exchangeShell(powershell, { kind: 'remote', server });
    case 'remote-credential':
      return exchangeShell(powershell, { kind: 'remote', server, ask: askCredential });
  }
}
