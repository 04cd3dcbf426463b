import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-output/e2e',
  // Most of the time they wait for a window or the practice lab.
  workers: 3,
  // Each test has a window of its own, so that no worker stands still at the end; the few that share one say so.
  fullyParallel: true,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 60_000,
  reporter: [['list'], ['json', { outputFile: 'test-output/e2e.json' }]],
});
