import { describe, expect, it, vi } from 'vitest';
import type { HttpSend } from '../../../../src/adapters/tenant';
import { createPracticeBrowser, enterPracticeCode } from '../../../../src/adapters/tenant';
import { isLoopback, postToLoopback } from '../../../../src/adapters/tenant/loopback';

const page = (body: string, status = 200): HttpSend =>
  vi.fn<HttpSend>(() => Promise.resolve({ kind: 'answer', status, headers: {}, body }));

describe('practice browser', () => {
  it.each([
    'https://login.microsoftonline.com/x',
    'http://localhost/x',
    'https://localhost.example/',
  ])('does not open %s', async (address) => {
    const http = page('');
    await expect(createPracticeBrowser(http)(address)).rejects.toThrow('this computer only');
    expect(http).not.toHaveBeenCalled();
  });

  it('does not post a form elsewhere, nor hand the answer elsewhere', async () => {
    const outside = page('<form id="practice-sign-in" action="https://evil.example/"></form>');
    await expect(createPracticeBrowser(outside)('https://localhost/')).rejects.toThrow(
      'this computer only',
    );
    expect(outside).toHaveBeenCalledTimes(1);
    const answer = page('<form id="response" action="https://evil.example/"></form>');
    await expect(createPracticeBrowser(answer)('https://localhost/')).rejects.toThrow(
      'not for this computer',
    );
  });

  it('says what is missing', async () => {
    await expect(createPracticeBrowser(page('<p>'))('https://localhost/')).rejects.toThrow(
      'no sign-in form',
    );
    await expect(createPracticeBrowser(page('', 500))('https://localhost/')).rejects.toThrow('500');
    await expect(enterPracticeCode(page('<p>'), 'https://localhost/', 'X')).rejects.toThrow(
      'no form',
    );
    const form = page(
      '<form id="practice-sign-in" action="/login"><input name="a" value="&amp;"></form>',
    );
    await expect(createPracticeBrowser(form)('https://localhost/')).rejects.toThrow('no answer');
    const silent: HttpSend = () =>
      Promise.resolve({ kind: 'no-answer', reason: 'connect', sent: false, detail: 'gone' });
    await expect(createPracticeBrowser(silent)('https://localhost/')).rejects.toThrow('gone');
  });
});

describe('loopback', () => {
  it('is this computer over plain HTTP', async () => {
    expect(['http://localhost:1', 'http://127.0.0.1:1', 'http://[::1]:1'].every(isLoopback)).toBe(
      true,
    );
    expect(['https://localhost:1', 'http://localhost.example', 'x'].some(isLoopback)).toBe(false);
    await expect(postToLoopback('http://evil.example/', {})).rejects.toThrow('this computer');
  });
});
