/** The practice lab as an Electron utility process: started, its first line read, ended. */
import type { UtilityProcess } from 'electron';
import { controlLab } from '../../adapters/practice/lab-client';
import { readyLine } from '../../adapters/practice/ready-line';
import type { LabOptions, LabReady } from '../../shared/lab';
import type { PracticeLab } from './connection';
import { endUtilityProcess } from './electron-compat';

/** Starts the lab's program with these words; its output must be a pipe. */
export type ForkLab = (words: readonly string[]) => UtilityProcess;

const END_WITHIN_MS = 3_000;

/** Starts a lab and waits until it can be used. */
export async function startLabProcess(fork: ForkLab, options: LabOptions): Promise<PracticeLab> {
  const child = fork([JSON.stringify(options)]);
  try {
    const ready = await readyLine(child);
    let status = await controlLab(ready, { op: 'status' });
    return {
      ready,
      get status() {
        return status;
      },
      control: async (control) => (status = await controlLab(ready, control)),
      stop: () => stopLab(child, ready),
      onEnd: (listener) => {
        child.once('exit', listener);
      },
    };
  } catch (fault) {
    await endUtilityProcess(child);
    throw fault;
  }
}

/** Asks it to end, so that its state is whole on disk; ends it where it does not answer. */
async function stopLab(child: UtilityProcess, ready: LabReady): Promise<void> {
  if (child.pid === undefined) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await controlLab(ready, { op: 'stop' }).catch(() => undefined);
  const patience = new Promise<void>((resolve) => setTimeout(resolve, END_WITHIN_MS).unref());
  await Promise.race([gone, patience]);
  await endUtilityProcess(child);
}
