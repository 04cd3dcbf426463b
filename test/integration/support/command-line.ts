/**
 * The command line under test. A command runs as the built bundle in a process of its own, or here, on the sources and
 * with the lab of its data folder left running for the next one: the same verbs, files, exit codes and words in a
 * fifth of the processor time. A file keeps those as processes in which the process itself is looked at; the full
 * suite runs all of them so.
 */
import { execFile, spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { vi } from 'vitest';
import { readyLine } from '../../../src/adapters/practice/ready-line';
import { controlLab } from '../../../src/adapters/practice/lab-client';
import type { RunningLab, StartLab } from '../../../src/cli/composition';
import { runCli } from '../../../src/cli/run';
import type { LabOptions } from '../../../src/shared/lab';

const OUT = join(import.meta.dirname, '../../../out/main');
/** The built command line. */
export const CLI = process.env['CROSSPREM_CLI_BUNDLE'] ?? join(OUT, 'cli.cjs');
const LAB = process.env['CROSSPREM_LAB_BUNDLE'] ?? join(OUT, 'lab.cjs');
const BRIDGE = join(import.meta.dirname, '../../../assets/powershell');
const FULL = process.env['CROSSPREM_FULL'] === '1';

/** What a command came to. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

interface Kept {
  readonly options: LabOptions;
  readonly lab: RunningLab;
  readonly end: () => Promise<void>;
}
const kept = new Map<string, Kept>();
let isRunning = false;

/** Runs a command with the built bundle, in a process of its own. */
export async function inProcessOfItsOwn(
  words: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  await endLabs();
  return new Promise((done) => {
    const child = execFile(
      process.execPath,
      [CLI, ...words],
      { maxBuffer: 64 << 20, env: { ...process.env, LANG: 'C', ...env } },
      (error, out, err) => {
        done({ code: error === null ? 0 : Number(error.code), out, err });
      },
    );
    child.stdin?.end();
  });
}

/** Runs a command here; the full suite gives it a process of its own. One at a time. */
export async function command(words: readonly string[]): Promise<Ran> {
  if (FULL) return inProcessOfItsOwn(words);
  if (isRunning) throw new Error('commands that share a process run one after the other');
  isRunning = true;
  vi.stubEnv('LANG', 'C');
  const out = catching(process.stdout);
  const err = catching(process.stderr);
  try {
    const code = await runCli(words, {
      startLab: keptLab,
      bridgeFolder: BRIDGE,
      practiceOnly: false,
    });
    return { code, out: out.text(), err: err.text() };
  } finally {
    out.restore();
    err.restore();
    isRunning = false;
  }
}

/** Ends what runs; call it before a data folder is removed. */
export async function endLabs(): Promise<void> {
  const all = [...kept.values()];
  kept.clear();
  await Promise.all(all.map(({ end }) => end()));
}

function catching(stream: NodeJS.WriteStream): { text(): string; restore(): void } {
  let text = '';
  const spy = vi.spyOn(stream, 'write').mockImplementation((part) => {
    text += String(part);
    return true;
  });
  return { text: () => text, restore: () => spy.mockRestore() };
}

/** The lab of a folder: the one that runs, or a new one where a start would have changed something. */
const keptLab: StartLab = async (options) => {
  const key = resolve(options.folder);
  const found = kept.get(key);
  if (
    found !== undefined &&
    options.faults.length === 0 &&
    found.options.latency === options.latency
  )
    return { ...found.lab, status: await controlLab(found.lab.ready, { op: 'status' }) };
  if (found !== undefined) await found.end();
  const made = await startKept(options);
  kept.set(key, made);
  return made.lab;
};

async function startKept(options: LabOptions): Promise<Kept> {
  const child = spawn(process.execPath, [LAB, JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const ready = await readyLine(child);
  const status = await controlLab(ready, { op: 'status' });
  const gone = new Promise<void>((done) => child.once('exit', () => done()));
  const end = (): Promise<void> => {
    child.stdin.end();
    return gone;
  };
  return { options, lab: { ready, status, stop: () => Promise.resolve() }, end };
}
