/**
 * Shows every screen with made-up views, takes its picture, and checks it with axe. Needs a Chromium:
 *   node test/e2e/gallery/gallery.mjs [--chromium PATH] [--only NAME] [--quick]
 * Pictures go to test-output/gallery; the exit code is 1 when axe finds anything or something overflows.
 */
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { extname, join, normalize, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { AxeBuilder } from '@axe-core/playwright';
import react from '@vitejs/plugin-react';
import { chromium } from '@playwright/test';
import { build } from 'vite';
import { messagesPlugin } from '../../../scripts/messages-plugin.mjs';
import { pseudoPlugin } from './pseudo.mjs';
import { SHOTS } from './shots.mjs';

const root = resolve(import.meta.dirname, '../../..');
const output = join(root, 'test-output/gallery');
const { values } = parseArgs({
  options: {
    chromium: { type: 'string', default: '/usr/bin/chromium' },
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
  },
});

const NONCE = 'gallery';
const POLICY = `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${NONCE}'; img-src 'self' data:; font-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'`;
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

const SHARED = { configFile: false, logLevel: 'warn' };

/** The window as it ships; with `more`, in other words. */
async function buildWindow(name, more = []) {
  const folder = join(output, name);
  await build({
    ...SHARED,
    root: join(root, 'src/renderer'),
    plugins: [react(), messagesPlugin(), ...more],
    build: { target: 'chrome114', outDir: folder, emptyOutDir: true, minify: true },
  });
  return folder;
}

/** The script that stands in for the preload. */
async function buildBridge() {
  await build({
    ...SHARED,
    root,
    plugins: [messagesPlugin()],
    build: {
      outDir: join(output, 'page'),
      lib: {
        entry: join(import.meta.dirname, 'page.ts'),
        formats: ['iife'],
        name: 'page',
        fileName: () => 'page.js',
      },
    },
  });
}

/** Serves the window under the product's content security policy. */
function serve(folder) {
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://x').pathname);
    const file = join(folder, path === '/' ? 'index.html' : path);
    try {
      const body = readFileSync(file);
      response.writeHead(200, {
        'Content-Type': `${TYPES[extname(file)] ?? 'application/octet-stream'}; charset=utf-8`,
        'Content-Security-Policy': POLICY,
      });
      response.end(
        extname(file) === '.html' ? body.toString().replace('__CSP_NONCE__', NONCE) : body,
      );
    } catch {
      response.writeHead(404).end();
    }
  });
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done(server)));
}

/** Runs in the page. What does not fit: the page wider than the window, or text cut off without an ellipsis. */
const overflows = () => {
  const found = [];
  const page = document.scrollingElement;
  if (page !== null && page.scrollWidth > page.clientWidth + 1)
    found.push('page is wider than the window');
  for (const element of document.querySelectorAll('main, main *, nav *, header *')) {
    const style = getComputedStyle(element);
    if (
      style.overflowX === 'visible' ||
      element.closest('.visually-hidden, [data-testid="log"], .logs, .feature-scroll') !== null
    )
      continue;
    if (element.matches('input, textarea, select') || style.textOverflow === 'ellipsis') continue;
    if (style.clipPath !== 'none' || element.scrollWidth <= element.clientWidth + 1) continue;
    found.push(`${element.tagName.toLowerCase()}.${element.className} is cut off`);
  }
  return found;
};

const waiting = SHOTS.filter((shot) => !values.quick || shot.quick).filter(
  (shot) => values.only === undefined || shot.name.includes(values.only),
);
await buildBridge();
const servers = { usual: await serve(await buildWindow('window')) };
if (waiting.some((shot) => shot.pseudo)) {
  servers.pseudo = await serve(await buildWindow('window-pseudo', [pseudoPlugin()]));
}
const addressOf = (shot) =>
  `http://127.0.0.1:${servers[shot.pseudo ? 'pseudo' : 'usual'].address().port}`;
const browser = await chromium.launch({ executablePath: values.chromium, args: ['--no-sandbox'] });

/** Runs in the page: turns the direction of writing round; commands keep theirs. */
const writeFrom = (direction) => {
  document.documentElement.dir = direction;
  for (const provider of document.querySelectorAll('.fui-FluentProvider')) {
    provider.setAttribute('dir', direction);
  }
};

/** Takes one picture; returns everything that is wrong with it. */
async function take(shot) {
  const { name, scene, language, theme, width, height, forcedColors = 'none', act } = shot;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme === 'contrast' ? 'dark' : theme,
    locale: language,
    reducedMotion: 'reduce',
    forcedColors,
  });
  const page = await context.newPage();
  const faults = [];
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(String(error)));
  await page.addInitScript({ path: join(output, 'page/page.js') });
  await page.goto(`${addressOf(shot)}/?scene=${scene}&language=${language}&theme=${theme}`);
  await page.waitForSelector('h1');
  if (shot.direction !== undefined) await page.evaluate(writeFrom, shot.direction);
  await act?.(page);
  // Screens are loaded when they are shown first.
  await page.locator('.screen-wait').waitFor({ state: 'detached' });
  await page.waitForTimeout(150);
  await page.screenshot({ path: join(output, `${name}.png`) });
  const { violations } = await new AxeBuilder({ page })
    // Off by default in axe.
    .options({ rules: { 'target-size': { enabled: true } } })
    .setLegacyMode(true)
    .analyze();
  for (const { id, nodes } of violations) {
    faults.push(`axe ${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
  }
  faults.push(...(await page.evaluate(overflows)));
  await context.close();
  return faults;
}

let wrong = 0;
async function worker() {
  for (let shot = waiting.shift(); shot !== undefined; shot = waiting.shift()) {
    const faults = await take(shot).catch((error) => [String(error)]);
    wrong += faults.length;
    console.log(faults.length === 0 ? `ok   ${shot.name}` : `FAIL ${shot.name}`);
    for (const fault of faults) console.log(`       ${fault}`);
  }
}
await Promise.all(Array.from({ length: 6 }, worker));
await browser.close();
for (const server of Object.values(servers)) server.close();
process.exitCode = wrong === 0 ? 0 : 1;
