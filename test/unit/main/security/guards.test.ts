import { EventEmitter } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import type { App, Session, WebContents } from 'electron';
import { ExternalLinks, checkedAddress } from '../../../../src/main/security/external-links';
import { guardNavigation, mayNavigate } from '../../../../src/main/security/navigation';
import {
  fetchPolicy,
  guardNetwork,
  isLoopback,
  refuseCredentialRequests,
  windowPolicy,
} from '../../../../src/main/security/network';
import { denyPermissions } from '../../../../src/main/security/permissions';

describe('navigation', () => {
  it('leads only to the one document, in the main frame', () => {
    expect(mayNavigate('app://crossprem/', true)).toBe(true);
    expect(mayNavigate('app://crossprem/', false)).toBe(false);
    for (const url of [
      'https://example.com/',
      'file:///',
      'app://crossprem/crash',
      '',
      undefined,
    ]) {
      expect(mayNavigate(url, true)).toBe(false);
    }
  });

  // threat T1
  it('is guarded in every form, and windows and webviews are denied', () => {
    const setWindowOpenHandler = vi.fn();
    const setWebRTCIPHandlingPolicy = vi.fn();
    const contents = Object.assign(new EventEmitter(), {
      setWindowOpenHandler,
      setWebRTCIPHandlingPolicy,
    });
    guardNavigation(contents as unknown as WebContents);
    for (const name of [
      'will-navigate',
      'will-frame-navigate',
      'will-redirect',
      'will-attach-webview',
    ]) {
      const preventDefault = vi.fn();
      contents.emit(name, { preventDefault, url: 'https://example.com/', isMainFrame: true });
      expect(preventDefault, name).toHaveBeenCalledOnce();
    }
    const deny = setWindowOpenHandler.mock.calls[0]?.[0] as () => unknown;
    expect(deny()).toEqual({ action: 'deny' });
    expect(setWebRTCIPHandlingPolicy).toHaveBeenCalledWith('disable_non_proxied_udp');
  });
});

describe('permissions', () => {
  // threat T1
  it('are all refused', () => {
    const set = {
      setPermissionRequestHandler: vi.fn(),
      setPermissionCheckHandler: vi.fn(),
      setDevicePermissionHandler: vi.fn(),
    };
    denyPermissions(set as unknown as Session);
    const decide = vi.fn();
    (set.setPermissionRequestHandler.mock.calls[0]![0] as (...all: unknown[]) => void)(
      null,
      'media',
      decide,
    );
    expect(decide).toHaveBeenCalledWith(false);
    expect((set.setPermissionCheckHandler.mock.calls[0]![0] as () => boolean)()).toBe(false);
    expect((set.setDevicePermissionHandler.mock.calls[0]![0] as () => boolean)()).toBe(false);
  });
});

describe('the network', () => {
  it('of the window is the app scheme', () => {
    const packaged = windowPolicy(false);
    expect(packaged('app://crossprem/assets/a.js')).toBe(true);
    for (const url of [
      'app://crossprem.evil/',
      'https://example.com/',
      'devtools://x',
      'file:///x',
    ]) {
      expect(packaged(url)).toBe(false);
    }
    expect(windowPolicy(true)('devtools://devtools/x')).toBe(true);
  });

  it('of main is HTTPS, and this machine alone in a runtime for practice', () => {
    expect(fetchPolicy(false)('https://graph.microsoft.com/v1.0')).toBe(true);
    expect(fetchPolicy(false)('http://graph.microsoft.com/')).toBe(false);
    expect(fetchPolicy(true)('https://graph.microsoft.com/v1.0')).toBe(false);
    expect(fetchPolicy(true)('https://localhost:1234/x')).toBe(true);
    expect(isLoopback('https://localhost.evil.com/')).toBe(false);
    expect(isLoopback('https://127.0.0.1@evil.com/')).toBe(false);
    expect(isLoopback('https://[::1]/')).toBe(true);
  });

  // threat T1
  it('cancels what the policy refuses and reports each host once', () => {
    const onBeforeRequest = vi.fn();
    const refused = vi.fn();
    guardNetwork({ webRequest: { onBeforeRequest } } as unknown as Session, () => false, refused);
    const listener = onBeforeRequest.mock.calls[0]?.[0] as (
      d: { url: string },
      c: (r: unknown) => void,
    ) => void;
    const decide = vi.fn();
    listener({ url: 'https://a.example/1' }, decide);
    listener({ url: 'https://a.example/2' }, decide);
    expect(decide).toHaveBeenCalledWith({ cancel: true });
    expect(refused.mock.calls).toEqual([['a.example']]);
  });

  // threat T5
  it('gives no certificate, no password, and no trust away', () => {
    const app = new EventEmitter();
    refuseCredentialRequests(app as App);
    const preventDefault = vi.fn();
    const choose = vi.fn();
    app.emit('select-client-certificate', { preventDefault }, null, '', [{}], choose);
    app.emit('login', { preventDefault }, null, {}, {}, choose);
    const decide = vi.fn();
    app.emit('certificate-error', { preventDefault }, null, '', '', {}, decide);
    expect(preventDefault).toHaveBeenCalledTimes(3);
    expect(choose.mock.calls).toEqual([[], []]);
    expect(decide).toHaveBeenCalledWith(false);
  });
});

describe('external links', () => {
  const hosts = ['learn.microsoft.com'];

  it.each([
    'http://learn.microsoft.com/',
    'https://learn.microsoft.com.evil.com/',
    'https://user@learn.microsoft.com/',
    'https://learn.microsoft.com:8443/',
    'https://example.com/',
    'javascript:alert(1)',
    'ms-settings:',
    'not an address',
  ])('do not open %s', (address) => {
    expect(checkedAddress(address, hosts)).toBeUndefined();
  });

  it('open a known host, with its query', async () => {
    const open = vi.fn(() => Promise.resolve());
    const links = new ExternalLinks(open, ['login.microsoftonline.com']);
    await links.openDocument('https://learn.microsoft.com/en-us/exchange#step-1');
    await links.openSignIn('https://login.microsoftonline.com/x/authorize?state=1');
    expect(open.mock.calls.flat()).toEqual([
      'https://learn.microsoft.com/en-us/exchange#step-1',
      'https://login.microsoftonline.com/x/authorize?state=1',
    ]);
    await expect(links.openSignIn('https://learn.microsoft.com/')).rejects.toMatchObject({
      error: { code: 'HX-IPC' },
    });
  });
});
