import { expect, it } from 'vitest';
import type { Observation } from '../../../../src/core/model/observation';
import { readKey } from '../../../../src/core/reads/definition';
import { inputViews } from '../../../../src/main/app/projection/input-views';
import { open, record } from '../support';

const AT = '2026-01-12T08:00:00.000Z';

function read(name: string, value: unknown, args: Record<string, string> = {}): Observation {
  const request = { read: name, arguments: args };
  return {
    ...{ status: 'read', request, target: 'exchange', at: AT, durationMs: 1, source: name },
    ...{ value, facts: {} },
  };
}

const inputs = {
  domainController: 'DC02.contoso.com',
  testMailbox: 'ada@contoso.com',
  testSipAddress: 'sip:zoe@contoso.com',
  pool: 'pool01.contoso.com',
};

function viewsOf(...found: readonly Observation[]) {
  const known = new Map(found.map((one) => [readKey(one.request), one]));
  return inputViews(open({ record: record({ inputs }) }, { known }));
}

const DOMAINS = read('accepted-domains', [
  { DomainName: 'Contoso.com', DomainType: 'Authoritative', Default: true },
  { DomainName: 'fabrikam.com', DomainType: 'Authoritative', Default: false },
]);
const POOLS = read('skype-pools', [
  { fqdn: 'pool01.contoso.com', computers: ['fe01.contoso.com'], isFrontEnd: true },
  { fqdn: 'edge.contoso.com', computers: ['edge01.contoso.com'], isFrontEnd: false },
]);

it('says nothing before anything was read', () => {
  const views = inputViews(open({ record: record({ inputs }) }));
  expect(views.inputMarks).toEqual({});
  expect(views.choices.pool).toEqual([]);
  // What is typed for one test is offered for the other.
  expect(views.choices.testMailbox).toEqual(['zoe@contoso.com']);
  expect(views.choices.testSipAddress).toEqual(['ada@contoso.com']);
});

it('marks what was found, and nothing that was looked for in vain', () => {
  const identity = inputs.testMailbox;
  const there = viewsOf(
    ...[DOMAINS, POOLS],
    read('mailbox-here', {}, { identity, domainController: 'dc02.contoso.com' }),
    read('skype-user', {}, { sip: 'zoe@contoso.com' }),
  );
  expect(there.inputMarks).toEqual({
    ...{ verifiedDomain: 'primary', domainController: 'reached', pool: 'found' },
    ...{ testMailbox: 'found', testSipAddress: 'found' },
  });
  expect(there.choices).toMatchObject({
    ...{ pool: ['pool01.contoso.com'], storageHost: ['fe01.contoso.com'] },
  });
  const gone = viewsOf(
    read('mailbox-here', null, { identity, domainController: 'dc01.contoso.com' }),
    read('skype-user', null, { sip: 'zoe@contoso.com' }),
  );
  expect(gone.inputMarks).toEqual({});
});
