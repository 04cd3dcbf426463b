/** Licences, lockfile and secrets, offline; and how the registry's answer on weaknesses is judged. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { judgeAudit, readAudit, shippedOf } from '../../../scripts/audit.mjs';
import {
  ALLOWED_LICENCES,
  isLicenceAllowed,
  looseLocks,
  refusedLicences,
  secretsIn,
} from '../../../scripts/setup/policy.mjs';

const ROOT = join(import.meta.dirname, '../../..');

interface Lockfile {
  readonly packages: Readonly<
    Record<string, { readonly license?: string; readonly dev?: boolean }>
  >;
}
const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as Lockfile;

describe('licences', () => {
  it('of all packages are allowed, and the lockfile tells each', () => {
    expect(Object.keys(packages).length).toBeGreaterThan(300);
    expect(refusedLicences(packages)).toEqual([]);
  });

  it('in the lockfile are those that what is installed says', () => {
    const shipped = Object.entries(packages).filter(([path, item]) => path !== '' && !item.dev);
    const wrong = shipped.flatMap(([path, { license }]) => {
      const file = join(ROOT, path, 'package.json');
      if (!existsSync(file)) return [];
      const said = (JSON.parse(readFileSync(file, 'utf8')) as { license?: unknown }).license;
      return said === license ? [] : [`${path}: ${String(said)}, not ${String(license)}`];
    });
    expect(wrong).toEqual([]);
  });

  it.each([
    ['MIT', true],
    ['(BSD-3-Clause OR GPL-2.0)', true],
    ['MIT AND ISC', true],
    ['MIT AND GPL-3.0', false],
    ['GPL-3.0', false],
    ['SEE LICENSE IN LICENSE', false],
    ['', false],
  ])('%j allowed: %s', (expression, isAllowed) => {
    expect(isLicenceAllowed(expression, ALLOWED_LICENCES)).toBe(isAllowed);
    const refused = refusedLicences({ '': {}, 'node_modules/a': { license: expression } });
    expect(refused).toHaveLength(isAllowed ? 0 : 1);
  });

  it('of what only builds may be a few more, and one that is not told is none', () => {
    expect(refusedLicences({ a: { license: 'MPL-2.0', dev: true } })).toEqual([]);
    expect(refusedLicences({ a: { license: 'MPL-2.0' }, b: {} })).toEqual([
      'a: MPL-2.0',
      'b: no licence',
    ]);
  });
});

describe('the lockfile', () => {
  // threat T10
  it('holds a hash of every package, from the registry only', () => {
    expect(looseLocks(packages)).toEqual([]);
  });

  // threat T10
  it('is refused without a hash, with a weak one, and from elsewhere', () => {
    const integrity = 'sha512-x';
    expect(
      looseLocks({
        '': {},
        a: {},
        b: { integrity: 'sha1-x' },
        c: { integrity, resolved: 'http://registry.npmjs.org/c' },
        d: { integrity, resolved: 'git+ssh://git@example.org/d' },
        e: { integrity, resolved: 'https://registry.npmjs.org/e' },
        f: { link: true },
      }),
    ).toEqual([
      'a: no sha512',
      'b: no sha512',
      'c: http://registry.npmjs.org/c',
      'd: git+ssh://git@example.org/d',
    ]);
  });
});

/** Files that hold what looks like a secret and is none. */
const MARKED: Readonly<Record<string, readonly string[]>> = {
  // The practice lab's keys: public on purpose, and said to be so.
  'src/lab/exchange/lab-keys.ts': ['private key'],
  // Planted, to be found again.
  'test/integration/support-bundle/bundle.test.ts': ['JSON Web Token'],
  'test/unit/adapters/logging/file-log.test.ts': ['JSON Web Token'],
  'test/unit/adapters/logging/redact.test.ts': ['JSON Web Token'],
};

/** Files of the repository; all files below its folders where there is no Git. */
function repositoryFiles(): readonly string[] {
  try {
    const listed = execFileSync('git', ['ls-files', '-z', '-co', '--exclude-standard'], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 1 << 24,
    });
    return listed
      .toString('utf8')
      .split('\0')
      .filter((name) => name !== '');
  } catch {
    const folders = ['src', 'test', 'scripts', 'docs', 'assets'];
    return folders.flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1)),
    );
  }
}

