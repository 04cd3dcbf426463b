import { describe, expect, it, vi } from 'vitest';

const register = vi.hoisted(() => vi.fn());
vi.mock('electron', () => ({ protocol: { registerSchemesAsPrivileged: register } }));

import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listBundledFiles } from '../../../../src/main/security/bundled-files';
import { contentSecurityPolicy } from '../../../../src/main/security/csp';
import {
  answerAppRequest,
  registerAppScheme,
  requestedPath,
} from '../../../../src/main/security/protocol';

function bundle(): string {
  const folder = mkdtempSync(join(tmpdir(), 'crossprem-bundle-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<meta name="csp-nonce" content="__CSP_NONCE__">');
  writeFileSync(join(folder, 'assets', 'main-1a2b.js'), 'export {};');
  writeFileSync(join(folder, 'notes.txt'), 'not served');
  return folder;
}

const content = { files: listBundledFiles(bundle()), crashPage: () => '<p>__CSP_NONCE__</p>' };
const ask = (url: string, method = 'GET') => answerAppRequest({ method, url }, content);

describe('the app scheme', () => {
  it('is standard and secure, and never above the policy', () => {
    registerAppScheme();
    expect(register.mock.calls[0]?.[0]).toEqual([
      {
        scheme: 'app',
        privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
      },
    ]);
  });

  it('serves the bundled files with type and policy', async () => {
    const script = await ask('app://crossprem/assets/main-1a2b.js');
    expect(script.status).toBe(200);
    expect(script.headers['Content-Type']).toContain('text/javascript');
    expect(script.headers['X-Content-Type-Options']).toBe('nosniff');
  });

  it('puts the same fresh nonce into document and policy', async () => {
    const first = await ask('app://crossprem/');
    const second = await ask('app://crossprem/index.html');
    const nonce = /content="([^"]+)"/.exec(String(first.body))?.[1] ?? '';
    expect(nonce).toHaveLength(24);
    expect(first.headers['Content-Security-Policy']).toContain(`'nonce-${nonce}'`);
    expect(String(second.body)).not.toContain(nonce);
  });

  it.each([
    'app://crossprem/notes.txt',
    'app://crossprem/assets/',
    'app://crossprem/assets/../../package.json',
    'app://crossprem/..%2f..%2fpackage.json',
    'app://crossprem/%2e%2e/%2e%2e/etc/passwd',
    'app://crossprem//index.html',
    'app://crossprem/index.html?x=1',
    'app://crossprem/index.html%00',
    'app://crossprem/%',
    'app://user:word@crossprem/index.html',
    'app://other/index.html',
    'app://crossprem:1/index.html',
    'https://crossprem/index.html',
    'no address at all',
  ])('does not serve %s', async (url) => {
    expect((await ask(url)).status).toBe(404);
  });

  it('answers GET only', async () => {
    for (const method of ['POST', 'PUT', 'HEAD', 'OPTIONS']) {
      expect((await ask('app://crossprem/', method)).status).toBe(405);
    }
  });

  it('serves the crash page without any file', async () => {
    const { status, body, headers } = await ask('app://crossprem/crash');
    expect(status).toBe(200);
    expect(body).not.toContain('__CSP_NONCE__');
    expect(headers['Content-Security-Policy']).toContain("script-src 'self'");
  });

  // threat T1
  it('reads no path from anything but a plain address of ours', () => {
    expect(requestedPath('app://crossprem/a%20b.js')).toBe('/a b.js');
    expect(requestedPath('app://crossprem/a.js#x')).toBe('/a.js');
  });
});

// threat T1
it('has a policy without any loophole', () => {
  const policy = contentSecurityPolicy('abc');
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("require-trusted-types-for 'script'");
  expect(policy).toContain("trusted-types 'none'");
  expect(policy).not.toMatch(/unsafe|\*|https?:|blob:/);
  const scripts = policy.split('; ').find((part) => part.startsWith('script-src'));
  expect(scripts).toBe("script-src 'self'");
});
