/** Ends a process with everything it started. PowerShell does not end its children itself (PowerShell issue 2561). */
import { execFile } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { windowsFolder } from '../system/windows-folder';

const run = promisify(execFile);

/** Ends the tree below a process. Resolves when the system was told; a process that is gone is no fault. */
export async function killTree(root: number, platform: NodeJS.Platform): Promise<void> {
  if (platform === 'win32') return killOnWindows(root);
  // Stopped first, so that it starts nothing while its children are looked up.
  signal(root, 'SIGSTOP');
  const parents = await (platform === 'linux' ? parentsFromProc() : parentsFromPs());
  for (const id of descendants(root, parents)) signal(id, 'SIGKILL');
  signal(root, 'SIGKILL');
}

async function killOnWindows(root: number): Promise<void> {
  const program = join(windowsFolder(), 'System32', 'taskkill.exe');
  await run(program, ['/PID', String(root), '/T', '/F'], { windowsHide: true }).catch(() =>
    signal(root, 'SIGKILL'),
  );
}

function signal(id: number, name: NodeJS.Signals): void {
  try {
    process.kill(id, name);
  } catch {
    // It is gone already.
  }
}

/** Every process below `root`, nearest first. */
export function descendants(root: number, parents: ReadonlyMap<number, number>): number[] {
  const found = [root];
  for (const id of found) {
    for (const [child, parent] of parents)
      if (parent === id && !found.includes(child)) found.push(child);
  }
  return found.slice(1);
}

/** Parent of each process, from /proc/<id>/stat: the second field after the name in brackets. */
async function parentsFromProc(): Promise<Map<number, number>> {
  const parents = new Map<number, number>();
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  await Promise.all(
    ids.map(async (id) => {
      const stat = await readFile(`/proc/${id}/stat`, 'utf8').catch(() => '');
      const parent = /^.*\) \S (\d+)/s.exec(stat)?.[1];
      if (parent !== undefined) parents.set(Number(id), Number(parent));
    }),
  );
  return parents;
}

async function parentsFromPs(): Promise<Map<number, number>> {
  const { stdout } = await run('/bin/ps', ['-A', '-o', 'pid=,ppid=']).catch(() => ({ stdout: '' }));
  const rows = stdout.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  return new Map(rows.map(([id = 0, parent = 0]) => [id, parent]));
}
