/**
 * Step 1, read and compared: trust between Exchange Server and the tenant. Changing it is by hand here.
 * Sources: New-AuthServer, Get-PartnerApplication, New-IntraOrganizationConnector pages; the OAuth article of Exchange.
 */
import { APPLICATIONS } from '../../shared/applications';
import type { Finding } from '../model/action';
import type { MessageRef } from '../model/message';
import { message } from '../model/message';
import type { Comparison } from '../model/plan';
import { isCloudApplication, partnerApplications } from '../reads/accounts';
import { readRequest } from '../reads/definition';
import type { AuthServer } from '../reads/organisation';
import { authServers, connectors, webServicesDirectories } from '../reads/organisation';
import { servicePrincipal, tenantOrganization } from '../reads/tenant';
import type { Looked, PlanContext, Resource, ResourcePlan } from './context';
import { compare, compared, findingOf, look, planned, stateOf, truth, valueOf } from './context';

const STEP = 'oauth' as const;
type Self = { readonly id: string; readonly step: typeof STEP };

/** What was compared, or that it could not be. */
function compareOnly(
  self: Self,
  title: MessageRef,
  rows: readonly Comparison[],
  looked: readonly Looked<unknown>[],
  more: readonly Finding[] = [],
): ResourcePlan {
  const findings: Finding[] = looked.flatMap((item) =>
    item.status === 'not-read' ? [findingOf(item.error, STEP, self.id, 'warning')] : [],
  );
  const state = stateOf(rows);
  if (state !== 'differs')
    return {
      resource: planned(self, title, state, rows),
      actions: [],
      findings: [...findings, ...more],
    };
  const what = rows
    .filter((item) => item.verdict === 'differs')
    .map((item) => item.property)
    .join(', ');
  findings.push({
    code: 'HX-OAUTH',
    args: { what },
    severity: 'warning',
    step: STEP,
    resource: self.id,
  });
  const byHand = [message('core.by-hand.oauth', { what })];
  return {
    resource: planned(self, title, 'by-hand', rows, { byHand }),
    actions: [],
    findings: [...findings, ...more],
  };
}

/** An auth server of a type, matched by type and realm. */
export function authServerResource(type: 'MicrosoftACS' | 'AzureAD'): Resource {
  const self: Self = { id: `auth-server:${type}`, step: STEP };
  return {
    ...self,
    reads: () => [readRequest(authServers)],
    plan: (context) => {
      const looked = look(context, authServers);
      const title = message('core.resource.auth-server', { type });
      if (looked.status !== 'read')
        return compareOnly(self, title, [compare(type, context.tenantId, undefined)], [looked]);
      const typed = looked.value.filter((item) => item.Type === type);
      const own = typed.filter(
        (item) => item.Realm.toLowerCase() === context.tenantId.toLowerCase(),
      );
      return compareOnly(
        self,
        title,
        authServerRows(type, context.tenantId, own),
        [looked],
        realmFindings(type, typed, own, context, self.id),
      );
    },
  };
}

function authServerRows(type: string, tenantId: string, own: readonly AuthServer[]): Comparison[] {
  const [first] = own;
  if (first === undefined) return [compare(`${type} Realm`, tenantId, '-')];
  return [
    compared(`${type} Realm`, tenantId, first.Realm, true),
    compare(`${type} Enabled`, 'True', truth(own.some((item) => item.Enabled))),
    compared(`${type} Count`, '1', String(own.length), own.length === 1),
  ];
}

function realmFindings(
  type: string,
  typed: readonly AuthServer[],
  own: readonly AuthServer[],
  context: PlanContext,
  resource: string,
): Finding[] {
  const findings: Finding[] = [];
  if (own.length > 1)
    findings.push({
      code: 'HX-DUP',
      args: { what: type, count: own.length },
      severity: 'warning',
      step: STEP,
      resource,
    });
  for (const other of typed.filter((item) => !own.includes(item))) {
    const severity = own.length === 0 ? 'warning' : 'info';
    findings.push({
      code: 'HX-REALM',
      args: { found: other.Realm, expected: context.tenantId },
      severity,
      step: STEP,
      resource,
    });
  }
  return findings;
}

