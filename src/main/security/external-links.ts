/** The one gate to the system's browser. */
import { CodedError, appError } from '../../shared/errors';

/** Hosts of documents that the product links to. */
const LINK_HOSTS: readonly string[] = ['learn.microsoft.com', 'github.com'];

/** The address in its normal form when it may be opened; undefined otherwise. */
export function checkedAddress(address: string, hosts: readonly string[]): string | undefined {
  try {
    const url = new URL(address);
    const plain = url.protocol === 'https:' && url.username === '' && url.password === '';
    return plain && hosts.includes(url.host) ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/** Opens addresses of known hosts only. `open` is `shell.openExternal`. */
export class ExternalLinks {
  constructor(
    private readonly open: (address: string) => Promise<void>,
    private readonly signInHosts: readonly string[],
  ) {}

  /** Opens an address of the product's own table. */
  async openDocument(address: string): Promise<void> {
    await this.openAt(address, LINK_HOSTS);
  }

  /** Opens a sign-in page that MSAL asks for; `own` are hosts that the customer's file names itself. */
  async openSignIn(address: string, own: readonly string[] = []): Promise<void> {
    await this.openAt(address, [...this.signInHosts, ...own]);
  }

  /** Opens a file of the update feed that was set: on that host, in that folder. */
  async openUpdate(address: string, feed: string): Promise<void> {
    if (!address.startsWith(feed)) throw new CodedError(appError('HX-IPC'));
    await this.openAt(address, [new URL(feed).host]);
  }

  private async openAt(address: string, hosts: readonly string[]): Promise<void> {
    const checked = checkedAddress(address, hosts);
    if (checked === undefined) throw new CodedError(appError('HX-IPC'));
    // Not within the IPC handler: a browser that answers slowly would hold it.
    await new Promise((resolve) => setImmediate(resolve));
    await this.open(checked);
  }
}
