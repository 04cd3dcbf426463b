/**
 * Shows every screen with made-up views, takes its picture, and checks it: with axe, for texts that are cut off, for the
 * way by Tab, for rings and for what moves.
 *   node test/e2e/gallery/gallery.mjs [--chromium PATH | --electron] [--only NAME] [--quick | --sample]
 * Pictures go to test-output/gallery; the exit code is 1 when anything is found. Where there is no Chromium, the
 * Electron of the tests shows them, one after the other. `--sample` takes the few that every run of the tests takes, of
 * the window that is built already.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { hasDisplay, underDisplay } from '../../../scripts/setup/display.mjs';
import { look } from './look.mjs';
import { pseudoPlugin } from './pseudo.mjs';
import { chromiumRuntime, electronRuntime } from './runtimes.mjs';
import { BRIDGE, BUILT_WINDOW, buildBridge, buildWindow, serve } from './serve.mjs';
import { SHOTS } from './shots.mjs';

const { values } = parseArgs({
  options: {
    chromium: { type: 'string', default: '/usr/bin/chromium' },
    electron: { type: 'boolean', default: false },
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    sample: { type: 'boolean', default: false },
  },
});

/** Takes the shots; returns how much is wrong. */
async function takeAll(waiting, runtime, addressOf) {
  let wrong = 0;
  const worker = async () => {
    for (let shot = waiting.shift(); shot !== undefined; shot = waiting.shift()) {
      const page = await runtime.open(shot.language);
      const faults = await look(page, addressOf(shot), shot).catch((error) => [String(error)]);
      await runtime.done(page);
      wrong += faults.length;
      console.log(faults.length === 0 ? `ok   ${shot.name}` : `FAIL ${shot.name}`);
      for (const fault of faults) console.log(`       ${fault}`);
    }
  };
  await Promise.all(Array.from({ length: runtime.pages }, worker));
  return wrong;
}

async function main(withElectron) {
  const waiting = SHOTS.filter((shot) => !values.quick || shot.quick)
    .filter((shot) => !values.sample || shot.sample)
    .filter((shot) => values.only === undefined || shot.name.includes(values.only));
  await buildBridge();
  const usual = values.sample ? BUILT_WINDOW : await buildWindow('window');
  const servers = { usual: await serve(usual) };
  if (waiting.some((shot) => shot.pseudo)) {
    servers.pseudo = await serve(await buildWindow('window-pseudo', [pseudoPlugin()]));
  }
  const addressOf = (shot) =>
    `http://127.0.0.1:${servers[shot.pseudo ? 'pseudo' : 'usual'].address().port}`;
  const runtime = withElectron
    ? await electronRuntime(BRIDGE)
    : await chromiumRuntime(values.chromium, BRIDGE);
  const wrong = await takeAll(waiting, runtime, addressOf);
  await runtime.close();
  for (const server of Object.values(servers)) server.close();
  return wrong === 0 ? 0 : 1;
}

const withElectron = values.electron || !existsSync(values.chromium);
if (withElectron && !hasDisplay()) {
  const [program, words] = underDisplay([process.execPath, ...process.argv.slice(1)]);
  process.exitCode = spawnSync(program, words, { stdio: 'inherit' }).status ?? 1;
} else {
  process.exitCode = await main(withElectron);
}
