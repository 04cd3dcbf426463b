/** The window as it ships, in a folder or built anew, and the script that stands in for the preload. */
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { extname, join, normalize, resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { messagesPlugin } from '../../../scripts/messages-plugin.mjs';

const root = resolve(import.meta.dirname, '../../..');
/** Where pictures and what they need go. */
export const OUTPUT = join(root, 'test-output/gallery');
/** The script that stands in for the preload. */
export const BRIDGE = join(OUTPUT, 'page/page.js');
/** The window that the end-to-end tests start. */
export const BUILT_WINDOW = join(root, 'out/renderer');

const NONCE = 'gallery';
const POLICY = `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${NONCE}'; img-src 'self' data:; font-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'`;
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

const SHARED = { configFile: false, logLevel: 'warn' };

/** Builds the window as it ships; with `more`, in other words. */
export async function buildWindow(name, more = []) {
  const folder = join(OUTPUT, name);
  await build({
    ...SHARED,
    root: join(root, 'src/renderer'),
    plugins: [react(), messagesPlugin(), ...more],
    build: { target: 'chrome114', outDir: folder, emptyOutDir: true, minify: true },
  });
  return folder;
}

/** Builds the script that stands in for the preload. */
export async function buildBridge() {
  await build({
    ...SHARED,
    root,
    plugins: [messagesPlugin()],
    build: {
      outDir: join(OUTPUT, 'page'),
      // Another gallery may show pages with it just now.
      emptyOutDir: false,
      lib: {
        entry: join(import.meta.dirname, 'page.ts'),
        formats: ['iife'],
        name: 'page',
        fileName: () => 'page.js',
      },
    },
  });
}

/** Serves a window under the product's content security policy. */
export function serve(folder) {
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
