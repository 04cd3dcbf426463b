/** What must be known before anything is planned: domain, domain controller, tenant, auth certificate. */
import type { Finding } from '../model/action';
import { message } from '../model/message';
import { readRequest } from '../reads/definition';
import {
  acceptedDomains,
  authConfig,
  certificates,
  domainControllers,
  exchangeServers,
} from '../reads/organisation';
import { tenantOrganization } from '../reads/tenant';
import { authCertificates, certificateReads } from './auth-certificates';
import type { PlanContext, Resource, ResourcePlan } from './context';
import { compare, compared, findingOf, look, planned, stateOf, valueOf } from './context';

const STEP = 'prepare' as const;
const DAY = 86_400_000;
/** Days before its end from which an auth certificate should be renewed (CSS-Exchange threshold). */
const RENEW_DAYS = 60;

/** Domain accepted by Exchange and verified in the tenant. */
export const domainResource: Resource = {
  id: 'domain',
  step: STEP,
  reads: () => [readRequest(acceptedDomains), readRequest(tenantOrganization)],
  plan: (context) => {
    const self = { id: 'domain', step: STEP };
    const title = message('core.resource.domain');
    const domain = context.inputs.verifiedDomain.toLowerCase();
    const accepted = look(context, acceptedDomains);
    const tenant = look(context, tenantOrganization);
    const findings: Finding[] = [];
    for (const looked of [accepted, tenant]) {
      if (looked.status === 'not-read')
        findings.push(findingOf(looked.error, STEP, self.id, 'blocking'));
    }
    const acceptedNames = valueOf(accepted)?.map((item) => item.DomainName.toLowerCase());
    const verified = valueOf(tenant)?.verifiedDomains;
    const rows = [
      compare(
        'Get-AcceptedDomain',
        domain,
        acceptedNames === undefined
          ? undefined
          : acceptedNames.includes(domain)
            ? domain
            : acceptedNames.join(', '),
      ),
      compare(
        'verifiedDomains',
        domain,
        verified === undefined
          ? undefined
          : verified.includes(domain)
            ? domain
            : verified.join(', '),
      ),
    ];
    const state = domain === '' ? 'unknown' : stateOf(rows);
    if (
      state === 'differs' ||
      (domain === '' && accepted.status === 'read' && tenant.status === 'read')
    ) {
      findings.push({
        code: 'HX-DOMAIN',
        args: {},
        severity: 'blocking',
        step: STEP,
        resource: self.id,
      });
    }
    return {
      resource: planned(self, title, state === 'differs' ? 'by-hand' : state, rows),
      actions: [],
      findings,
    };
  },
};

/** One writable domain controller for every command of steps 2 and 3. */
export const domainControllerResource: Resource = {
  id: 'domain-controller',
  step: STEP,
  reads: () => [readRequest(domainControllers)],
  plan: (context) => {
    const self = { id: 'domain-controller', step: STEP };
    const pinned = context.inputs.domainController.toLowerCase();
    const looked = look(context, domainControllers);
    const known = valueOf(looked)?.map((item) => item.DnsHostName.toLowerCase());
    const rows = [
      compare(
        'DomainController',
        pinned,
        known === undefined ? undefined : known.includes(pinned) ? pinned : known.join(', '),
      ),
    ];
    const findings =
      looked.status === 'not-read' ? [findingOf(looked.error, STEP, self.id, 'blocking')] : [];
    const differs = rows[0]?.verdict === 'differs';
    if (differs)
      findings.push({
        code: 'HX-DC',
        args: { name: pinned },
        severity: 'blocking',
        step: STEP,
        resource: self.id,
      });
    return {
      resource: planned(
        self,
        message('core.resource.domain-controller', { name: pinned }),
        differs ? 'by-hand' : stateOf(rows),
        rows,
      ),
      actions: [],
      findings,
    };
  },
};

