/** B0: the pools, their version and SIP domains, as Skype for Business Server says. */
import { message } from '../model/message';
import { readRequest } from '../reads/definition';
import { sipDomains, skypePools, skypeVersion } from '../reads/skype';
import type { Resource } from './context';
import { compare, look, planned, valueOf } from './context';
import { notRead, poolsOf, topologyReads } from './skype-state';

const SELF = { id: 'skype-topology', step: 'prepare' } as const;

/** The topology. */
export const skypeTopologyResource: Resource = {
  ...SELF,
  reads: () => [...topologyReads(), readRequest(skypeVersion)],
  plan: (context) => {
    const title = message('core.resource.skype-topology');
    const lookeds = [look(context, skypePools), look(context, sipDomains)];
    const findings = notRead(lookeds, SELF.step, SELF.id).slice(0, 1);
    const pools = poolsOf(context);
    if (pools === undefined) {
      const rows = [compare('Get-CsPool', '-', undefined)];
      return { resource: planned(SELF, title, 'unknown', rows), actions: [], findings };
    }
    const version = valueOf(look(context, skypeVersion)) ?? '';
    const domains = (valueOf(look(context, sipDomains)) ?? []).map((item) => item.Name);
    const shown = (property: string, value: string) => compare(property, value, value);
    const rows = [
      ...(version === '' ? [] : [shown('Get-CsServerVersion', version)]),
      ...pools.map((pool) => shown(`Get-CsPool (${pool.fqdn})`, pool.computers.join(', '))),
      shown('Get-CsSipDomain', domains.join(', ')),
    ];
    return { resource: planned(SELF, title, 'present', rows), actions: [], findings };
  },
};
