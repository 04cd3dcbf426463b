/**
 * The shells that the caller has open. Exchange's throttling policy gives an account 18 by default (New-ThrottlingPolicy,
 * PowerShellMaxConcurrency), and WinRM ends a shell that was idle for 15 minutes (domain knowledge, not recorded).
 */
import type { LabShellAnswer } from '../../shared/lab';

/** Shells that one account may have open, its first among them. */
export const MOST_SHELLS = 18;
/** Virtual milliseconds after which an idle shell ends. */
const IDLE_MS = 15 * 60_000;

/** Counts them. */
export class OpenShells {
  /** When each was last used, by the virtual clock. */
  private readonly used = new Map<string, number>();

  /** Opens a shell, or goes on in it. False when there are too many. */
  enter(id: string | undefined, now: number): boolean {
    if (id === undefined) return true;
    for (const [other, at] of this.used) if (now - at > IDLE_MS) this.used.delete(other);
    // One is the caller's first shell, which has no id.
    if (!this.used.has(id) && this.used.size >= MOST_SHELLS - 1) return false;
    this.used.set(id, now);
    return true;
  }

  /** Closes a shell. */
  close(id: string): void {
    this.used.delete(id);
  }
}

/** What the caller gets instead of a shell. The text is WinRM's; the number in the id is not known for certain. */
export function tooManyShells(): LabShellAnswer {
  return {
    items: [],
    warnings: [],
    error: {
      message:
        'The WS-Management service cannot process the request. The maximum number of concurrent shells for this ' +
        'user has been exceeded. Close existing shells or raise the quota for this user.',
      fullyQualifiedErrorId: '-2144108060,PSSessionOpenFailed',
      category:
        'OpenError: (System.Manageme....RemoteRunspace:RemoteRunspace) [], PSRemotingTransportException',
      exceptionType: 'System.Management.Automation.Remoting.PSRemotingTransportException',
    },
  };
}
