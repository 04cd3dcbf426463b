/** What the lab says of the organisation's computers, and edits of them by another admin. */
import type { LabEdit, LabPremises } from '../shared/lab';
import { fold } from './exchange/names';
import { latestDirectory, settledDirectory } from './fault-directory';
import type { WorldState } from './world';

/** The part of the status. */
export function premisesOf(state: WorldState): LabPremises {
  const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();
  return {
    pools: (state.skype?.pools ?? [])
      .filter((pool) => pool.kind === 'front-end')
      .map((pool) => ({ fqdn: pool.fqdn, frontEnds: [...pool.computers] })),
    iis: state.organisation.iis.map((item) => ({ ...item, startedAt: iso(item.startedAt) })),
    serviceConnectionPoints: latestDirectory(state)
      .list('server')
      .map((view) => ({ server: view.data.name, uri: view.data.autodiscoverUri })),
    dns: state.dns.map((record) => ({ ...record, addresses: [...record.addresses] })),
    testItems: (state.skype?.testItems ?? []).map((item) => ({ ...item, at: iso(item.at) })),
  };
}

/** An edit of DNS, of a service connection point or of IIS. False: the server is not there. */
export function editPremises(
  state: WorldState,
  edit: Extract<LabEdit, { edit: 'set-dns-record' | 'set-scp' | 'set-iis' }>,
): boolean {
  switch (edit.edit) {
    case 'set-dns-record': {
      const others = state.dns.filter((record) => fold(record.host) !== fold(edit.host));
      const { host, addresses } = edit;
      state.dns = addresses.length === 0 ? others : [...others, { host, addresses }];
      return true;
    }
    case 'set-scp': {
      const views = latestDirectory(state).list('server');
      const found = views.find((view) => fold(view.data.name) === fold(edit.server));
      if (found === undefined) return false;
      const autodiscoverUri = edit.uri === '' ? null : edit.uri;
      settledDirectory(state).update('server', found.guid, { ...found.data, autodiscoverUri });
      return true;
    }
    case 'set-iis': {
      const found = state.organisation.iis.find((item) => fold(item.server) === fold(edit.server));
      if (found === undefined) return false;
      if (edit.running && !found.running) found.startedAt = state.now;
      found.running = edit.running;
      return true;
    }
  }
}
