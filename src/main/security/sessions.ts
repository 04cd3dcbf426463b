/** Every session of Chromium, whoever makes it, is guarded before it is used. */
import { session as sessions, type App, type Session } from 'electron';
import { isPracticeOnly } from '../app/electron-compat';
import { report } from '../app/early-log';
import { closeNetwork } from './exits';
import { fetchPolicy, guardNetwork, windowPolicy } from './network';
import { denyPermissions } from './permissions';

const guarded = new WeakSet<Session>();

/** Guards one session once: the window's own reaches only the bundled files, others what main may fetch. */
function guardSession(app: App, session: Session): void {
  if (guarded.has(session)) return;
  guarded.add(session);
  denyPermissions(session);
  session.on('will-download', (event) => event.preventDefault());
  const isWindows = session === sessions.defaultSession;
  if (isWindows) closeNetwork(session);
  const policy = isWindows ? windowPolicy(!app.isPackaged) : fetchPolicy(isPracticeOnly());
  guardNetwork(session, policy, (host) => report('network-refused', { host }));
}

/** Guards the default session at `ready` and all others when they are made. */
export function guardEverySession(app: App): void {
  app.on('session-created', (session) => guardSession(app, session));
  app.once('ready', () => guardSession(app, sessions.defaultSession));
}
