import { describe, expect, test } from 'vitest';
import { nodeCrypto } from '../../../../src/adapters/system/crypto';
import { planContext } from '../../../../src/core/engine/plan';
import type { Observation } from '../../../../src/core/model/observation';
import type { RawAnswer } from '../../../../src/core/reads/definition';
import { readKey, readRequest } from '../../../../src/core/reads/definition';
import { findRead } from '../../../../src/core/reads/registry';
import type { Resource, ResourcePlan } from '../../../../src/core/resources/context';
import {
  autodiscoverV2Resource,
  preAuthenticationResource,
} from '../../../../src/core/resources/published';
import type { WebAnswer } from '../../../../src/core/web';

const EWS = 'https://mail.contoso.com/ews/exchange.asmx';
const MAILBOX = 'ada@contoso.com';
const DC = 'dc01.contoso.lab';

type Given = readonly [read: string, args: Record<string, string>, answer: RawAnswer];

const BASE: readonly Given[] = [
  [
    'accepted-domains',
    {},
    {
      kind: 'items',
      items: [{ DomainName: 'contoso.com', DomainType: 'Authoritative', Default: true }],
    },
  ],
  [
    'web-services-directories',
    { domainController: DC },
    {
      kind: 'items',
      items: [
        directory('https://mail.contoso.com/EWS/Exchange.asmx'),
        directory('https://ews.elsewhere.example/EWS/Exchange.asmx'),
      ],
    },
  ],
];

function directory(ExternalUrl: string): Record<string, unknown> {
  const methods = ['OAuth'];
  return {
    Name: 'EWS',
    Server: 'EX01',
    Guid: ExternalUrl,
    ExternalUrl,
    InternalAuthenticationMethods: methods,
    ExternalAuthenticationMethods: methods,
  };
}

function answered(status: number, challenges: readonly string[], more: object = {}): RawAnswer {
  const base = { kind: 'answer' as const, url: EWS, status, challenges, location: null, body: '' };
  return { kind: 'web', answer: { ...base, ...more } };
}

function contextOf(given: readonly Given[]): ReturnType<typeof planContext> {
  const observations = given.map(([read, args, answer]): [string, Observation] => {
    const request = readRequest({ id: read }, args);
    const found = findRead(read).interpret(answer, nodeCrypto, args);
    const base = { request, target: 'exchange' as const, at: '', durationMs: 0, source: '' };
    return [readKey(request), { status: 'read', ...base, ...found }];
  });
  const inputs = { domainController: DC, verifiedDomain: 'contoso.com', testMailbox: MAILBOX };
  const wanted = { customer: 'c', tenantId: 't', practice: true, recipe: 'both' as const, inputs };
  return planContext(wanted, new Map(observations), new Date(0));
}

function planOf(resource: Resource, more: readonly Given[]): ResourcePlan {
  return resource.plan(contextOf([...BASE, ...more]));
}

describe('what stands in front of EWS and AutoDiscover', () => {
  test('only own hosts are asked, each address once', () => {
    const urls = preAuthenticationResource
      .reads(contextOf(BASE))
      .map((request) => request.arguments['url']);
    expect(urls).toEqual([EWS, 'https://autodiscover.contoso.com/autodiscover/autodiscover.svc']);
  });

  const noAnswer = (reason: 'tls' | 'timeout' | 'redirect'): RawAnswer => ({
    kind: 'web',
    answer: { kind: 'no-answer', reason, detail: 'x' } satisfies WebAnswer,
  });

  test.each<[string, RawAnswer, string, readonly string[]]>([
    ['a Bearer challenge', answered(401, ['Bearer', 'NTLM']), 'present', []],
    ['a page to sign in', answered(302, [], { location: 'https://x' }), 'by-hand', ['HX-PREAUTH']],
    ['a refusal', answered(403, []), 'by-hand', ['HX-PREAUTH']],
    ['Basic alone', answered(401, ['Basic']), 'by-hand', ['HX-PREAUTH']],
    ['a page', answered(200, []), 'by-hand', ['HX-PREAUTH']],
    ['a redirect that the client did not show', noAnswer('redirect'), 'by-hand', ['HX-PREAUTH']],
    ['Exchange without OAuth', answered(401, ['Negotiate', 'NTLM']), 'unknown', []],
    ['a server at its end', answered(503, []), 'unknown', []],
    ['nothing', noAnswer('timeout'), 'unknown', ['HX-NOLOOK']],
    ['a strange certificate', noAnswer('tls'), 'unknown', ['HX-WEBTLS']],
  ])('%s', (_name, answer, state, codes) => {
    const { resource, findings, actions } = planOf(preAuthenticationResource, [
      ['published-address', { url: EWS }, answer],
    ]);
    expect(resource.state).toBe(state);
    expect(findings.map((item) => item.code)).toEqual(codes);
    expect(actions).toEqual([]);
  });

  test('where there is no way to look, nothing is claimed', () => {
    const { resource } = planOf(preAuthenticationResource, [
      ['published-address', { url: EWS }, { kind: 'absent' }],
    ]);
    expect(resource.state).toBe('not-needed');
    expect(resource.comparisons[0]?.verdict).toBe('could-not-check');
  });
});

describe('AutoDiscover v2', () => {
  const args = { mailbox: MAILBOX, domain: 'contoso.com', hosts: 'mail.contoso.com' };
  const body = (value: unknown): RawAnswer => answered(200, [], { body: JSON.stringify(value) });

  test.each<[string, RawAnswer, string]>([
    ['the own address', body({ Protocol: 'EWS', Url: EWS.toUpperCase() }), 'present'],
    ['the cloud', body({ Url: 'https://outlook.office365.com/EWS/Exchange.asmx' }), 'by-hand'],
    [
      'a redirect to the cloud',
      answered(302, [], { location: 'https://outlook.office365.com' }),
      'by-hand',
    ],
    ['an error', answered(404, [], { body: '{"ErrorCode":"UserNotFound"}' }), 'by-hand'],
    ['a page', answered(200, [], { body: '<html>' }), 'by-hand'],
    [
      'nothing',
      { kind: 'web', answer: { kind: 'no-answer', reason: 'connect', detail: '' } },
      'unknown',
    ],
  ])('%s', (_name, answer, state) => {
    const { resource, findings } = planOf(autodiscoverV2Resource, [
      ['autodiscover-v2', args, answer],
    ]);
    expect(resource.state).toBe(state);
    expect(findings.some((item) => item.code === 'HX-AUTODV2')).toBe(state === 'by-hand');
  });

  test('asks with the mailbox encoded, and may be sent to hosts of EWS only', () => {
    const query = findRead('autodiscover-v2').query({ ...args, mailbox: 'a&b+c@contoso.com' });
    expect(query).toEqual({
      kind: 'web',
      request: {
        url: 'https://autodiscover.contoso.com/autodiscover/autodiscover.json?Email=a%26b%2Bc%40contoso.com&Protocol=EWS&RedirectCount=5',
        hosts: ['autodiscover.contoso.com', 'mail.contoso.com'],
        redirects: 5,
      },
    });
  });
});
