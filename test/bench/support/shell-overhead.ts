/**
 * The adapter, with its bridge and protocol, against the same commands typed into one raw PowerShell process and against
 * a plain script of them. Both take turns, so that a busy machine slows both. Measured over the scripted stand-in, and
 * over a real PowerShell where there is one.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PowerShellShell } from '../../../src/adapters/powershell/shell';
import type { Kind } from '../../integration/powershell/support/shells';
import {
  KINDS,
  call,
  closeAll,
  command,
  folder,
  makeShell,
  removeFolder,
} from '../../integration/powershell/support/shells';
import { RawPowerShell } from './raw-powershell';
import type { Row } from './row';
import { ratio, rounded } from './row';

/** Small requests, after as many that warm both up: PowerShell compiles what ran often. */
const SMALL = 300;
/** Milliseconds that a request may cost over the same line typed. */
const SMALL_LIMIT = 5;
/** Milliseconds of a turn's commands: as the lab has it, most reads, certificates, a change (src/lab/latency.ts). */
const TURN = [150, 150, 350, 500];
const TURNS = 25;
/** A run of commands may take this many times as long as a plain script of them. */
const LIMIT = 1.05;

/** Measures every kind of shell that is here. */
export default async function measure(): Promise<Row[]> {
  const rows: Row[] = [];
  try {
    for (const kind of KINDS) {
      if (kind.executable === undefined) console.log(`not measured: ${kind.name}`);
      else rows.push(...(await measureKind(kind, kind.executable)));
    }
  } finally {
    await closeAll();
    await removeFolder();
  }
  return rows;
}

async function measureKind(kind: Kind, executable: string): Promise<Row[]> {
  const shell = makeShell(kind);
  const raw = new RawPowerShell(executable);
  try {
    const name = kind.isReal ? 'PowerShell' : kind.name;
    return [...(await smallRequests(name, shell, raw)), ...(await commands(name, shell, raw))];
  } finally {
    raw.end();
    await shell.close();
  }
}

async function smallRequests(
  name: string,
  shell: PowerShellShell,
  raw: RawPowerShell,
): Promise<Row[]> {
  const requests: number[] = [];
  const typed: number[] = [];
  for (let count = 0; count < 2 * SMALL; count += 1) {
    requests.push(await timed(() => perform(shell, 'Test-Echo', { Text: 'x' })));
    typed.push(await timed(() => raw.run("Test-Echo -Text 'x'")));
  }
  const [request, line] = [median(requests.slice(SMALL)), median(typed.slice(SMALL))];
  return [
    row(`${name}: a small request, median of ${SMALL}`, request),
    row(`${name}: over the same typed into a raw process`, request - line, SMALL_LIMIT),
  ];
}

async function commands(name: string, shell: PowerShellShell, raw: RawPowerShell): Promise<Row[]> {
  const script = join(folder, 'plain.ps1');
  const lines = TURN.map((milliseconds) => `Test-Sleep -Milliseconds '${milliseconds}'\n`);
  await writeFile(script, lines.join(''));
  let adapter = 0;
  let plain = 0;
  for (let turn = 0; turn < TURNS; turn += 1) {
    adapter += await timed(async () => {
      for (const milliseconds of TURN)
        await perform(shell, 'Test-Sleep', { Milliseconds: String(milliseconds) });
    });
    plain += await timed(() => raw.run(`. '${script}'`));
  }
  const what = `${TURNS * TURN.length} commands of ${TURN.join(', ')} ms`;
  return [
    row(`${name}: ${what}`, adapter),
    ratio(`${name}: ${what} to a plain script of them`, adapter, plain, LIMIT),
  ];
}

async function perform(
  shell: PowerShellShell,
  name: string,
  parameters: Readonly<Record<string, string>>,
): Promise<void> {
  const outcome = await shell.perform(command(name, parameters), call());
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function median(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;
}

function row(name: string, value: number, limit?: number): Row {
  const measured = { name, value: rounded(value, 2), unit: 'ms' };
  return limit === undefined ? measured : { ...measured, limit };
}
