import { createInterface } from 'node:readline/promises';

/** True when a person can answer. */
export function canAsk(): boolean {
  return process.stdin.isTTY && process.stderr.isTTY;
}

/** Asks a yes-or-no question on the terminal. Anything but the given yes-words is no: the least harmful answer. */
export async function askYes(question: string, yesWords: readonly string[]): Promise<boolean> {
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await reader.question(`${question} `);
    return yesWords.includes(answer.trim().toLowerCase());
  } finally {
    reader.close();
  }
}
