import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { messagesPlugin } from './scripts/messages-plugin.mjs';

const root = import.meta.dirname;

/** Leaves out inputs that do not exist yet, so that the rest can be built meanwhile. */
function existing(inputs: Record<string, string>): Record<string, string> {
  const entries = Object.entries(inputs).map(
    ([name, path]) => [name, resolve(root, path)] as const,
  );
  for (const [name, path] of entries) {
    if (!existsSync(path)) console.warn(`build: ${name} is left out, ${path} does not exist`);
  }
  return Object.fromEntries(entries.filter(([, path]) => existsSync(path)));
}

// The oldest runtime that must run the bundle is Electron 25: Node 18.15, Chromium 114.
const NODE_TARGET = 'node18.15';
const CHROME_TARGET = 'chrome114';

const mainInput = existing({
  main: 'src/main/index.ts',
  cli: 'src/cli/index.ts',
  lab: 'src/lab/index.ts',
});
const preloadInput = existing({ preload: 'src/preload/index.ts' });
const rendererInput = existing({ index: 'src/renderer/index.html' });

const hasEntries = (inputs: Record<string, string>) => Object.keys(inputs).length > 0;

/** Readable stack traces matter more in a support case than the bytes that short names save. */
const minifyKeepingNames = { compress: true, mangle: false, codegen: true } as const;

export default defineConfig({
  ...(hasEntries(mainInput) && {
    main: {
      plugins: [messagesPlugin()],
      define: { 'process.env.NODE_ENV': '"production"' },
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
  }),
  ...(hasEntries(preloadInput) && {
    preload: {
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
  }),
  ...(hasEntries(rendererInput) && {
    renderer: {
      root: resolve(root, 'src/renderer'),
      plugins: [react(), messagesPlugin()],
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
  }),
});
