/** The commit that a package is made from, for About. */
import { spawnSync } from 'node:child_process';
import { ROOT } from '../setup/common.mjs';

/** @param {...string} words */
function git(...words) {
  const { status, stdout } = spawnSync('git', words, { cwd: ROOT, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

/**
 * Its short hash. Undefined without git, and where files differ from the commit: the package is then not made from it.
 * @returns {string | undefined}
 */
export function commitOfPackage() {
  if (git('status', '--porcelain', '--untracked-files=no') !== '') return undefined;
  return git('rev-parse', '--short=12', 'HEAD');
}
