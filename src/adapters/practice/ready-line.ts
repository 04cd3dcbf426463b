import * as v from 'valibot';
import { CodedError, appError } from '../../shared/errors';
import type { LabReady } from '../../shared/lab';
import { labReadySchema } from './lab-schemas';

/** The lab's process, as far as its first line needs it: a child process or a utility process. */
export interface LabProcess {
  readonly stdout: NodeJS.ReadableStream | null;
  readonly stderr: NodeJS.ReadableStream | null;
  once(event: 'exit', listener: (code: number) => void): unknown;
}

const START_WITHIN_MS = 30_000;
const KEPT_ERRORS = 2_000;

/** Waits for the line that says where the lab is. HX-LAB with its last words when it ends or says nothing. */
export function readyLine(child: LabProcess): Promise<LabReady> {
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
      const line = v.safeParse(
        v.pipe(v.string(), v.parseJson(), labReadySchema),
        text.slice(0, end),
      );
      if (!line.success) {
        fault(line.issues[0].message);
        return;
      }
      clearTimeout(patience);
      resolve(line.output);
    });
  });
}
