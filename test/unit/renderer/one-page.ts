/**
 * The environment of the window's tests: one page for all test files of a process, so that the libraries of the window,
 * which hold on to the page that they were loaded in, are loaded once. `blank-page.ts` empties it between files.
 */
import { builtinEnvironments, type Environment } from 'vitest/runtime';

const { 'happy-dom': page } = builtinEnvironments;
/** Whether this process has its page. */
const MADE = Symbol.for('crossprem-test-page');

const onePage: Environment = {
  name: 'one-page',
  viteEnvironment: 'client',
  setup: async (global: Record<symbol, unknown>, options) => {
    if (global[MADE] !== true) await page.setup(global, options);
    global[MADE] = true;
    return { teardown: () => undefined };
  },
};

export default onePage;
