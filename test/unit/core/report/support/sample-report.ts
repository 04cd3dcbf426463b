/** Reports of made-up runs over the sample plan. */
import { verify } from '../../../../../src/core/engine/verify';
import type { Action } from '../../../../../src/core/model/action';
import { isFromAction } from '../../../../../src/core/model/command';
import type { FactValue, Facts } from '../../../../../src/core/model/facts';
import type { JournalEntry } from '../../../../../src/core/model/journal';
import type { Plan } from '../../../../../src/core/model/plan';
import type { Verification } from '../../../../../src/core/model/proof';
import { buildReport } from '../../../../../src/core/report/model';
import type { Report } from '../../../../../src/core/report/types';
import { appError } from '../../../../../src/shared/errors';
import type { Language } from '../../../../../src/shared/languages';
import type { Sample, SampleOptions } from '../../commands/support/sample-plan';
import { NOW, TENANT, samplePlan } from '../../commands/support/sample-plan';

const AT = Date.parse('2026-11-21T13:05:00Z');
const at = (seconds: number): string => new Date(AT + seconds * 1_000).toISOString();

/** Facts as the read-back of an action finds them. */
function factsAfter(action: Action, number: number): Facts {
  const guid = `c1b0a7de-41a5-4a54-8a21-0b8c3f1e5a${String(10 + number)}`;
  const entries = Object.entries(action.after).map(([name, value]): [string, FactValue] => [
    name,
    isFromAction(value) ? guid : value,
  ]);
  const application = Object.keys(action.after).find((name) => name.endsWith('/count'));
  return {
    ...(application === undefined ? {} : { [application.replace('/count', '/Guid')]: guid }),
    ...Object.fromEntries(entries),
    Guid: guid,
    DistinguishedName: `CN=Account ${String(number)},CN=Users,DC=contoso,DC=lab`,
    Identity: `contoso.lab/Users/Account ${String(number)}`,
  };
}

/** A journal: everything done, except what `ending` says about single actions. */
export function journalOf(
  plan: Plan,
  ending: Readonly<Record<string, 'failed' | 'left-out' | 'blocked' | 'open'>> = {},
): JournalEntry[] {
  const entries: JournalEntry[] = [
    {
      type: 'run-started',
      at: at(0),
      run: '2026-11-21-1305',
      kind: plan.kind,
      digest: plan.digest,
      fingerprint: plan.fingerprint,
      consents: ['adds-credential', 'removes-credential'],
      productVersion: '0.1.0',
    },
  ];
  plan.actions.forEach((action, number) => {
    const common = { at: at(number * 2 + 1), action: action.id };
    const how = ending[action.id];
    if (how === 'left-out') entries.push({ ...common, type: 'left-out', reason: 'no-consent' });
    else if (how === 'blocked')
      entries.push({
        ...common,
        type: 'left-out',
        reason: 'blocked',
        blockedBy: 'certificate.current.export',
      });
    else {
      entries.push({ ...common, type: 'intent', before: {} });
      if (how === 'open') return;
      const failed = how === 'failed';
      entries.push({
        ...common,
        at: at(number * 2 + 2),
        type: 'outcome',
        outcome: failed ? 'failed' : 'done',
        decidedBy: 'run',
        facts: failed ? {} : factsAfter(action, number),
        durationMs: 400 + number * 137,
        warnings:
          number === 1
            ? ["The command completed successfully but no settings of '<x>' have been modified."]
            : [],
        notes: [],
        ...(failed
          ? {
              error: appError(
                'HX-RIGHT',
                { name: 'New-PartnerApplication' },
                'The operation on mailbox "x" failed because it\'s out of the current user\'s write scope. <b>Raw</b>',
              ),
            }
          : {}),
      });
    }
  });
  const open = Object.values(ending).includes('open');
  if (!open)
    entries.push({
      type: 'run-ended',
      at: at(90),
      result: Object.keys(ending).length === 0 ? 'done' : 'partly',
    });
  return entries;
}

/** A verification in which every planned comparison now holds. */
function verified({ plan, wanted, observations }: Sample): Verification {
  const base = verify(wanted, observations, NOW);
  return {
    ...base,
    at: at(120),
    findings: base.findings.filter((item) => item.code === 'HX-KEYFOREIGN'),
    proofs: base.proofs.map((proof) => {
      const holds = proof.rung === 'configured' && proof.verdict !== 'could-not-check';
      if (!holds) return proof;
      return {
        ...proof,
        verdict: 'verified',
        comparisons: proof.comparisons.map((row) => ({
          ...row,
          found: row.verdict === 'differs' ? row.expected : row.found,
          verdict: 'equal',
        })),
      };
    }),
    steps: base.steps
      .filter((step) => plan.steps.some((item) => item.id === step.id))
      .map((step) => ({ ...step, verdict: 'verified' })),
  };
}

/** The report of a whole run, or of one with the given endings. */
export function sampleReport(
  language: Language,
  options: SampleOptions = {},
  ending: Parameters<typeof journalOf>[1] = {},
): Report {
  const sample = samplePlan({ withoutVoicemail: true, ...options });
  return buildReport({
    customer: {
      name: options.customer ?? 'Contoso Ltd 台北',
      tenantId: TENANT,
      tenantDomain: 'contoso.onmicrosoft.com',
    },
    plan: sample.plan,
    entries: journalOf(sample.plan, ending),
    verification: verified(sample),
    observations: sample.observations,
    language,
    now: new Date(AT + 300_000),
    productVersion: '0.1.0',
    practice: sample.plan.practice,
  });
}
