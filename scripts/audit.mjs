/**
 * `npm run audit`: asks the registry which known weaknesses the packages have that ship, Electron among them, and fails
 * on high and critical ones. Part of `npm run check:release` only: it needs the network.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT, run, runMain, say } from './setup/common.mjs';

const FAILS = ['high', 'critical'];

/** @typedef {{name: string, severity: string, via: readonly (string | {title?: string, url?: string})[], nodes?: readonly string[]}} Weakness */

/**
 * Reads npm's answer.
 * @param {string} text
 * @returns {{error: string} | {weaknesses: Weakness[]}}
 */
export function readAudit(text) {
  let answer;
  try {
    answer = JSON.parse(text);
  } catch {
    return { error: text.trim().slice(0, 300) || 'no answer' };
  }
  if (typeof answer.vulnerabilities !== 'object') {
    const told = [answer.error?.code, answer.error?.summary].filter(Boolean).join(': ');
    return { error: told || String(answer.message ?? 'an answer without a list') };
  }
  return { weaknesses: Object.values(answer.vulnerabilities) };
}

/** Ships whole, though the lockfile counts it among what only builds. What it needs to install itself does not ship. */
const ELECTRON = 'node_modules/electron';

/**
 * Leaves what ships: packages that are no tools, and Electron by what is known of itself.
 * @param {{error: string} | {weaknesses: Weakness[]}} audit
 * @param {Readonly<Record<string, {dev?: boolean}>>} packages of the lockfile
 * @returns {{error: string} | {weaknesses: Weakness[]}}
 */
export function shippedOf(audit, packages) {
  if ('error' in audit) return audit;
  const weaknesses = audit.weaknesses.flatMap((weakness) => {
    const { nodes = [], via } = weakness;
    if (nodes.some((path) => packages[path]?.dev !== true && path !== ELECTRON)) return [weakness];
    const own = via.filter((item) => typeof item !== 'string');
    return nodes.includes(ELECTRON) && own.length > 0 ? [{ ...weakness, via: own }] : [];
  });
  return { weaknesses };
}

/** @param {Weakness} weakness */
function line({ name, severity, via }) {
  const reasons = via.map((item) =>
    typeof item === 'string' ? item : [item.title, item.url].filter(Boolean).join(' '),
  );
  return `${severity}  ${name}: ${reasons.join('; ')}`;
}

/**
 * @param {{error: string} | {weaknesses: Weakness[]}} audit
 * @returns {{code: number, lines: string[]}} what to print, and how to end
 */
export function judgeAudit(audit) {
  if ('error' in audit)
    return {
      code: 1,
      lines: [
        `The registry did not answer the question for known weaknesses: ${audit.error}`,
        'Nothing is known of them now. Ask again where the registry can be reached.',
      ],
    };
  const grave = audit.weaknesses.filter(({ severity }) => FAILS.includes(severity));
  const lines = audit.weaknesses.map(line);
  return {
    code: grave.length === 0 ? 0 : 1,
    lines: [
      ...lines,
      `${lines.length} known weaknesses in what ships, ${grave.length} of them grave.`,
    ],
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runMain(async () => {
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const { stdout, stderr } = run(npm, ['audit', '--package-lock-only', '--json'], {
      cwd: join(ROOT),
      quiet: true,
    });
    const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
    const audit = shippedOf(readAudit(stdout === '' ? stderr : stdout), packages);
    const { code, lines } = judgeAudit(audit);
    for (const each of lines) say(each);
    return code;
  });
}
