/** The other computer as a process of its own, with a lab of its own, for tests that drive the window from outside. */
import { readFile, writeFile } from 'node:fs/promises';
import { systemClock } from '../../../src/adapters/system/crypto';
import { readScript, runElsewhere } from './other-computer';
import { startTestLab } from './practice';

/** What the worker is told: where its lab is kept, and which customer's scripts to run there, one after the other. */
export interface CarryOrder {
  /** Folder of the lab; what a script changed there is there for the next order. */
  readonly lab: string;
  readonly data: string;
  readonly customer: string;
  readonly seed: number;
  readonly runs: readonly { readonly script: string; readonly result: string }[];
}

async function work(order: CarryOrder): Promise<void> {
  const lab = await startTestLab({ seed: order.seed, folder: order.lab });
  for (const { script, result } of order.runs) {
    const carried = await readScript(order.data, order.customer, await readFile(script, 'utf8'));
    await writeFile(result, await runElsewhere(lab, carried, systemClock));
  }
  process.stdout.write(JSON.stringify(lab.ready));
  await lab.stop();
}

void work(JSON.parse(process.argv[2] ?? '') as CarryOrder);
