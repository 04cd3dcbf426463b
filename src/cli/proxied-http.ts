/** HTTPS of the command line over the proxy that was chosen in Settings; Node takes none by itself. */
import type { Route } from '../core/doctor/ports';
import type { ProxyChoice } from '../shared/settings';
import { createNodeHttp, type HttpSend } from '../adapters/tenant';
import { directHttp } from './direct-http';

/** An address as Settings takes it. */
const ADDRESS = /^(?:([a-z0-9]+):\/\/)?(\[[^\]]+\]|[^\s:/[\]]+):(\d+)$/i;

/** Sends to the given hosts; never past a proxy that a person chose. */
export function httpOver(choice: ProxyChoice): (hosts: readonly string[]) => HttpSend {
  switch (choice.kind) {
    case 'system':
      return (hosts) => directHttp(hosts);
    case 'none':
      return (hosts) => createNodeHttp({ hosts });
    case 'address': {
      const { isHttp, ...proxy } = proxyAt(choice.address);
      if (isHttp) return (hosts) => createNodeHttp({ hosts, proxy });
      const detail = `${choice.address}: the command line takes HTTP proxies only`;
      return () => () =>
        Promise.resolve({ kind: 'no-answer', reason: 'proxy', sent: false, detail, proxy });
    }
  }
}

/** The way that an examination takes. */
export function routeOver(choice: ProxyChoice): Route {
  if (choice.kind !== 'address') return { kind: 'direct' };
  const { host, port } = proxyAt(choice.address);
  return { kind: 'proxy', host, port };
}

function proxyAt(address: string) {
  const [, scheme = 'http', host = '', port = '0'] = ADDRESS.exec(address) ?? [];
  const isHttp = scheme.toLowerCase() === 'http';
  return { isHttp, host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
}