/** The Exchange Online partner application: enabled and linked. */
export const exchangeOnlineApplicationResource: Resource = {
  id: 'partner-application:exchangeOnline',
  step: STEP,
  reads: (context) =>
    context.inputs.domainController === ''
      ? []
      : [readRequest(partnerApplications, { domainController: context.inputs.domainController })],
  plan: (context) => {
    const self: Self = { id: 'partner-application:exchangeOnline', step: STEP };
    const title = message('core.resource.exchange-online-application');
    const looked = look(context, partnerApplications, {
      domainController: context.inputs.domainController,
    });
    if (looked.status !== 'read')
      return compareOnly(self, title, [compare('Enabled', 'True', undefined)], [looked]);
    const rows = looked.value.filter(
      (item) =>
        isCloudApplication(item) &&
        item.ApplicationIdentifier.toLowerCase() === APPLICATIONS.exchangeOnline,
    );
    const [row] = rows;
    if (row === undefined)
      return compareOnly(
        self,
        title,
        [compare('Exchange Online', 'Exchange Online', '-')],
        [looked],
      );
    return compareOnly(
      self,
      title,
      [
        compare('Exchange Online Enabled', 'True', truth(row.Enabled)),
        compared(
          'Exchange Online LinkedAccount',
          '*',
          row.LinkedAccount === '' ? '-' : row.LinkedAccount,
          row.LinkedAccount !== '',
        ),
      ],
      [looked],
    );
  },
};

/** The connector from Exchange Server to the tenant. */
export const connectorResource: Resource = {
  id: 'connector:on-premises',
  step: STEP,
  reads: () => [readRequest(connectors), readRequest(tenantOrganization)],
  plan: (context) => {
    const self: Self = { id: 'connector:on-premises', step: STEP };
    const looked = look(context, connectors);
    const tenant = look(context, tenantOrganization);
    const title = message('core.resource.connector');
    const coexistence =
      valueOf(tenant)?.verifiedDomains.filter((item) =>
        /\.mail\.(onmicrosoft\.(com|us)|partner\.onmschina\.cn)$/.test(item),
      ) ?? [];
    if (looked.status !== 'read' || tenant.status !== 'read')
      return compareOnly(
        self,
        title,
        [compare('IntraOrganizationConnector', '', undefined)],
        [looked],
      );
    const own = looked.value.filter((item) =>
      item.TargetAddressDomains.some((domain) => coexistence.includes(domain.toLowerCase())),
    );
    const expected = coexistence.join(', ');
    if (own.length === 0)
      return compareOnly(self, title, [compare('TargetAddressDomains', expected, '-')], [looked]);
    return compareOnly(
      self,
      title,
      [
        compared(
          'TargetAddressDomains',
          expected,
          own.map((item) => item.TargetAddressDomains.join(', ')).join('; '),
          true,
        ),
        compare(
          'IntraOrganizationConnector Enabled',
          'True',
          truth(own.some((item) => item.Enabled)),
        ),
      ],
      [looked],
    );
  },
};

/** Service principal names of Exchange Online: `https://host/` of each published address; and keys that should not be there. */
export const principalNamesResource: Resource = {
  id: 'principal-names:exchangeOnline',
  step: STEP,
  reads: () => [
    readRequest(webServicesDirectories),
    readRequest(servicePrincipal, { applicationId: APPLICATIONS.exchangeOnline }),
  ],
  plan: (context) => {
    const self: Self = { id: 'principal-names:exchangeOnline', step: STEP };
    const title = message('core.resource.principal-names');
    const directories = look(context, webServicesDirectories);
    const principal = look(context, servicePrincipal, {
      applicationId: APPLICATIONS.exchangeOnline,
    });
    if (directories.status !== 'read' || principal.status !== 'read') {
      return compareOnly(
        self,
        title,
        [compare('servicePrincipalNames', '', undefined)],
        [directories, principal],
      );
    }
    const names = (principal.value?.servicePrincipalNames ?? []).map((item) => item.toLowerCase());
    const hosts = externalHosts(directories.value.flatMap((item) => [item.ExternalUrl]));
    const rows = hosts.map((host) =>
      compare(
        `https://${host}/`,
        `https://${host}/`,
        names.includes(`https://${host}/`) ? `https://${host}/` : '-',
      ),
    );
    const count = principal.value?.keys.length ?? 0;
    const shared: Finding[] =
      count === 0
        ? []
        : [
            {
              code: 'HX-SHAREDKEY',
              args: { count },
              severity: 'warning',
              step: STEP,
              resource: self.id,
            },
          ];
    return compareOnly(self, title, rows, [], shared);
  },
};

function externalHosts(urls: readonly string[]): string[] {
  const hosts = urls.flatMap((url) => {
    const host = /^https:\/\/([^/:]+)/i.exec(url)?.[1];
    return host === undefined ? [] : [host.toLowerCase()];
  });
  return [...new Set(hosts)].sort();
}
