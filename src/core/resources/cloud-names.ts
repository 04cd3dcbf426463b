/** How the pool names itself in its tokens, and whether the tenant gives anybody tokens for Exchange Online. */
import { APPLICATIONS, applicationName } from '../../shared/applications';
import { message } from '../model/message';
import { readRequest } from '../reads/definition';
import { skypeOAuth } from '../reads/skype';
import { servicePrincipal } from '../reads/tenant';
import { unread } from './cloud-trust';
import { poolAction } from './pool-common';
import type { Resource } from './context';
import { compare, look, planned, stateOf, truth } from './context';

const SERVICE = { id: 'cloud-service-name', step: 'cloud-trust' } as const;
const ONLINE = { id: 'cloud-exchange-online', step: 'cloud-trust' } as const;
const applicationId = APPLICATIONS.exchangeOnline;

/**
 * ServiceName of the OAuth configuration. It is part of the pool's metadata document: where it changes, whoever took the
 * pool's name from that document has to take it again.
 */
export const cloudServiceNameResource: Resource = {
  ...SERVICE,
  reads: () => [readRequest(skypeOAuth)],
  plan: (context) => {
    const title = message('core.resource.cloud-service-name');
    const looked = look(context, skypeOAuth);
    if (looked.status !== 'read' || looked.value === null)
      return unread(SERVICE, title, 'ServiceName', [looked]);
    const wanted = APPLICATIONS.skypeForBusinessOnline;
    const found = looked.value.ServiceName;
    const rows = [compare('ServiceName', wanted, found.toLowerCase())];
    const state = stateOf(rows);
    const set = (name: string) => ({
      name: 'Set-CsOAuthConfiguration',
      parameters: { Identity: 'global', ServiceName: name, Confirm: false },
    });
    const change = poolAction(SERVICE, {
      id: 'cloud-service-name.set',
      kind: 'change',
      command: set(wanted),
      back: set(found),
      reason: 'core.reason.cloud-service-name',
      args: { name: wanted },
      article: 'skype-hybrid',
      tags: ['interrupts-service'],
      differences: [{ property: 'ServiceName', before: found === '' ? '-' : found, after: wanted }],
      read: readRequest(skypeOAuth),
      before: { ServiceName: found },
      after: { ServiceName: wanted },
    });
    return {
      resource: planned(SERVICE, title, state, rows),
      actions: state === 'present' ? [] : [change],
      findings: [],
    };
  },
};

/** The principal of Exchange Online. Switching it on is for whoever switched it off. */
export const cloudExchangeOnlineResource: Resource = {
  ...ONLINE,
  reads: () => [readRequest(servicePrincipal, { applicationId })],
  plan: (context) => {
    const title = message('core.resource.cloud-exchange-online');
    const looked = look(context, servicePrincipal, { applicationId });
    if (looked.status !== 'read') return unread(ONLINE, title, 'accountEnabled', [looked]);
    const enabled = looked.value?.accountEnabled;
    const rows = [compare('accountEnabled', 'True', enabled === undefined ? '-' : truth(enabled))];
    if (enabled === true)
      return { resource: planned(ONLINE, title, 'present', rows), actions: [], findings: [] };
    const key = enabled === undefined ? 'no-exchange-online' : 'exchange-online-disabled';
    return {
      resource: planned(ONLINE, title, 'by-hand', rows, {
        byHand: [message(`core.by-hand.${key}`)],
      }),
      actions: [],
      findings:
        enabled === undefined
          ? [
              {
                code: 'HX-NOPRINCIPAL',
                args: { application: applicationName(applicationId) },
                severity: 'warning',
                step: ONLINE.step,
                resource: ONLINE.id,
              },
            ]
          : [],
    };
  },
};
