/** The session of Chromium that reaches tenants, over the proxy that was set. */
import { session, type ProxyConfig, type Session } from 'electron';
import type { HttpResult, HttpSend } from '../../adapters/tenant';
import type { ProxyChoice } from '../../shared/settings';
import type { OpenStream } from '../../adapters/update/stream';
import { createSessionHttp } from './session-http';
import { createSessionStream } from './session-stream';

/** Chromium's words for a choice. This computer itself is always reached directly. */
function proxyConfig(choice: ProxyChoice): ProxyConfig {
  switch (choice.kind) {
    case 'system':
      return { mode: 'system' };
    case 'none':
      return { mode: 'direct' };
    case 'address':
      return { mode: 'fixed_servers', proxyRules: choice.address };
  }
}

/** The first proxy of Chromium's answer, e.g. `PROXY proxy.contoso.com:8080; DIRECT`. */
const PROXY = /(?:PROXY|HTTPS|SOCKS[45]?)\s+(\[[^\]]+\]|[^\s;:]+):(\d+)/i;

type Silence = Extract<HttpResult, { kind: 'no-answer' }>;

function isProxys(answer: HttpResult): answer is Silence {
  return answer.kind === 'no-answer' && answer.reason.startsWith('proxy');
}

/** Reaches tenants. A choice made meanwhile holds from the next request on; those under way are not cut. */
export class TenantSession {
  private applied: { readonly choice: ProxyChoice; readonly done: Promise<void> } | undefined;

  constructor(
    private readonly choice: () => ProxyChoice,
    private readonly open: () => Pick<Session, 'setProxy' | 'resolveProxy' | 'fetch'> = () =>
      session.fromPartition('tenant', { cache: false }),
  ) {}

  /** Sends to the given hosts only. */
  http(hosts: readonly string[]): HttpSend {
    const send = createSessionHttp(this.open(), hosts);
    return async (request) => {
      try {
        await this.ready();
      } catch (fault) {
        // Never past the proxy that a person asked for.
        return { kind: 'no-answer', reason: 'connect', sent: false, detail: String(fault) };
      }
      const answer = await send(request);
      return isProxys(answer) ? this.named(answer, request.url) : answer;
    };
  }

  /** Fetches files of the given hosts only. */
  stream(hosts: readonly string[]): OpenStream {
    const open = createSessionStream(this.open(), hosts);
    return async (request) => {
      try {
        await this.ready();
      } catch (fault) {
        return { kind: 'no-answer', reason: 'connect', sent: false, detail: String(fault) };
      }
      return open(request);
    };
  }

  /** The failure with the proxy that Chromium would take to this address. */
  private async named(answer: Silence, url: string): Promise<HttpResult> {
    const way = await this.open()
      .resolveProxy(url)
      .catch(() => '');
    const found = PROXY.exec(way);
    if (found === null) return answer;
    const [, host = '', port] = found;
    return { ...answer, proxy: { host, port: Number(port) } };
  }

  /** Chromium's answer which proxy an address takes. */
  async proxyOf(url: string): Promise<string> {
    await this.ready();
    return this.open().resolveProxy(url);
  }

  private ready(): Promise<void> {
    const choice = this.choice();
    if (this.applied?.choice !== choice)
      this.applied = { choice, done: this.open().setProxy(proxyConfig(choice)) };
    return this.applied.done;
  }
}
