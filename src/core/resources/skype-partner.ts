/**
 * B3: Skype for Business Server as a partner application of Exchange. Microsoft's script makes another application at
 * every run, so it runs only where there is none; one that is there, under whatever name, is adopted and mended.
 */
import type { Action, Finding } from '../model/action';
import type { Comparison } from '../model/plan';
import { message } from '../model/message';
import type { DocumentApplication } from '../reads/service-points';
import { documentApplications } from '../reads/service-points';
import type { PlanContext, Resource, ResourcePlan } from './context';
import { compare, compared, look, planned, stateOf, truth } from './context';
import { ASSIGN_ACTION, canSign, issuerActions } from './skype-certificate';
import type { SkypeLink } from './skype-account';
import { skypeAccountReads, skypeLink } from './skype-account';
import { SELF, linkAction, refreshAction, runScript, setAction } from './skype-partner-actions';
import type { FoundDocument } from './skype-state';
import {
  chosenPool,
  documentAt,
  documentFinding,
  documentReads,
  knownApplications,
  notRead,
  poolAddresses,
  poolsOf,
} from './skype-state';

const TITLE = message('core.resource.skype-partner');

/** Actions after which Exchange knows the pool; IIS of the servers has to be restarted after them. */
export function skypePartnerActions(context: PlanContext): readonly string[] {
  return planPartner(context).actions.map((action) => action.id);
}

/** The application in Exchange. */
export const skypePartnerResource: Resource = {
  ...SELF,
  reads: (context) => [...skypeAccountReads(context), ...documentReads(poolAddresses(context))],
  plan: (context) => {
    const result = planPartner(context);
    return { ...result, findings: [...result.findings, ...poolFindings(context)] };
  },
};

/** One pool's address is enough, because all share the certificate; which one is for a person to know. */
function poolFindings(context: PlanContext): Finding[] {
  const pools = poolsOf(context) ?? [];
  const chosen = chosenPool(context);
  const args = {
    pools: pools.map((pool) => pool.fqdn).join(', '),
    pool: chosen?.fqdn ?? context.inputs.pool,
  };
  const base = { code: 'HX-POOLS', args, step: SELF.step, resource: SELF.id } as const;
  if (pools.length > 0 && chosen === undefined) return [{ ...base, severity: 'blocking' }];
  return pools.length > 1 && context.inputs.pool === '' ? [{ ...base, severity: 'warning' }] : [];
}

function planPartner(context: PlanContext): ResourcePlan {
  const { domainController } = context.inputs;
  const looked = look(context, documentApplications, { domainController });
  const findings = notRead([looked], SELF.step, SELF.id);
  const pool = chosenPool(context);
  if (looked.status !== 'read' || pool === undefined) {
    const rows = [compare('PartnerApplication', pool?.fqdn ?? '-', undefined)];
    return { resource: planned(SELF, TITLE, 'unknown', rows), actions: [], findings };
  }
  const known = knownApplications(context);
  const [first, ...others] = known;
  if (first === undefined) return planNew(context);
  if (others.length > 0) return planSeveral(known);
  return planExisting(context, first);
}

/** Several stand for the pool: which of them is used is nobody's to guess. */
function planSeveral(known: readonly DocumentApplication[]): ResourcePlan {
  const names = known.map((item) => item.name).join(', ');
  const isUsed = known.some((item) => item.enabled && item.linkedAccount !== '');
  const rows = [compare('PartnerApplication', '1', String(known.length))];
  return {
    resource: planned(SELF, TITLE, 'by-hand', rows, {
      byHand: [message('core.by-hand.skype-partner-several', { names })],
    }),
    actions: [],
    findings: [
      {
        code: 'HX-DUP',
        args: { count: known.length, what: names },
        severity: isUsed ? 'warning' : 'blocking',
        step: SELF.step,
        resource: SELF.id,
      },
    ],
  };
}

