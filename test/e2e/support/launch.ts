/** Starts the app as a person would, with a data folder of its own. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';

const ROOT = resolve(__dirname, '../../..');
/** The checkout, or another build to test. */
export const APP_FOLDER = process.env['CROSSPREM_APP'] ?? ROOT;

interface Runtime {
  readonly binary: string;
  readonly env: Readonly<Record<string, string>>;
}
let runtime: Runtime | undefined;

/** The Electron that scripts/ chooses; asked in a process of its own, because those are ES modules. */
export function electronRuntime(): Runtime {
  const ask =
    "import('./scripts/setup/runtime.mjs').then((m) => m.ensureRuntime()).then((r) => console.log(JSON.stringify(r)))";
  runtime ??= JSON.parse(
    execFileSync(process.execPath, ['-e', ask], { cwd: ROOT, encoding: 'utf8' }),
  ) as Runtime;
  return runtime;
}

/** A running app and what belongs to it. */
export interface RunningApp {
  readonly electron: ElectronApplication;
  readonly page: Page;
  readonly data: string;
  /** Errors of the page: uncaught ones, and what it wrote to its console as errors. */
  readonly problems: readonly string[];
  close(): Promise<void>;
}

/** How to start. */
export interface LaunchOptions {
  /** An existing data folder, which is then kept. */
  readonly data?: string;
  readonly args?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** A new, empty data folder; removed when the tests end. */
export function newDataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'crossprem-e2e-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** More than any start takes; a runtime that hangs is told at once, not when the whole test's time is over. */
const START_WITHIN_MS = 30_000;

/** Starts the app and waits for its window. */
export async function launch(options: LaunchOptions = {}): Promise<RunningApp> {
  const { binary, env } = electronRuntime();
  const data = options.data ?? newDataFolder();
  const electron = await _electron.launch({
    executablePath: binary,
    timeout: START_WITHIN_MS,
    args: [APP_FOLDER, '--lang=en', ...(options.args ?? [])],
    env: {
      ...env,
      CROSSPREM_DATA: data,
      CROSSPREM_LATENCY: 'none',
      // The same counts and times on every computer, with a PowerShell or without.
      CROSSPREM_PRACTICE: 'direct',
      LANG: 'en_US.UTF-8',
      ...options.environment,
    },
  });
  const problems: string[] = [];
  const page = await electron.firstWindow();
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await page.waitForLoadState('load');
  const close = async (): Promise<void> => {
    await electron.close();
    if (options.data === undefined) rmSync(data, { recursive: true, force: true });
  };
  return { electron, page, data, problems, close };
}

/** Which of main's questions a person answers how: `deed` presses the first button, `way-out` the last. */
export type Answer = 'deed' | 'way-out';

/** What main asked. */
export interface Asked {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
  readonly defaultId: number;
  readonly cancelId: number;
}

/** Presses buttons of main's own dialogs from now on, and notes what they said. */
export async function answerDialogs(app: RunningApp, answer: Answer): Promise<void> {
  await app.electron.evaluate(({ dialog }, wanted) => {
    const asked: unknown[] = [];
    Reflect.set(globalThis, 'askedQuestions', asked);
    const press = (...words: readonly unknown[]) => {
      const options = words.at(-1) as { buttons: readonly string[] };
      asked.push(options);
      const response = wanted === 'deed' ? 0 : options.buttons.length - 1;
      return Promise.resolve({ response, checkboxChecked: false });
    };
    Reflect.set(dialog, 'showMessageBox', press);
  }, answer);
}

/** The questions asked since `answerDialogs`. */
export async function askedQuestions(app: RunningApp): Promise<readonly Asked[]> {
  return app.electron.evaluate(() => Reflect.get(globalThis, 'askedQuestions') as readonly Asked[]);
}

/** Chooses this file in main's save dialogs from now on. */
export async function saveTo(app: RunningApp, file: string): Promise<void> {
  await app.electron.evaluate(({ dialog }, filePath) => {
    Reflect.set(dialog, 'showSaveDialog', () => Promise.resolve({ canceled: false, filePath }));
  }, file);
}

/** Chooses this file in main's open dialogs from now on. */
export async function openFrom(app: RunningApp, file: string): Promise<void> {
  await app.electron.evaluate(({ dialog }, path) => {
    const answer = { canceled: false, filePaths: [path] };
    Reflect.set(dialog, 'showOpenDialog', () => Promise.resolve(answer));
  }, file);
}
