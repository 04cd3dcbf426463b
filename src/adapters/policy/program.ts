/** How a program of the system ended. */
export interface ProgramResult {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

/** Runs a program of the system by its absolute path with these words; rejects where it does not start or does not end. */
export type RunProgram = (executable: string, words: readonly string[]) => Promise<ProgramResult>;
