/** Which setting overrides a server works with. It loads them when it is told to, and by itself once an hour. */
import type { SettingOverrideData, StoredObject } from './state';
import type { Session } from './session';
import { knowsDedicatedApplication } from './builds';
import { fold } from './names';

/** How long a server may work with overrides that have changed since (inferred: up to an hour is reported). */
const RELOAD_MS = 3_600_000;

/** The overrides a server has in memory now. */
export function loadedOverrides(session: Session, server: string): SettingOverrideData[] {
  const told = session.organisation.overridesLoaded[server] ?? 0;
  const loaded = Math.max(told, session.now - RELOAD_MS);
  const since = session.world.counters['override-without-refresh since'] ?? 0;
  if (session.has('override-without-refresh') && loaded <= since) return [];
  return session.organisation.objects.settingOverride
    .map((stored) => dataAt(stored, loaded))
    .filter((data) => data !== undefined)
    .filter(
      ({ servers }) => servers.length === 0 || servers.some((name) => fold(name) === fold(server)),
    );
}

function dataAt(
  stored: StoredObject<SettingOverrideData>,
  time: number,
): SettingOverrideData | undefined {
  const written = stored.versions.filter((version) => version.at <= time);
  return written[written.length - 1]?.data ?? undefined;
}

/** True when the server calls Exchange Online as the tenant's own application. */
export function usesDedicatedApplication(session: Session, server: string): boolean {
  const build = session.directory.list('server').find((view) => view.data.name === server)
    ?.data.build;
  if (build === undefined || !knowsDedicatedApplication(build)) return false;
  return loadedOverrides(session, server).some(
    (data) =>
      fold(data.component) === 'global' &&
      fold(data.section) === 'exchangeonpremasthirdpartyappid' &&
      data.parameters.some((text) => /^\s*enabled\s*=\s*true\s*$/i.test(text)),
  );
}
