/** Plans one resource from answers as servers give them, without any server. */
import type { CloudChoice } from '../../../../../src/shared/clouds';
import { nodeCrypto } from '../../../../../src/adapters/system/crypto';
import { planContext } from '../../../../../src/core/engine/plan';
import type { Observation, ReadRequest } from '../../../../../src/core/model/observation';
import type { RawAnswer } from '../../../../../src/core/reads/definition';
import { readKey, readRequest } from '../../../../../src/core/reads/definition';
import { findRead } from '../../../../../src/core/reads/registry';
import type { Resource, ResourcePlan } from '../../../../../src/core/resources/context';

/** Tenant of these plans. */
export const TENANT = '6f3c1f0e-1111-4222-8333-444455556666';
const NOW = new Date('2026-11-21T00:00:00Z');
const CONTROLLER = 'dc01.contoso.lab';

/** Answers by read; a read that is not named is not reached. */
export type Answers = Readonly<Record<string, RawAnswer>>;

/** Items of a cmdlet. */
export function items(...list: readonly Record<string, unknown>[]): RawAnswer {
  return { kind: 'items', items: list };
}

/** What every plan rests on: one domain, one domain controller, a tenant of the global cloud. */
const GROUND: Answers = {
  'accepted-domains': items({
    DomainName: 'contoso.com',
    DomainType: 'Authoritative',
    Default: true,
  }),
  'domain-controllers': items({ DnsHostName: CONTROLLER, ADSite: 'Taipei' }),
  'exchange-servers': items({
    Name: 'EX01',
    Fqdn: 'ex01.contoso.lab',
    AdminDisplayVersion: 'Version 15.2 (Build 2562.17)',
  }),
  'tenant-organization': {
    kind: 'body',
    body: {
      value: [
        {
          id: TENANT,
          verifiedDomains: [
            { name: 'contoso.onmicrosoft.com', isInitial: true },
            { name: 'contoso.mail.onmicrosoft.com' },
            { name: 'contoso.com' },
          ],
        },
      ],
    },
  },
};

const WANTED = {
  customer: 'c',
  tenantId: TENANT,
  practice: true,
  recipe: 'both' as const,
  inputs: { domainController: CONTROLLER, verifiedDomain: 'contoso.com' },
};

function observe(request: ReadRequest, answers: Answers): Observation {
  const answer = answers[request.read];
  const base = { request, target: 'exchange' as const, at: '', durationMs: 0, source: '' };
  if (answer === undefined)
    return { ...base, status: 'not-read', error: { code: 'HX-REACH', args: { target: '' } } };
  const args = request.arguments as Readonly<Record<string, string>>;
  return { ...base, status: 'read', ...findRead(request.read).interpret(answer, nodeCrypto, args) };
}

/** Reads what the resource asks for, round by round, and plans. */
export function planOf(resource: Resource, more: Answers, cloud?: CloudChoice): ResourcePlan {
  const wanted = { ...WANTED, ...(cloud === undefined ? {} : { cloud }) };
  const answers = { ...GROUND, ...more };
  const observations = new Map<string, Observation>();
  const add = (request: ReadRequest): void => {
    observations.set(readKey(request), observe(request, answers));
  };
  for (const id of ['accepted-domains', 'domain-controllers', 'tenant-organization'])
    add(readRequest({ id }));
  for (let size = -1; size !== observations.size;) {
    size = observations.size;
    for (const request of resource.reads(planContext(wanted, observations, NOW))) {
      if (!observations.has(readKey(request))) add(request);
    }
  }
  return resource.plan(planContext(wanted, observations, NOW));
}