/** Put together here, so that this file holds none. */
const whole = (...parts: readonly string[]): string => parts.join('');

describe('secrets', () => {
  it('are in no file of the repository', () => {
    const files = repositoryFiles().filter((name) => existsSync(join(ROOT, name)));
    expect(files.length).toBeGreaterThan(500);
    const found = files.flatMap((name) => {
      const kinds = secretsIn(readFileSync(join(ROOT, name), 'latin1'));
      return kinds.length === 0 ? [] : [[name.replaceAll('\\', '/'), kinds] as const];
    });
    expect(Object.fromEntries(found)).toEqual(MARKED);
  });

  it.each([
    [['-----BEGIN', 'PRIVATE KEY-----\nMIIE'].join(' '), 'private key'],
    [['-----BEGIN', 'OPENSSH PRIVATE KEY-----\nb3Bl'].join(' '), 'private key'],
    [whole('eyJ', 'a'.repeat(20), '.eyJ', 'b'.repeat(20), '.', 'c'.repeat(30)), 'JSON Web Token'],
    [whole('ghp_', 'A1'.repeat(18)), 'GitHub token'],
    [whole('npm_', 'A1'.repeat(18)), 'npm token'],
    [whole('AKIA', 'A1B2'.repeat(4)), 'key of AWS'],
    [whole('AccountKey=', 'a'.repeat(86), '=='), 'key of Azure storage'],
    [whole('x "aB38Q~', 'k'.repeat(34), '"'), 'client secret of Entra'],
    [whole('https://me:', 'hunter22@proxy.example.com'), 'address with a password'],
  ])('are told by their shape: %#', (text, kind) => {
    expect(secretsIn(text)).toEqual([kind]);
  });

  it('are not what documents talk about', () => {
    expect(
      secretsIn('-----BEGIN PRIVATE KEY-----\n…\n"Bearer eyJ…" https://localhost:1@x'),
    ).toEqual([]);
  });
});

describe('the registry’s answer', () => {
  const weak = (severity: string) => ({
    name: 'a',
    severity,
    via: ['b', { title: 'Reads too much', url: 'https://example.org/1' }],
  });

  it.each([
    ['moderate', 0],
    ['high', 1],
    ['critical', 1],
  ])('a %s weakness ends with %i', (severity, code) => {
    const audit = readAudit(JSON.stringify({ vulnerabilities: { a: weak(severity) } }));
    expect(judgeAudit(audit)).toEqual({
      code,
      lines: [
        `${severity}  a: b; Reads too much https://example.org/1`,
        `1 known weaknesses in what ships, ${code} of them grave.`,
      ],
    });
  });

  it.each([
    ['{"error":{"code":"ENOTFOUND","summary":"no such host"}}', 'ENOTFOUND: no such host'],
    ['<html>404</html>', '<html>404</html>'],
    ['{"message":"not found"}', 'not found'],
    ['', 'no answer'],
  ])('that is none, %j, is said plainly and is no pass', (text, reason) => {
    const { code, lines } = judgeAudit(readAudit(text));
    expect(code).toBe(1);
    expect(lines[0]).toContain(reason);
  });
});

describe('weaknesses of what ships', () => {
  const weakness = (name: string, via: readonly (string | { title: string })[]) => ({
    name,
    severity: 'high',
    via,
    nodes: [`node_modules/${name}`],
  });
  const judged = (...weaknesses: ReturnType<typeof weakness>[]) =>
    judgeAudit(shippedOf({ weaknesses }, packages));

  // threat T10
  it('count Electron’s own, and not those of what installs it or only builds', () => {
    expect(packages['node_modules/electron']?.dev).toBe(true);
    expect(judged(weakness('electron', [{ title: 'use after free' }]))).toMatchObject({ code: 1 });
    expect(judged(weakness('electron', ['extract-zip']))).toMatchObject({ code: 0 });
    expect(judged(weakness('vitest', [{ title: 'x' }]))).toMatchObject({ code: 0 });
    expect(judged(weakness('react', [{ title: 'x' }]))).toMatchObject({ code: 1 });
  });

  it('keep the registry’s silence a fault', () => {
    expect(judgeAudit(shippedOf({ error: 'offline' }, packages)).code).toBe(1);
  });
});
