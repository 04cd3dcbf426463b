import { defineConfig } from 'vitest/config';
import { messagesPlugin } from './scripts/messages-plugin.mjs';

/** What all three projects share; each adds its files and its patience. */
const common = { plugins: [messagesPlugin()] };

// The lab itself is under test, whatever PowerShell this computer has; the suites over PowerShell ask for it.
process.env['CROSSPREM_PRACTICE'] = 'direct';

export default defineConfig({
  ...common,
  test: {
    projects: [
      {
        ...common,
        test: { name: 'unit', include: ['test/unit/**/*.test.{ts,tsx}'] },
      },
      {
        ...common,
        test: { name: 'contract', include: ['test/contract/**/*.test.ts'], testTimeout: 20_000 },
      },
      {
        ...common,
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
          // These start real processes; more at a time only makes their timings unreliable.
          maxWorkers: 2,
          // After the others, so that nothing else takes their processor time.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
