/** B2, on the side of Skype for Business Server: where it finds AutoDiscover of Exchange, and whether that name exists. */
import type { Action, Finding } from '../model/action';
import type { Cmdlet } from '../model/command';
import { message } from '../model/message';
import { readRequest } from '../reads/definition';
import { nameAddresses } from '../reads/premises';
import { skypeOAuth } from '../reads/skype';
import { asServiceAddress } from '../scenarios/inputs';
import type { PlanContext, Resource } from './context';
import { compare, compared, look, planned, stateOf, valueOf } from './context';
import { poolAction } from './pool-common';
import { autodiscoverHost, servicePointReads } from './service-points';
import { notRead, topologyReads } from './skype-state';

const STEP = 'autodiscover' as const;
const ADDRESS = { id: 'skype-autodiscover-address', step: STEP };
const DOMAINS = { id: 'skype-allowed-domains', step: STEP };
const NAME = { id: 'autodiscover-name', step: STEP };

const reads: Resource['reads'] = (context) => [
  ...topologyReads(),
  readRequest(skypeOAuth),
  ...servicePointReads(context),
];

/** Sets one property of the global OAuth configuration, with its way back. */
function setOAuth(
  self: typeof ADDRESS,
  property: 'ExchangeAutodiscoverUrl' | 'ExchangeAutodiscoverAllowedDomains',
  change: { readonly before: string; readonly after: string },
): Action {
  const set = (value: string): Cmdlet => ({
    name: 'Set-CsOAuthConfiguration',
    parameters: { Identity: 'global', [property]: value, Confirm: false },
  });
  const { before, after } = change;
  return poolAction(self, {
    id: `skype-oauth.${property}`,
    kind: before === '' ? 'add' : 'change',
    command: set(after),
    back: set(before),
    reason: `core.reason.${self.id}`,
    args: { address: after },
    article: 'article-003',
    differences: [{ property, before: before === '' ? '-' : before, after }],
    read: readRequest(skypeOAuth),
    before: { [property]: before },
    after: { [property]: after },
  });
}

/** Actions on the pool's address of AutoDiscover; the mailbox test waits for them. */
export const ADDRESS_ACTION = 'skype-oauth.ExchangeAutodiscoverUrl';

/** The address: typed, or the service's where there is none yet or it names the wrong file. Another one is kept. */
function wantedAddress(context: PlanContext, found: string): string {
  const typed = context.inputs.exchangeAutodiscoverUrl;
  if (typed !== '') return typed;
  if (found !== '') return asServiceAddress(found) ?? found;
  const host = autodiscoverHost(context);
  return host === '' ? '' : `https://${host}/autodiscover/autodiscover.svc`;
}

/** ExchangeAutodiscoverUrl of the OAuth configuration. */
export const skypeAutodiscoverResource: Resource = {
  ...ADDRESS,
  reads,
  plan: (context) => {
    const title = message('core.resource.skype-autodiscover-address');
    const looked = look(context, skypeOAuth);
    const findings = notRead([looked], STEP, ADDRESS.id);
    const configuration = valueOf(looked);
    if (configuration === undefined || configuration === null) {
      const rows = [compare('ExchangeAutodiscoverUrl', 'https', undefined)];
      return { resource: planned(ADDRESS, title, 'unknown', rows), actions: [], findings };
    }
    const found = configuration.ExchangeAutodiscoverUrl;
    const wanted = wantedAddress(context, found);
    const equal = wanted !== '' && wanted.toLowerCase() === found.toLowerCase();
    const rows = [compared('ExchangeAutodiscoverUrl', wanted, found === '' ? '-' : found, equal)];
    const fixed = asServiceAddress(found);
    const actions =
      equal || wanted === ''
        ? []
        : [setOAuth(ADDRESS, 'ExchangeAutodiscoverUrl', { before: found, after: wanted })];
    return {
      resource: planned(ADDRESS, title, stateOf(rows), rows),
      actions,
      findings: fixed === null ? findings : [...findings, svcFinding(found, fixed)],
    };
  },
};

function svcFinding(found: string, fixed: string): Finding {
  return {
    code: 'HX-SVC',
    args: { found, fixed },
    severity: 'warning',
    step: STEP,
    resource: ADDRESS.id,
  };
}

/** Domains that AutoDiscover may redirect to: what is typed is added, what is there stays. */
export const skypeAllowedDomainsResource: Resource = {
  ...DOMAINS,
  reads,
  plan: (context) => {
    const title = message('core.resource.skype-allowed-domains');
    const configuration = valueOf(look(context, skypeOAuth));
    const typed = split(context.inputs.autodiscoverAllowedDomains);
    if (typed.length === 0 || configuration === undefined || configuration === null)
      return { resource: planned(DOMAINS, title, 'not-needed', []), actions: [], findings: [] };
    const found = configuration.ExchangeAutodiscoverAllowedDomains;
    const known = split(found);
    const added = typed.filter((name) => !known.includes(name));
    const after = [...known, ...added].join(';');
    const rows = [compared('ExchangeAutodiscoverAllowedDomains', after, found, added.length === 0)];
    const change = { before: found, after };
    return {
      resource: planned(DOMAINS, title, stateOf(rows), rows),
      actions:
        added.length === 0 ? [] : [setOAuth(DOMAINS, 'ExchangeAutodiscoverAllowedDomains', change)],
      findings: [],
    };
  },
};

function split(text: string): readonly string[] {
  return text
    .split(';')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
}

/** The DNS record of the AutoDiscover host: making one is for whoever runs the DNS. */
export const autodiscoverNameResource: Resource = {
  ...NAME,
  reads: (context) => {
    const host = autodiscoverHost(context);
    return [...reads(context), ...(host === '' ? [] : [readRequest(nameAddresses, { host })])];
  },
  plan: (context) => {
    const host = autodiscoverHost(context);
    const title = message('core.resource.autodiscover-name', { host });
    const looked = look(context, nameAddresses, { host });
    const addresses = valueOf(looked);
    if (addresses === undefined || addresses === null) {
      // Where this computer is not within the network, nobody can say.
      const state = looked.status === 'not-read' ? 'unknown' : 'not-needed';
      const rows = state === 'unknown' ? [compare(`DNS ${host}`, 'A', undefined)] : [];
      return { resource: planned(NAME, title, state, rows), actions: [], findings: [] };
    }
    const exists = addresses.length > 0;
    const rows = [compared(`DNS ${host}`, 'A', exists ? addresses.join(', ') : '-', exists)];
    if (exists)
      return { resource: planned(NAME, title, 'present', rows), actions: [], findings: [] };
    return {
      resource: planned(NAME, title, 'by-hand', rows, {
        byHand: [message('core.by-hand.autodiscover-name', { host })],
      }),
      actions: [],
      findings: [
        {
          code: 'HX-AUTODNS',
          args: { host },
          severity: 'warning',
          step: STEP,
          resource: NAME.id,
        },
      ],
    };
  },
};
