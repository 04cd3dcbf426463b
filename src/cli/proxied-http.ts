/** HTTPS of the command line over the proxy that was chosen in Settings; Node takes none by itself. */
import type { Route } from '../core/doctor/ports';
import type { ProxyChoice } from '../shared/settings';
import { createNodeHttp, type HttpSend } from '../adapters/tenant';
import { directHttp } from './direct-http';

/** `host:port` and `http://host:port`, of what Settings takes. */
const HTTP_PROXY = /^(?:http:\/\/)?(\[[^\]]+\]|[^\s:/[\]]+):(\d+)$/i;

/** Sends to the given hosts; never past a proxy that a person chose. */
export function httpOver(choice: ProxyChoice): (hosts: readonly string[]) => HttpSend {
  const route = routeOver(choice);
  if (route.kind === 'proxy') return (hosts) => createNodeHttp({ hosts, proxy: route });
  switch (choice.kind) {
    case 'system':
      return (hosts) => directHttp(hosts);
    case 'none':
      return (hosts) => createNodeHttp({ hosts });
    case 'address': {
      const detail = `${choice.address}: the command line takes HTTP proxies only`;
      return () => () =>
        Promise.resolve({ kind: 'no-answer', reason: 'proxy', sent: false, detail });
    }
  }
}

/** The way that an examination takes. */
export function routeOver(choice: ProxyChoice): Route {
  const found = choice.kind === 'address' ? HTTP_PROXY.exec(choice.address) : null;
  if (found === null) return { kind: 'direct' };
  const [, host = '', port] = found;
  return { kind: 'proxy', host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
}
