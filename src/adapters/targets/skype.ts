/** A customer's front ends, each over a session of its own that is opened at its first command. */
import type { Shell } from '../../core/ports';
import type { PowerShellSetup } from '../powershell';
import { skypeShell } from '../powershell/module-shells';
import { lateShell } from '../shells/late-shell';
import type { PooledMember } from '../shells/pooled-shell';

/** Shells by front end. */
export interface SkypeTarget {
  /** The session with a front end; with the usual one where none is named. */
  readonly shell: (computer?: string) => Shell;
  close(): Promise<void>;
}

/** Makes them for the front end `server` and its neighbours. */
export function skypeTarget(setup: PowerShellSetup, server: string): SkypeTarget {
  const shells = new Map<string, PooledMember>();
  const open = (computer: string): PooledMember => {
    const key = computer.toLowerCase();
    const known = shells.get(key);
    if (known !== undefined) return known;
    const made = lateShell({
      description: computer,
      find: () => skypeShell(setup, { server: computer, local: false }),
    });
    shells.set(key, made);
    return made;
  };
  return {
    shell: (computer) => open(computer ?? server),
    close: async () => {
      await Promise.all([...shells.values()].map((shell) => shell.close()));
    },
  };
}
