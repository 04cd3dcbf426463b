import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { bundledPackagesPlugin } from './scripts/bundled-packages-plugin.mjs';
import { messagesPlugin } from './scripts/messages-plugin.mjs';

const root = import.meta.dirname;

// The oldest runtime that must run the bundle is Electron 25: Node 18.15, Chromium 114.
const NODE_TARGET = 'node18.15';
const CHROME_TARGET = 'chrome114';

const mainInput = {
  main: resolve(root, 'src/main/index.ts'),
  cli: resolve(root, 'src/cli/index.ts'),
  lab: resolve(root, 'src/lab/index.ts'),
};
const preloadInput = { preload: resolve(root, 'src/preload/index.ts') };
const rendererInput = { index: resolve(root, 'src/renderer/index.html') };

/** The publisher's public key, which updates are checked with; empty in a build that has none. */
function updateKey(): string {
  const file = resolve(root, 'assets/update/public-key.txt');
  const stored = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return (process.env['CROSSPREM_UPDATE_KEY'] ?? stored).trim();
}

/** Readable stack traces matter more in a support case than the bytes that short names save. */
const minifyKeepingNames = {
  compress: true,
  mangle: { keepNames: { function: true, class: true } },
  codegen: true,
} as const;

export default defineConfig({
  main: {
    plugins: [messagesPlugin(), bundledPackagesPlugin(root, 'main')],
    define: {
      'process.env.NODE_ENV': '"production"',
      CROSSPREM_BUILT_UPDATE_KEY: JSON.stringify(updateKey()),
    },
    build: {
      target: NODE_TARGET,
      outDir: 'out/main',
      externalizeDeps: false,
      sourcemap: false,
      rolldownOptions: {
        input: mainInput,
        output: {
          format: 'cjs',
          entryFileNames: '[name].cjs',
          chunkFileNames: 'chunks/[name]-[hash].cjs',
          minify: minifyKeepingNames,
        },
      },
    },
  },
  preload: {
    plugins: [bundledPackagesPlugin(root, 'preload')],
    build: {
      target: NODE_TARGET,
      outDir: 'out/preload',
      externalizeDeps: false,
      sourcemap: false,
      rolldownOptions: {
        input: preloadInput,
        output: {
          format: 'cjs',
          entryFileNames: '[name].cjs',
          codeSplitting: false,
          minify: minifyKeepingNames,
        },
      },
    },
  },
  renderer: {
    root: resolve(root, 'src/renderer'),
    plugins: [react(), messagesPlugin(), bundledPackagesPlugin(root, 'renderer')],
    build: {
      target: CHROME_TARGET,
      outDir: resolve(root, 'out/renderer'),
      minify: true,
      sourcemap: false,
      rolldownOptions: {
        input: rendererInput,
      },
    },
  },
});
