#!/usr/bin/env -S node --experimental-websocket --no-warnings
/**
 * Stands between Playwright and a packaged program, which takes `--remote-debugging-port` away before anything listens.
 * Nothing in the program lets Playwright in: through the inspector, which only the test package's fuse allows, this
 * keeps main from taking that one switch away.
 */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { connect } from './inspector.mjs';

const [program = '', ...before] = JSON.parse(process.env['PACKAGED_PROGRAM'] ?? '[]');
const args = process.argv
  .slice(2)
  .map((word) => (word === '--inspect=0' ? '--inspect-brk=127.0.0.1:0' : word));

const KEEP_SWITCH = `{
  const line = require('electron').app.commandLine;
  const remove = line.removeSwitch.bind(line);
  line.removeSwitch = (name) => name.startsWith('remote-debugging-p') || remove(name);
}`;

/**
 * Lets main run up to its own first line, changes that one thing, and lets it go on.
 * @param {string} url
 */
async function keepSwitch(url) {
  const inspector = await connect(url);
  const { send } = inspector;
  const reached = new Promise((resolve) => {
    inspector.on('Debugger.paused', ({ callFrames: [frame] }) => {
      resolve(frame.callFrameId);
    });
  });
  await send('Debugger.enable');
  await send('Runtime.runIfWaitingForDebugger');
  const { exceptionDetails } = await send('Debugger.evaluateOnCallFrame', {
    callFrameId: await reached,
    expression: KEEP_SWITCH,
  });
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description);
  // Disabling lets it run on.
  await send('Debugger.disable');
  return inspector;
}

const child = spawn(program, [...before, ...args], { stdio: ['inherit', 'inherit', 'pipe'] });
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
  process.on(signal, () => child.kill(signal));
child.on('exit', (code) => process.exit(code ?? 1));

let isFirst = true;
/** Kept open until the end: Playwright asks through the same inspector. @type {import('./inspector.mjs').Inspector | undefined} */
let kept;
createInterface({ input: child.stderr }).on('line', (line) => {
  // The program ends when nobody asks any more.
  if (line.startsWith('Waiting for the debugger to disconnect')) kept?.close();
  const url = /^Debugger listening on (ws:\/\/.*)$/.exec(line)?.[1];
  if (url === undefined || !isFirst) {
    process.stderr.write(`${line}\n`);
    return;
  }
  isFirst = false;
  keepSwitch(url).then(
    (inspector) => {
      kept = inspector;
      process.stderr.write(`${line}\n`);
    },
    (error) => {
      console.error(error);
      child.kill('SIGKILL');
    },
  );
});
