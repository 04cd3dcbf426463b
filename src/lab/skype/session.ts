/** One call in a session with a front end: which computer answers, what time it is, how rows and errors look. */
import { guidOf } from '../deterministic';
import { CmdletError, PRACTICE } from '../exchange/errors';
import { fold } from '../exchange/names';
import type { Row } from '../exchange/session';
import { ShellSession } from '../shell-session';
import type { WorldState } from '../world';
import type { SkypeState } from './state';

/** What a cmdlet of Skype for Business Server works with. */
export class SkypeSession extends ShellSession {
  constructor(
    world: WorldState,
    readonly skype: SkypeState,
    cmdlet: string,
    /** FQDN of the front end. */
    readonly computer: string,
  ) {
    super(world, cmdlet);
  }

  /** Number of the change, for ids and serial numbers of what it makes. */
  get changes(): number {
    return this.world.counters['skype'] ?? 0;
  }

  /** A row with what remoting adds. */
  row(own: Row): Row {
    return {
      PSComputerName: this.computer,
      RunspaceId: guidOf(this.seed, 'skype runspace', this.computer),
      PSShowComputerName: false,
      ...own,
    };
  }

  /**
   * An error of the management shell. No record of one is published: id, category and class are inferred, and texts
   * are the lab's own unless the caller has a published one.
   */
  error(kind: string, message: string): CmdletError {
    return new CmdletError({
      message,
      fullyQualifiedErrorId: `${kind},Microsoft.Rtc.Management.${this.cmdlet.replace('-', '')}`,
      category: `InvalidOperation: (:) [${this.cmdlet}], ManagementException`,
      exceptionType: 'System.Management.Automation.RemoteException',
    });
  }

  /** An error of which no text is known. */
  refusal(kind: string, text: string): CmdletError {
    return this.error(kind, `${PRACTICE} ${text}`);
  }

  /** Items that an identity names; none given: all. Unlike Exchange, an unknown one is an error even with $null. */
  named<Item extends { readonly identity: string }>(
    items: readonly Item[],
    typed: string | undefined,
  ): Item[] {
    if (typed === undefined) return [...items];
    const found = items.filter((item) => isNamed(item.identity, typed));
    if (found.length === 0) throw this.refusal('ItemNotFound', `there is no "${typed}".`);
    return found;
  }

  /** The one item that a change addresses. */
  one<Item extends { readonly identity: string }>(items: readonly Item[], typed: string): Item {
    const [found] = this.named(items, typed);
    if (found === undefined) throw this.refusal('ItemNotFound', `there is no "${typed}".`);
    return found;
  }

  /** Only the global instance of a setting is there. */
  onlyGlobal(typed: string | undefined): void {
    if (typed === undefined || fold(typed) === 'global') return;
    throw this.refusal('ItemNotFound', `there is no "${typed}"; the lab has the global one only.`);
  }
}

/** Policies may be named with or without `tag:`; services with or without their kind. */
function isNamed(identity: string, typed: string): boolean {
  const plain = (text: string): string => fold(text).replace(/^(tag|site|service):/, '');
  return plain(identity) === plain(typed);
}
