/** What the lab says of itself. */
import type { LabStatus } from '../shared/lab';
import { latestDirectory } from './fault-directory';
import type { LiveWorld } from './live-world';
import { premisesOf } from './premises';

/** The status: the latest of everything, whatever a single domain controller sees yet. */
export function statusOf(world: LiveWorld): LabStatus {
  const { state } = world;
  const directory = latestDirectory(state);
  const names = (views: readonly { readonly data: { readonly name: string } }[]): string[] =>
    views.map((view) => view.data.name);
  return {
    seed: state.seed,
    start: state.start,
    isCopy: state.isCopy === true,
    now: world.now().toISOString(),
    faults: [...state.faults],
    calls: world.counts,
    organisation: {
      servers: names(directory.list('server')),
      domainControllers: [...state.organisation.domainControllers],
      acceptedDomains: directory.list('acceptedDomain').map((view) => view.data.domainName),
      mailUsers: names(directory.list('account').filter((view) => view.data.type === 'MailUser')),
      partnerApplications: names(directory.list('partnerApplication')),
    },
    tenant: {
      id: state.tenant.id,
      domain: state.tenant.initialDomain,
      servicePrincipals: state.tenant.servicePrincipals.map((item) => item.appId),
    },
    premises: premisesOf(state),
  };
}
