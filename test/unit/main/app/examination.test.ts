import { describe, expect, it } from 'vitest';
import { routeOf } from '../../../../src/main/app/examination';

describe('Chromium’s answer about proxies', () => {
  it.each([
    ['DIRECT', { kind: 'direct' }],
    ['', { kind: 'direct' }],
    ['SOCKS5 proxy:1080', { kind: 'direct' }],
    [
      'PROXY proxy.contoso.com:8080; DIRECT',
      { kind: 'proxy', host: 'proxy.contoso.com', port: 8080 },
    ],
    ['HTTPS secure:443', { kind: 'proxy', host: 'secure', port: 443 }],
    ['PROXY [fd00::8]:3128', { kind: 'proxy', host: 'fd00::8', port: 3128 }],
  ])('%j', (answer, route) => {
    expect(routeOf(answer)).toEqual(route);
  });
});
