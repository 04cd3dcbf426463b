/**
 * Ways out of a page that are no requests, so that neither the policy nor the session's filter sees them: names that are
 * looked up ahead of time, and WebRTC.
 */
import type { App, Session, WebContents } from 'electron';

/** Nobody listens there, and a name is handed on unresolved. Loopback is not excepted, either. */
const NOWHERE = { proxyRules: 'socks5://127.0.0.1:1', proxyBypassRules: '<-loopback>' };

/** Must run before `ready`. */
export function closeExits(app: Pick<App, 'commandLine'>): void {
  app.commandLine.appendSwitch('blink-settings', 'dnsPrefetchingEnabled=false');
  app.commandLine.appendSwitch('force-webrtc-ip-handling-policy', 'disable_non_proxied_udp');
}

/** For each page: WebRTC sends nothing but by the session's proxy. */
export function closeWebRtc(contents: Pick<WebContents, 'setWebRTCIPHandlingPolicy'>): void {
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}

/** The window's session needs no network: whatever gets past the filter is sent to a proxy that is not there. */
export function closeNetwork(session: Pick<Session, 'setProxy'>): void {
  void session.setProxy(NOWHERE);
}
