/** The PowerShells that the suites run over: a scripted stand-in, and a real one where there is one. */
import { chmod, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { findPowerShells } from '../../../../src/adapters/powershell/discovery';
import { shellEnvironment } from '../../../../src/adapters/powershell/environment';
import type { BridgeOperation } from '../../../../src/adapters/powershell/protocol';
import { wireValue } from '../../../../src/adapters/powershell/protocol';
import { PowerShellShell } from '../../../../src/adapters/powershell/shell';
import type { PowerShellOptions } from '../../../../src/adapters/powershell/shell';
import { OUTPUT_PROPERTIES, bridgeTable } from '../../../../src/core/commands/output-properties';
import type { ParameterKind } from '../../../../src/core/commands/allow-list';
import type { ResolvedValue } from '../../../../src/core/model/command';
import type { CallOptions } from '../../../../src/core/ports';

const ASSETS = join(import.meta.dirname, '../../../../assets/powershell');

/** A kind of shell to test; `executable` is undefined where this computer has none. */
export interface Kind {
  readonly name: string;
  readonly executable: string | undefined;
  readonly isReal: boolean;
}

/** The stand-in as a program of its own: a copy that names this Node. */
async function makeStandIn(folder: string): Promise<string> {
  const source = await readFile(join(import.meta.dirname, 'stand-in.cjs'), 'utf8');
  const file = join(folder, 'stand-in.cjs');
  await writeFile(file, `#!${process.execPath}\n${source}`);
  await chmod(file, 0o755);
  return file;
}

/** A real PowerShell: CROSSPREM_PWSH, or the first that is found. */
async function realPowerShell(): Promise<string | undefined> {
  const configured = process.env['CROSSPREM_PWSH'];
  const found = await findPowerShells({
    platform: process.platform,
    environment: process.env,
    ...(configured === undefined ? {} : { configured }),
  });
  return found[0]?.executable;
}

/** Folder of this test file's run: the stand-in, and the bridge with test commands in its allow-list. */
export const folder = await mkdtemp(join(tmpdir(), 'crossprem-shells-'));

/** Removes it. */
export const removeFolder = (): Promise<void> => rm(folder, { recursive: true, force: true });

const real = await realPowerShell();
export const KINDS: readonly Kind[] = [
  {
    name: 'stand-in',
    executable: process.platform === 'win32' ? undefined : await makeStandIn(folder),
    isReal: false,
  },
  { name: `real PowerShell (${real ?? 'none on this computer'})`, executable: real, isReal: true },
];

const text = (...names: string[]): Record<string, ParameterKind> =>
  Object.fromEntries(names.map((name) => [name, 'text']));
const TEST_COMMANDS: Readonly<Record<string, Record<string, ParameterKind>>> = {
  'Test-Echo': { ...text('Text', 'List'), Flag: 'boolean', Switch: 'switch', Link: 'link' },
  ...Object.fromEntries(
    [
      'Streams',
      'Kill',
      'Stderr',
      'Prompt',
      'Confirm',
      'Mandatory',
      'StdIn',
      'Console',
      'Child',
      'Lone',
      'Values',
    ].map((name) => [`Test-${name}`, {}]),
  ),
  'Test-Recording': text('Path'),
  'Test-Fault': text('Text'),
  'Test-Exit': text('Code'),
  'Test-Sleep': text('Milliseconds'),
  'Test-Tick': text('Milliseconds'),
  'Test-Large': text('Count'),
  'Test-Many': text('Count'),
  'Test-Flood': text('Megabytes'),
};

/** Every property that a read takes. */
const READ_PROPERTIES = [...new Set(Object.values(OUTPUT_PROPERTIES).flat())];

/** The bridge as it ships, with the test commands added to its table. Returns the module's path. */
async function makeTestBridge(): Promise<string> {
  const target = join(folder, 'bridge');
  await cp(ASSETS, target, { recursive: true });
  const commands = Object.entries(TEST_COMMANDS).map(([name, parameters]) => [
    name,
    {
      change: false,
      parameters,
      required: [],
      properties: name === 'Test-Recording' ? READ_PROPERTIES : ['*'],
    },
  ]);
  const table = {
    commands: bridgeTable().commands,
    modules: {
      ...bridgeTable().modules,
      test: {
        module: join(import.meta.dirname, 'Test.Commands.psm1'),
        commands: { ...bridgeTable().commands, ...Object.fromEntries(commands) },
      },
    },
  };
  await writeFile(join(target, 'allow-list.json'), JSON.stringify(table));
  return join(target, 'Crossprem.Bridge.psm1');
}

const testBridge = await makeTestBridge();
/** The bridge as it ships. */
export const shippedBridge = join(ASSETS, 'Crossprem.Bridge.psm1');

const open = new Set<PowerShellShell>();

/** A shell; closed by `closeAll`. */
export function makeShell(kind: Kind, options: Partial<PowerShellOptions> = {}): PowerShellShell {
  const shell = new PowerShellShell({
    executable: kind.executable ?? '',
    environment: shellEnvironment(process.env, process.platform),
    folder: tmpdir(),
    executionPolicy: 'Bypass',
    modulePath: testBridge,
    platform: process.platform,
    description: kind.name,
    target: 'ex01.contoso.lab',
    graceMs: 1_000,
    connect: { op: 'connect-module', module: 'test' },
    ...options,
  });
  open.add(shell);
  return shell;
}

/** Closes every shell that a test made. */
export async function closeAll(): Promise<void> {
  await Promise.all([...open].map((shell) => shell.close()));
  open.clear();
}

/** A test command as a request. */
export function command(
  name: string,
  parameters: Readonly<Record<string, ResolvedValue>> = {},
): BridgeOperation {
  return {
    op: 'invoke',
    command: name,
    parameters: Object.entries(parameters).map(([key, value]) => wireValue(key, value)),
  };
}

/** Limits of a test call. */
export const call = (deadlineMs = 30_000, signal?: AbortSignal): CallOptions => ({
  deadlineMs,
  requestId: randomUUID(),
  ...(signal === undefined ? {} : { signal }),
});
