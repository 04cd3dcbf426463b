/**
 * Service principal names of 00000004: the pools' web services, by the names under which they are published. Without its
 * name a pool gets no tokens. Source: the page on server-to-server authentication for a hybrid environment.
 */
import { APPLICATIONS, applicationName } from '../../shared/applications';
import { message } from '../model/message';
import { readRequest } from '../reads/definition';
import { skypeWebServices } from '../reads/skype';
import { servicePrincipal } from '../reads/tenant';
import { unread } from './cloud-trust';
import type { Resource } from './context';
import { compare, look, planned, stateOf } from './context';
import { addNames } from './principal-names';

const applicationId = APPLICATIONS.skypeForBusinessOnline;
const SELF = { id: 'pool-names', step: 'pool-names' } as const;

/** The names of every pool's web services. Names that are there stay. */
export const poolNamesResource: Resource = {
  ...SELF,
  reads: () => [readRequest(skypeWebServices), readRequest(servicePrincipal, { applicationId })],
  plan: (context) => {
    const title = message('core.resource.pool-names');
    const services = look(context, skypeWebServices);
    const principal = look(context, servicePrincipal, { applicationId });
    if (services.status !== 'read' || principal.status !== 'read')
      return unread(SELF, title, 'servicePrincipalNames', [services, principal]);
    const hosts = services.value.map((item) => item.ExternalFqdn.toLowerCase());
    const wanted = [...new Set(hosts)]
      .filter((host) => host !== '')
      .sort()
      .map((host) => `${applicationId}/${host}`);
    const names = (principal.value?.servicePrincipalNames ?? []).map((name) => name.toLowerCase());
    const missing = wanted.filter((name) => !names.includes(name));
    const rows = wanted.map((name) => compare(name, name, missing.includes(name) ? '-' : name));
    if (principal.value === null) {
      // The row that makes the principal comes first; its list is known only then.
      const cannotPreview = [message('core.cannot-preview.pool-names')];
      const resource = planned(SELF, title, 'absent', rows, { cannotPreview });
      const args = { application: applicationName(applicationId) };
      return {
        resource,
        actions: [],
        findings: [
          { code: 'HX-NOPRINCIPAL', args, severity: 'warning', step: SELF.step, resource: SELF.id },
        ],
      };
    }
    const list = {
      self: SELF,
      applicationId,
      id: 'pool-names.add',
      reason: 'core.reason.pool-names',
      article: 'skype-hybrid',
    };
    return {
      resource: planned(SELF, title, stateOf(rows), rows),
      actions: missing.length === 0 ? [] : [addNames(principal.value, missing, list)],
      findings: [],
    };
  },
};
