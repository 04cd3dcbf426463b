import { defineConfig } from 'vitest/config';
import { messagesPlugin } from './scripts/messages-plugin.mjs';

/** What all projects share; each adds its files and its patience. */
const common = { plugins: [messagesPlugin()] };

// The lab itself is under test, whatever PowerShell this computer has; the suites over PowerShell ask for it.
process.env['CROSSPREM_PRACTICE'] = 'direct';

/** Tests of screens, in a page. */
const SCREEN_TESTS = ['test/unit/renderer/**/*.test.tsx'];

/** Tests around the window, many with stand-ins for modules. */
const WINDOW_TESTS = ['test/unit/{main,renderer,scripts}/**/*.test.ts'];

/** Whole runs against a practice lab. */
const RUN_TESTS = [
  'test/integration/{carry,engine,tenant,update}/**/*.test.ts',
  // The one that is left out makes shells for itself, which another file of its process would miss.
  'test/integration/cli/!(customers).test.ts',
];

/** Tests that start real processes. */
const real = {
  testTimeout: 120_000,
  hookTimeout: 60_000,
  // Each waits for its lab as much as it works, so that three fill two processors.
  maxWorkers: 3,
  // After the others, so that nothing else takes their processor time.
  sequence: { groupOrder: 1 },
};

export default defineConfig({
  ...common,
  test: {
    projects: [
      {
        ...common,
        // Pure code keeps nothing between files, so that its modules are loaded once.
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          exclude: WINDOW_TESTS,
          isolate: false,
          testTimeout: 30_000,
        },
      },
      {
        ...common,
        test: { name: 'window', include: WINDOW_TESTS, testTimeout: 30_000 },
      },
      {
        ...common,
        // The window's libraries take longer to load than a file's tests take, so that they are loaded once.
        test: {
          name: 'screens',
          include: SCREEN_TESTS,
          environment: './test/unit/renderer/one-page.ts',
          setupFiles: './test/unit/renderer/blank-page.ts',
          isolate: false,
          testTimeout: 30_000,
        },
      },
      {
        ...common,
        test: { name: 'contract', include: ['test/contract/**/*.test.ts'], testTimeout: 20_000 },
      },
      {
        ...common,
        // Runs against a lab change nothing of their own process, so that their modules are loaded once.
        test: { ...real, name: 'runs', include: RUN_TESTS, isolate: false },
      },
      {
        ...common,
        test: {
          ...real,
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          exclude: RUN_TESTS,
        },
      },
    ],
  },
});
