/**
 * `npm run audit`: asks the registry which known weaknesses the packages have that ship, and fails on high and critical
 * ones. Part of `npm run check:release` only: it needs the network.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT, run, runMain, say } from './setup/common.mjs';

const FAILS = ['high', 'critical'];

/** @typedef {{name: string, severity: string, via: readonly (string | {title?: string, url?: string})[]}} Weakness */

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
    const { stdout, stderr } = run(npm, ['audit', '--omit=dev', '--package-lock-only', '--json'], {
      cwd: join(ROOT),
      quiet: true,
    });
    const { code, lines } = judgeAudit(readAudit(stdout === '' ? stderr : stdout));
    for (const each of lines) say(each);
    return code;
  });
}
