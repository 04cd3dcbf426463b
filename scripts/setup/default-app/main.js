// What an Electron without an application of its own does: it loads the folder or file it is given.
'use strict';

const { app } = require('electron');
const Module = require('node:module');
const fs = require('node:fs');
const path = require('node:path');

/** Switches that take the next argument as their value. */
const WITH_VALUE = new Set(['-r', '--require']);

/** Splits the command line into what to print, what to load first, and what to run. */
function parse(args) {
  const wish = { print: '', modules: [], target: '' };
  for (let i = 0; i < args.length && !wish.target; i++) {
    const arg = args[i];
    if (WITH_VALUE.has(arg)) wish.modules.push(args[++i]);
    else if (arg === '-v' || arg === '--version') wish.print = `v${process.versions.electron}`;
    else if (arg === '-a' || arg === '--abi') wish.print = process.versions.modules;
    else if (!arg.startsWith('-')) wish.target = arg;
  }
  return wish;
}

/** Takes over path, name and version of the application in a folder. */
function adopt(folder) {
  const file = path.join(folder, 'package.json');
  if (!fs.existsSync(file)) return;
  const { name, productName, version } = JSON.parse(fs.readFileSync(file, 'utf8'));
  app.setAppPath(folder);
  if (productName || name) app.setName(productName || name);
  if (version) app.setVersion(version);
}

/** Runs the application as if Electron had started with it. */
function start(target) {
  const full = path.resolve(target);
  adopt(fs.statSync(full).isDirectory() ? full : path.dirname(full));
  process.defaultApp = true;
  Module._load(Module._resolveFilename(full, null, true), null, true);
}

const wish = parse(process.argv.slice(1));
if (wish.print) {
  console.log(wish.print);
  process.exit(0);
}
for (const name of wish.modules) Module._load(path.resolve(name), null, false);
if (!wish.target) {
  console.error('Give the folder of an application.');
  process.exit(1);
}
try {
  start(wish.target);
} catch (error) {
  console.error(error);
  process.exit(1);
}
