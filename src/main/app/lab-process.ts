/** The practice lab as an Electron utility process: started, its first line read, ended. */
import type { UtilityProcess } from 'electron';
import * as v from 'valibot';
import { controlLab, labReadySchema } from '../../adapters/practice/lab-client';
import { CodedError, appError } from '../../shared/errors';
import type { LabOptions, LabReady } from '../../shared/lab';
import type { PracticeLab } from './connection';
import { endUtilityProcess } from './electron-compat';

/** Starts the lab's program with these words; its output must be a pipe. */
export type ForkLab = (words: readonly string[]) => UtilityProcess;

const START_WITHIN_MS = 30_000;
const END_WITHIN_MS = 3_000;
const KEPT_ERRORS = 2_000;

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

/** The first line of its output; the pipe is private to us. */
function readyLine(child: UtilityProcess): Promise<LabReady> {
  return new Promise((resolve, reject) => {
    let text = '';
    let errors = '';
    const fault = (detail: string): void => {
      clearTimeout(patience);
      reject(new CodedError(appError('HX-LAB', {}, detail)));
    };
    const patience = setTimeout(() => fault('no answer'), START_WITHIN_MS);
    child.stderr?.on('data', (part: Buffer) => {
      errors = `${errors}${part.toString('utf8')}`.slice(-KEPT_ERRORS);
    });
    child.once('exit', (code) => fault(`${errors.trim()} (exit code ${String(code)})`));
    child.stdout?.on('data', (part: Buffer) => {
      text += part.toString('utf8');
      const end = text.indexOf('\n');
      if (end < 0) return;
      const parsed = v.safeParse(
        v.pipe(v.string(), v.parseJson(), labReadySchema),
        text.slice(0, end),
      );
      if (!parsed.success) {
        fault(parsed.issues[0].message);
        return;
      }
      clearTimeout(patience);
      resolve(parsed.output);
    });
  });
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
