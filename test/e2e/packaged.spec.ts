/** The product as a package: what a person starts, with the fuses set and everything in its archive. */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { TEST_IDS } from '../../src/renderer/testids';
import { answerDialogs } from './support/launch';
import {
  launchPackaged,
  makeTestPackage,
  ownFolder,
  runPackaged,
  startPackaged,
} from './support/packaged';
import { byMouse, goTo, idle, openCustomer } from './support/screens';

test.skip(process.platform !== 'linux', 'the test package is made for Linux here');
// One package for all.
test.describe.configure({ mode: 'default', timeout: 120_000 });

/** What somebody could set to change what runs, whom it trusts or what it tells. */
const HOSTILE = {
  CROSSPREM_DATA: '/nowhere',
  CROSSPREM_LATENCY: 'none',
  CROSSPREM_PRACTICE: 'direct',
  NODE_EXTRA_CA_CERTS: '/nowhere/ca.pem',
  NODE_TLS_REJECT_UNAUTHORIZED: '0',
  NODE_POWERSHELL: '/nowhere/pwsh',
  PSModulePath: '/nowhere',
  DEBUG: '*',
};

let folder = '';

test.beforeAll(() => {
  folder = makeTestPackage();
});

/** How many changes of the run are done. */
async function doneActions(page: Page): Promise<number> {
  const run = (await openCustomer(page))?.['run'] as { done: number } | null | undefined;
  return run?.done ?? 0;
}

/** Whether anything listens. */
function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

test('a practice run goes through, and a second start only brings the first to the front', async () => {
  const home = ownFolder();
  const app = await launchPackaged({ folder, home });
  const { page } = app;
  expect(await app.electron.evaluate(({ app: own }) => own.isPackaged)).toBe(true);
  await expect(page.getByTestId(TEST_IDS.startPractice)).toBeVisible();
  const named = () =>
    app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle());
  await expect.poll(named).toMatch(/Crossprem Test$/);

  await page.getByTestId(TEST_IDS.startPractice).click();
  await page.getByTestId(TEST_IDS.nextAction).click();
  await idle(page);
  await goTo(page, byMouse, 'plan');
  await expect(page.getByTestId(TEST_IDS.apply)).toBeVisible();
  await answerDialogs(app, 'deed');
  await page.getByTestId(TEST_IDS.apply).click();
  // The lab answers as slowly as servers do here: a few changes are enough.
  await expect.poll(async () => doneActions(page), { timeout: 60_000 }).toBeGreaterThanOrEqual(2);

  // Neither a second window nor plain Node, whatever the environment says.
  const mark = join(home, 'ran-as-node');
  const second = runPackaged({
    folder,
    home,
    args: [`--data=${app.data}`, '-e', `require('fs').writeFileSync('${mark}', '')`],
    environment: { ELECTRON_RUN_AS_NODE: '1' },
  });
  expect(second.code).toBe(0);
  expect(existsSync(mark)).toBe(false);
  expect(
    await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length),
  ).toBe(1);
  expect(app.problems).toEqual([]);
  // In mid-run it would ask first.
  await app.electron.evaluate(({ app: own }) => own.exit(0)).catch(() => undefined);
  await app.close();
});

test('environment and switches open no way in', async () => {
  const home = ownFolder();
  const port = 20_000 + (process.pid % 20_000);
  const main = await startPackaged({
    folder,
    home,
    args: [`--remote-debugging-port=${port}`, '--remote-allow-origins=*'],
    environment: HOSTILE,
  });
  const electron = `process.mainModule.require('electron')`;
  await expect
    .poll(
      () =>
        main.ask(
          // The inspector answers before the program's own module is there.
          `process.mainModule?.require === undefined ? 0 : ${electron}.BrowserWindow.getAllWindows().filter((one) => !one.webContents.isLoading()).length`,
        ),
      { timeout: 30_000 },
    )
    .toBe(1);
  expect(await listens(port)).toBe(false);
  expect(main.stderr()).not.toContain('DevTools listening');
  const left = main.ask('Object.keys(process.env)') as readonly string[];
  expect(left.filter((name) => name in HOSTILE || name.startsWith('CROSSPREM_'))).toEqual([]);
  // The developer tools cannot be opened, even when main is told to.
  const contents = `${electron}.BrowserWindow.getAllWindows()[0].webContents`;
  expect(main.ask(`${contents}.openDevTools(), ${contents}.isDevToolsOpened()`)).toBe(false);
  expect(main.ask(`${electron}.app.getPath('userData')`)).toBe(join(home, 'data', 'window'));
  const bridge = main.ask(`process.resourcesPath + '/powershell'`) as string;
  expect(existsSync(join(bridge, 'Crossprem.Bridge.psm1'))).toBe(true);
  expect(bridge).not.toContain('.asar');
  await main.close();
});

