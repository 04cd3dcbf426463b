/** How long reading a log of 100 MB takes, against a search for one fixed string in the same file. */
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { redact } from '../../src/adapters/logging/redact';
import { diagnose } from '../../src/core/diagnosis/diagnose';
import type { Row } from './support/row';
import { ratio, rounded } from './support/row';

const PIECE = 1 << 20;
const SIZE = 100_000_000;
const RUNS = 5;
const FINE =
  '2017.10.23 11:39:51.552         10276 [Client=UX, Activity=Domain Ownership, Session=OnPremises, Cmdlet=Get-FederationInformation, Thread=9] FINISH Time=61.9ms Results=PASSED\r\n';
const WRONG =
  "2017.10.23 11:39:52.001 *ERROR* 10277 [Client=UX, Activity=Domain Ownership, Session=OnPremises, Thread=9] FINISH Time=6140.9ms Results=PowerShell failed to invoke 'x': AADSTS700027: The certificate is not registered\r\n";

/** The least processor time, in milliseconds: other programs on the machine do not count. */
async function least(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1_000);
  }
  return Math.min(...times);
}

/** Reads the file as text and looks for one string. */
async function search(file: string): Promise<boolean> {
  let found = false;
  for await (const piece of createReadStream(file, { highWaterMark: PIECE, encoding: 'utf8' }))
    found ||= (piece as string).includes('AADSTS7000270');
  return found;
}

async function measureLog(name: string, block: string, folder: string): Promise<Row[]> {
  const file = join(folder, 'log.txt');
  await writeFile(file, block.repeat(Math.ceil(SIZE / block.length)));
  const searched = await least(() => search(file));
  const diagnosed = await least(() =>
    diagnose(createReadStream(file, { highWaterMark: PIECE }), { redact }),
  );
  return [
    { name: `${name}: diagnosed`, value: rounded(diagnosed), unit: 'ms' },
    { name: `${name}: searched for one string`, value: rounded(searched), unit: 'ms' },
    ratio(`${name}: diagnosed against searched`, diagnosed, searched, 3),
  ];
}

/** Measures a log without errors, and one with an error in each hundred lines. */
export default async function measure(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'crossprem-bench-'));
  try {
    return [
      ...(await measureLog('100 MB log without errors', FINE.repeat(100), folder)),
      ...(await measureLog('100 MB log, 1 % errors', FINE.repeat(99) + WRONG, folder)),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