/** The token's tenant is the customer's tenant. */
export const tenantResource: Resource = {
  id: 'tenant',
  step: STEP,
  reads: () => [readRequest(tenantOrganization)],
  plan: (context) => {
    const self = { id: 'tenant', step: STEP };
    const looked = look(context, tenantOrganization);
    const found = valueOf(looked)?.id;
    const rows = [compare('Tenant', context.tenantId, found)];
    const findings: Finding[] =
      found !== undefined && found !== context.tenantId
        ? [
            {
              code: 'HX-TEN',
              args: { found, expected: context.tenantId },
              severity: 'blocking',
              step: STEP,
              resource: self.id,
            },
          ]
        : [];
    return {
      resource: planned(self, message('core.resource.tenant'), stateOf(rows), rows),
      actions: [],
      findings,
    };
  },
};

/** Health of the current and next auth certificate on every server. */
export const authCertificateResource: Resource = {
  id: 'auth-certificate',
  step: STEP,
  reads: certificateReads,
  plan: planHealth,
};

function planHealth(context: PlanContext): ResourcePlan {
  const self = { id: 'auth-certificate', step: STEP };
  const title = message('core.resource.auth-certificate');
  const all = authCertificates(context);
  const findings: Finding[] = [...brokenLists(context, self.id)];
  if (all === undefined || all.length === 0) {
    const error = [look(context, authConfig), look(context, exchangeServers)].find(
      (item) => item.status === 'not-read',
    );
    if (error?.status === 'not-read')
      findings.push(findingOf(error.error, STEP, self.id, 'blocking'));
    return {
      resource: planned(self, title, 'unknown', [
        compare('CurrentCertificateThumbprint', '', undefined),
      ]),
      actions: [],
      findings,
    };
  }
  const rows = all.flatMap((item) => {
    const held = [...item.servers, ...item.missingOn].map((server) =>
      compare(
        `${server} (${item.role})`,
        item.thumbprint,
        item.servers.includes(server) ? item.thumbprint : '-',
      ),
    );
    const end = item.certificate?.notAfter;
    if (end === undefined) return held;
    const days = Math.floor((Date.parse(end) - context.now.getTime()) / DAY);
    findings.push(...expiry(item.thumbprint, end, days, item.role, self.id));
    return [...held, compared(`NotAfter (${item.role})`, '>', end, days >= 0)];
  });
  for (const item of all) {
    for (const server of item.missingOn) {
      findings.push({
        code: 'HX-CERT',
        args: { server, thumbprint: item.thumbprint },
        severity: 'warning',
        step: STEP,
        resource: self.id,
      });
    }
  }
  return {
    resource: planned(self, title, stateOf(rows) === 'differs' ? 'by-hand' : stateOf(rows), rows),
    actions: [],
    findings,
  };
}

function expiry(
  thumbprint: string,
  date: string,
  days: number,
  role: string,
  resource: string,
): Finding[] {
  if (days < 0)
    return [
      {
        code: 'HX-CERTEXP',
        args: { thumbprint, date },
        severity: role === 'current' ? 'blocking' : 'warning',
        step: STEP,
        resource,
      },
    ];
  if (days < RENEW_DAYS)
    return [
      {
        code: 'HX-CERTSOON',
        args: { thumbprint, date, days },
        severity: 'warning',
        step: STEP,
        resource,
      },
    ];
  return [];
}

function brokenLists(context: PlanContext, resource: string): Finding[] {
  return (valueOf(look(context, exchangeServers)) ?? []).flatMap((server): Finding[] => {
    const looked = look(context, certificates, { server: server.Fqdn });
    if (looked.status === 'not-read') return [findingOf(looked.error, STEP, resource, 'warning')];
    const broken = looked.status === 'read' && looked.value.unreadable > 0;
    return broken
      ? [
          {
            code: 'HX-CERTBROKEN',
            args: { server: server.Fqdn },
            severity: 'warning',
            step: STEP,
            resource,
          },
        ]
      : [];
  });
}
