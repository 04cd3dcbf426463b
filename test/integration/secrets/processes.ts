/** Arguments and environment of every process below this one, sampled while something runs. Linux only. */
import { readFile, readdir } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

/** What a process shows to everybody who may look. */
export interface Sample {
  readonly place: string;
  readonly bytes: Buffer;
}

const INTERVAL_MS = 50;

/** Samples until it is stopped. */
export class ProcessWatch {
  /** By process and file; what changes is kept beside what was. */
  private readonly samples = new Map<string, Sample>();
  /** First words of the command lines that were seen. */
  readonly programs = new Set<string>();
  private isOver = false;
  private readonly loop: Promise<void>;

  constructor() {
    this.loop = this.run();
  }

  /** Ends the sampling, after a last look. */
  async stop(): Promise<readonly Sample[]> {
    this.isOver = true;
    await this.loop;
    await this.sample();
    return [...this.samples.values()];
  }

  private async run(): Promise<void> {
    while (!this.isOver) {
      await this.sample();
      // Real time: the processes live in it.
      await pause(INTERVAL_MS);
    }
  }

  private async sample(): Promise<void> {
    for (const id of await family()) {
      for (const file of ['cmdline', 'environ']) {
        const bytes = await readFile(`/proc/${id}/${file}`).catch(() => undefined);
        if (bytes === undefined || bytes.length === 0) continue;
        const text = bytes.toString('latin1');
        if (file === 'cmdline') this.programs.add(text.split('\0').slice(0, 2).join(' '));
        this.samples.set(`${id} ${file} ${text}`, { place: `/proc/${id}/${file}`, bytes });
      }
    }
  }
}

/** Ids of this process and all below it. */
async function family(): Promise<string[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const parents = new Map<string, string>();
  for (const id of ids) {
    const stat = await readFile(`/proc/${id}/stat`, 'utf8').catch(() => '');
    // The name in brackets may hold anything; the parent is the second word behind it.
    parents.set(id, stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? '');
  }
  const own = String(process.pid);
  const isBelow = (id: string, depth = 0): boolean =>
    id === own || (depth < 32 && parents.has(id) && isBelow(parents.get(id) ?? '', depth + 1));
  return ids.filter((id) => isBelow(id));
}
