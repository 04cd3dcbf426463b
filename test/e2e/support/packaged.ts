/** The test package: made, started and asked as somebody without special rights would. */
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chownSync, copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { _electron, expect } from '@playwright/test';
import { NOBODY, isRoot, openFolder } from '../../../scripts/package/open-folder.mjs';
import type { RunningApp } from './launch';

const ROOT = resolve(__dirname, '../../..');
const SUPPORT = join(ROOT, 'test/e2e/support');
const PROGRAM = 'crossprem';
const IS_ROOT = isRoot();
const AS_NOBODY = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'] as const;

/** Makes the package; its folder. A copy of it where others may not look into the checkout. */
export function makeTestPackage(): string {
  execFileSync(process.execPath, ['scripts/package.mjs', '--test'], { cwd: ROOT, stdio: 'pipe' });
  const open = openFolder(join(ROOT, 'test-output/test-package/linux-unpacked'));
  process.once('exit', open.remove);
  return open.folder;
}

/** A new folder of the person who starts the program. */
export function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'crossprem-packaged-'));
  if (IS_ROOT) chownSync(folder, NOBODY, NOBODY);
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function command(folder: string): readonly [string, ...string[]] {
  const program = join(folder, PROGRAM);
  return IS_ROOT ? [AS_NOBODY[0], ...AS_NOBODY.slice(1), program] : [program];
}

function environment(home: string, more: Readonly<Record<string, string>>): Record<string, string> {
  const { PATH = '', DISPLAY = '', XAUTHORITY } = process.env;
  const authority = join(home, '.Xauthority');
  if (XAUTHORITY !== undefined) copyFileSync(XAUTHORITY, authority);
  if (XAUTHORITY !== undefined && IS_ROOT) chownSync(authority, NOBODY, NOBODY);
  return {
    ...{ PATH, DISPLAY, HOME: home, XAUTHORITY: authority, LANG: 'en_US.UTF-8' },
    ...more,
  };
}

/** How the package is started. */
interface PackagedStart {
  /** Of the package. */
  readonly folder: string;
  /** Home of whoever starts it; its data lies in `data` below. */
  readonly home: string;
  readonly args?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

function words({ home, args = [] }: PackagedStart): readonly string[] {
  return [`--data=${join(home, 'data')}`, ...args];
}

/** Starts the window and drives it with Playwright. */
export async function launchPackaged(start: PackagedStart): Promise<RunningApp> {
  const electron = await _electron.launch({
    executablePath: join(SUPPORT, 'packaged-driver.mjs'),
    args: ['--lang=en', ...words(start)],
    chromiumSandbox: true,
    timeout: 30_000,
    env: environment(start.home, {
      ...start.environment,
      PACKAGED_PROGRAM: JSON.stringify(command(start.folder)),
    }),
  });
  const page = await electron.firstWindow();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  await page.waitForLoadState('load');
  return {
    electron,
    page,
    data: join(start.home, 'data'),
    problems,
    close: () => electron.close(),
  };
}

/** What a program that ended has left. */
interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the program and waits until it has ended by itself. */
export function runPackaged(start: PackagedStart): Ended {
  const [program, ...before] = command(start.folder);
  const { status, stdout, stderr } = spawnSync(program, [...before, ...(start.args ?? [])], {
    env: environment(start.home, start.environment ?? {}),
    encoding: 'utf8',
    timeout: 60_000,
  });
  return { code: status, stdout, stderr };
}

/** A program that runs as people start it, with the inspector open for questions. */
interface PackagedMain {
  readonly stderr: () => string;
  ask(expression: string): unknown;
  close(): Promise<void>;
}

/** Starts the window without Playwright. */
export async function startPackaged(start: PackagedStart): Promise<PackagedMain> {
  const [program, ...before] = command(start.folder);
  const args = [...before, '--inspect=127.0.0.1:0', ...words(start)];
  const child: ChildProcess = spawn(program, args, {
    env: environment(start.home, start.environment ?? {}),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const lines: string[] = [];
  if (child.stderr !== null)
    createInterface({ input: child.stderr }).on('line', (line) => lines.push(line));
  const address = (): string | undefined =>
    lines.flatMap((line) => /^Debugger listening on (ws:\/\/.*)$/.exec(line)?.[1] ?? [])[0];
  await expect.poll(address, { timeout: 30_000 }).toBeDefined();
  const ask = (expression: string): unknown =>
    JSON.parse(
      execFileSync(
        process.execPath,
        [
          ...['--experimental-websocket', '--no-warnings', join(SUPPORT, 'ask-main.mjs')],
          ...[address() ?? '', expression],
        ],
        { encoding: 'utf8' },
      ),
    ) as unknown;
  const gone = new Promise<void>((done) => child.once('exit', () => done()));
  const close = async (): Promise<void> => {
    child.kill('SIGKILL');
    await gone;
  };
  return { stderr: () => lines.join('\n'), ask, close };
}
