import type { Session } from 'electron';

/**
 * Refuses every permission. Electron grants all by default. The window needs none: texts are copied by main, and
 * nothing uses a device, a position, a notification or full screen.
 */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
}