test('the fuses of the program are the configured ones, but the inspector’s', () => {
  const read = `import('./scripts/package/builder.mjs').then((m) => m.readFuses(process.argv[1])).then((f) => console.log(JSON.stringify(f)))`;
  const found = JSON.parse(
    execFileSync(process.execPath, ['-e', read, join(folder, 'crossprem')], { encoding: 'utf8' }),
  ) as Record<string, boolean>;
  expect(found).toMatchObject({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: true,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
  });
});

test('the command line runs without a window, with its output and exit codes', () => {
  const home = ownFolder();
  const data = `--data=${join(home, 'data')}`;
  const cli = (...args: readonly string[]) =>
    runPackaged({ folder, home, args: ['--cli', ...args, data] });
  const plan = cli('plan', '--lab', '--latency', 'none', '--json');
  expect(plan.code).toBe(2);
  expect(JSON.parse(plan.stdout)).toMatchObject({ scenario: 'tenant-exchange' });
  expect(cli('no-such-verb').code).toBe(64);
  // A package for tests works for nobody but the practice lab.
  const added = cli(
    ...['customer', 'add', '--name', 'Contoso', '--server', 'ex01.contoso.invalid'],
    ...['--tenant-domain', 'contoso.onmicrosoft.com'],
    ...['--tenant-id', '11111111-2222-4333-8444-555555555555'],
  );
  expect(added.code).toBe(0);
  const refused = cli('read', '--customer', 'contoso', '--json');
  expect(refused.code).toBe(3);
  expect(refused.stdout + refused.stderr).toContain('HX-PRACTICEONLY');
  const blind = runPackaged({
    folder,
    home,
    args: ['--cli', 'help'],
    environment: { DISPLAY: '' },
  });
  expect(blind.code).toBe(4);
  expect(blind.stderr).toContain('xvfb-run');
});

test('a changed PowerShell file is refused before any PowerShell starts', () => {
  const home = ownFolder();
  const mark = join(home, 'started');
  const standIn = join(home, 'pwsh');
  writeFileSync(standIn, `#!/bin/sh\necho started >> '${mark}'\n`);
  chmodSync(standIn, 0o755);
  const doctor = (of: string): string =>
    runPackaged({
      folder: of,
      home,
      args: [
        ...['--cli', 'doctor', '--json', '--powershell', standIn],
        `--data=${join(home, 'data')}`,
      ],
    }).stdout;

  expect(doctor(folder)).not.toContain('HX-BRIDGE');
  expect(readFileSync(mark, 'utf8')).toContain('started');
  rmSync(mark);
  const changed = `${folder}-changed`;
  // Links, not copies: only the changed file takes room.
  execFileSync('cp', ['-al', folder, changed]);
  const file = join(changed, 'resources/powershell/Crossprem.Values.ps1');
  const text = readFileSync(file, 'utf8');
  rmSync(file);
  writeFileSync(file, `${text}# changed\n`);
  try {
    const refused = doctor(changed);
    expect(refused).toContain('HX-BRIDGE');
    expect(refused).toContain('Crossprem.Values.ps1');
    expect(existsSync(mark)).toBe(false);
  } finally {
    rmSync(changed, { recursive: true, force: true });
  }
});
