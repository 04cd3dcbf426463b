/**
 * Ways out of a page that are no requests, so that neither the policy nor the session's filter sees them: names that are
 * looked up ahead of time, and WebRTC.
 */
import type { App, WebContents } from 'electron';

/** Must run before `ready`. */
export function closeExits(app: Pick<App, 'commandLine'>): void {
  app.commandLine.appendSwitch('dns-prefetch-disable');
  app.commandLine.appendSwitch('force-webrtc-ip-handling-policy', 'disable_non_proxied_udp');
}

/** For each page: no packet leaves but through a proxy, and none is set for the window's own session. */
export function closeWebRtc(contents: Pick<WebContents, 'setWebRTCIPHandlingPolicy'>): void {
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}
