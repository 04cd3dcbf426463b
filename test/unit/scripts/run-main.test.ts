/** The exit code of a script is that of its main function, whatever a package that it loads does when the process ends. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');
const COMMON = pathToFileURL(join(ROOT, 'scripts/setup/common.mjs')).href;

/** Runs a main function in a process of its own, with what electron-builder has loaded after its first temporary file. */
function ended(main: string): { readonly code: number | null; readonly told: string } {
  const script = `
    import { createRequire } from 'node:module';
    import { SetupError, runMain } from ${JSON.stringify(COMMON)};
    const require = createRequire(${JSON.stringify(join(ROOT, 'package.json'))});
    const here = createRequire(require.resolve('electron-builder'));
    here('async-exit-hook')(() => undefined);
    process.stdout.write('x'.repeat(200_000));
    await runMain(async () => { ${main} });
  `;
  const { status, stderr, stdout } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', script],
    { encoding: 'utf8' },
  );
  expect(stdout).toHaveLength(200_000);
  return { code: status, told: stderr };
}

it.each([
  ['made nothing wrong', 'return 0;', 0],
  ['made a part', 'return 2;', 2],
  ['refused', 'return 3;', 3],
  ['never came to an end', 'await new Promise(() => undefined);', 1],
  ['was interrupted', 'process.exit(130);', 130],
])('of one that %s', (_what, main, code) => {
  expect(ended(main).code).toBe(code);
});

it('is 1 after a failure, expected or not, and the failure is told', () => {
  const expected = ended("throw new SetupError('It does not start.', 'No reason.', 'Look.');");
  expect(expected).toEqual({
    code: 1,
    told: '\nIt does not start.\n  Why: No reason.\n  What to do: Look.\n',
  });
  const fault = ended("throw new TypeError('no such thing');");
  expect(fault.code).toBe(1);
  expect(fault.told).toContain('no such thing');
});