function planNew(context: PlanContext): ResourcePlan {
  const found = documentAt(context, poolAddresses(context));
  const problem = documentFinding(found, SELF.step, SELF.id);
  const url = found?.url ?? poolAddresses(context)[0] ?? '';
  const rows = [compare('PartnerApplication', url, '-'), ...documentRows(found)];
  const isUsable = problem === undefined && canSign(context) && url !== '';
  if (!isUsable || skypeLink(context).kind === 'unavailable') {
    const byHand = [message('core.by-hand.skype-partner-waits', { address: url })];
    return {
      resource: planned(SELF, TITLE, 'by-hand', rows, { byHand }),
      actions: [],
      findings: problem === undefined ? [] : [problem],
    };
  }
  return {
    resource: planned(SELF, TITLE, 'absent', rows),
    actions: [runScript(context, url)],
    findings: [],
  };
}

/** What the document says, as rows: shown before anybody trusts it. */
export function documentRows(found: FoundDocument | undefined): Comparison[] {
  const document = found?.document;
  if (found === undefined || document === null || document === undefined) return [];
  const name = (property: string): string => `${property} (${found.url})`;
  if (document.kind === 'none') return [compared(name('metadata'), '200', document.reason, false)];
  const keys = document.keys.map((key) => `${key.thumbprint} (${String(key.keyBits)})`);
  const shown = (property: string, value: string): Comparison =>
    compared(name(property), value, value, true);
  return [
    shown('issuer', document.issuer),
    shown('realm', document.realm),
    shown('keys', keys.join(', ')),
    shown('TLS', 'True'),
  ];
}

function planExisting(context: PlanContext, item: DocumentApplication): ResourcePlan {
  const link = skypeLink(context);
  const found = documentAt(context, poolAddresses(context));
  const document = found?.document;
  const wanted = document?.kind === 'document' ? document.keys.map((key) => key.thumbprint) : [];
  const missing = wanted.filter((thumbprint) => !item.thumbprints.includes(thumbprint));
  const account = item.linkedAccount === '' && link.kind !== 'unavailable' ? link.name : '';
  const rows = [
    compare('AuthMetadataUrl', item.metadataUrl, item.metadataUrl),
    compare('Name', item.name, item.name),
    compare('Enabled', 'True', truth(item.enabled)),
    compared(
      'LinkedAccount',
      account === '' ? item.linkedAccount : account,
      item.linkedAccount === '' ? '-' : item.linkedAccount,
      item.linkedAccount !== '',
    ),
    ...(wanted.length === 0
      ? []
      : [
          compared(
            'CertificateStrings',
            wanted.join(', '),
            item.thumbprints.join(', '),
            missing.length === 0,
          ),
        ]),
    ...documentRows(found),
  ];
  const problem = documentFinding(found, SELF.step, SELF.id);
  const findings: Finding[] = problem === undefined ? [] : [{ ...problem, severity: 'warning' }];
  if (item.linkedAccount === '')
    findings.push({
      code: 'HX-NOLINK',
      args: { application: item.name },
      severity: 'warning',
      step: SELF.step,
      resource: SELF.id,
    });
  return {
    resource: planned(SELF, TITLE, stateOf(rows), rows),
    actions: mend(context, item, link, missing),
    findings,
  };
}

/** Linked before enabled: an application is never switched on for nobody. Keys come anew from the document. */
function mend(
  context: PlanContext,
  item: DocumentApplication,
  link: SkypeLink,
  missingKeys: readonly string[],
): readonly Action[] {
  const actions: Action[] = [];
  const needs = issuerActions(context);
  if (item.linkedAccount === '' && link.kind !== 'unavailable')
    actions.push(linkAction(context, item, link));
  if (!item.enabled)
    actions.push(
      setAction(context, item, {
        verb: 'enable',
        property: 'Enabled',
        send: true,
        expect: true,
        old: false,
        dependsOn: actions.map((action) => action.id),
      }),
    );
  const isNamed = needs.includes(ASSIGN_ACTION);
  if (canSign(context) && (missingKeys.length > 0 || isNamed))
    actions.push(refreshAction(context, item, missingKeys, isNamed ? needs : []));
  return actions;
}
