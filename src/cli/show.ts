/** Plans, runs and verifications as terminal text. */
import type { PracticeWay } from '../adapters/practice/shells';
import { renderOperation } from '../core/commands/render';
import { distinctCauses } from '../core/engine/causes';
import { countPlan } from '../core/engine/plan';
import { partsRead, planOutcome, unknownParts } from '../core/engine/plan-outcome';
import type { RunEvent } from '../core/engine/apply';
import type { TransportWays } from '../core/engine/transport';
import type { ActionRules } from '../core/policy/rules';
import { refusalOf } from '../core/policy/rules';
import { transportsOf } from '../core/engine/transport';
import type { Finding } from '../core/model/action';
import { CONSENT_TAGS } from '../core/model/action';
import type { SignedCheck } from '../core/model/feature-check';
import type { Plan } from '../core/model/plan';
import type { Verification } from '../core/model/proof';
import { utcText } from '../shared/start-time';
import type { Output } from './output';

/** Says how commands reach the practice lab, and why not through PowerShell where that failed. */
export function practiceNote(way: PracticeWay, out: Output): void {
  const { translator: t } = out;
  if (way.kind === 'powershell') {
    out.note(t.t('cli.practice.powershell', { version: way.version }));
    return;
  }
  if (way.fallback !== undefined) out.error(way.fallback);
  out.note(t.t('cli.practice.direct'));
}

const KIND_MARKS = { add: '+', change: '~', remove: '-' } as const;

/** The whole plan, row by row, with exact commands, and what the organisation does not allow. */
export function showPlan(
  plan: Plan,
  ways: TransportWays,
  rules: ActionRules | undefined,
  out: Output,
): void {
  const transports = transportsOf(plan, ways);
  const { translator: t } = out;
  const counts = countPlan(plan);
  out.line(t.t('cli.plan.title', { fingerprint: plan.fingerprint, customer: plan.customer }));
  out.line(t.t('cli.plan.counts', { ...counts }));
  for (const step of plan.steps) {
    out.line();
    out.line(
      `${t.text({ key: `core.step.${step.id}.title`, args: {} })} · ${t.text({ key: `cli.step-state.${step.state}`, args: {} })}`,
    );
    for (const resource of step.resources) {
      const actions = plan.actions.filter(
        (action) => action.resource === resource.id || action.id === resource.id,
      );
      if (actions.length === 0 && resource.state !== 'not-needed') {
        const mark = resource.state === 'present' ? '=' : resource.state === 'by-hand' ? '!' : '?';
        out.line(`  ${mark} ${t.text(resource.title)}`);
      }
      for (const keep of resource.keeps) out.line(`  = ${t.text(keep.title)}`);
      for (const action of actions) {
        out.line(`  ${KIND_MARKS[action.kind]} ${t.text(action.reason)}`);
        out.line(indent(renderOperation(action.operation)));
        const transport = transports.get(action.id);
        if (transport !== undefined)
          out.line(`      ${t.t('core.transport.label')}: ${t.text(transport)}`);
        const { notBefore } = action;
        if (notBefore !== undefined)
          out.line(`      ${timeText('core.start.not-before', notBefore, out)}`);
        if (action.tags.length > 0) out.line(`      [${action.tags.join(', ')}]`);
        const refusal = refusalOf(action, plan, rules);
        if (refusal !== undefined) out.line(`      ${t.t('cli.plan.refused')} · ${refusal.code}`);
      }
      for (const text of resource.byHand) out.line(`  ! ${t.text(text)}`);
      for (const text of resource.cannotPreview) out.line(`  ? ${t.text(text)}`);
    }
  }
  showFindings(plan.findings, out);
  showUnknown(plan, out);
  const outcome = planOutcome(plan);
  if (outcome === 'changes') return;
  out.line();
  out.line(t.t(`cli.plan.${outcome}`, { n: plan.observations.length }));
}

/** What could not be found out, and why: nothing is planned for it. */
function showUnknown(plan: Plan, out: Output): void {
  const { translator: t } = out;
  const { read, total } = partsRead(plan);
  if (read === total) return;
  out.line();
  out.line(t.t('cli.plan.unknown', { read, total, unknown: total - read }));
  for (const { reason, titles } of unknownParts(plan)) {
    for (const title of titles)
      out.line(`  ? ${t.text(title)} · ${reason?.code ?? t.t('cli.plan.unknown-reason')}`);
  }
}

/** A sentence about a time: by this computer's zone, and UTC. */
function timeText(
  key: 'core.start.not-before' | 'core.start.waits',
  at: string,
  out: Output,
): string {
  return out.translator.t(key, { when: out.translator.dateTime(at), utc: utcText(at) });
}

function indent(text: string): string {
  return text.replace(/^/gm, '      ');
}

/** Findings with code and text, each cause once, worst first. */
export function showFindings(findings: readonly Finding[], out: Output): void {
  const { translator: t } = out;
  if (findings.length === 0) return;
  out.line();
  for (const finding of distinctCauses(findings)) {
    out.line(
      `${finding.code} ${t.text({ key: `cli.severity.${finding.severity}`, args: {} })}: ${t.text({ key: `errors.${finding.code}.what`, args: finding.args })}`,
    );
  }
}

/** Tags of the plan that need a consent, with the number of rows that wait for each. */
export function consentsNeeded(
  plan: Plan,
  rules: ActionRules | undefined,
): readonly { readonly tag: (typeof CONSENT_TAGS)[number]; readonly rows: number }[] {
  return CONSENT_TAGS.map((tag) => ({
    tag,
    rows: plan.actions.filter(
      (action) => action.tags.includes(tag) && refusalOf(action, plan, rules) === undefined,
    ).length,
  })).filter((item) => item.rows > 0);
}

/** Prints what a run tells while it goes on. */
export function runPrinter(plan: Plan, out: Output): (event: RunEvent) => void {
  const { translator: t } = out;
  let ended = 0;
  return (event) => {
    switch (event.kind) {
      case 'checking':
        out.progress(event.done, event.total, t.t('cli.run.checking'));
        return;
      case 'waiting':
        out.line(
          `  … ${t.text(event.action.reason)} · ${timeText('core.start.waits', event.until, out)}`,
        );
        return;
      case 'started':
        out.progress(ended, plan.actions.length, t.text(event.action.reason));
        return;
      case 'left-out':
        ended += 1;
        out.line(
          `  · ${t.text(event.action.reason)} (${t.text({ key: `cli.left-out.${event.reason}`, args: {} })})`,
        );
        if (event.error !== undefined) out.error(event.error);
        return;
      case 'ended': {
        ended += 1;
        const { result, action } = event;
        const mark = result.outcome === 'done' ? '✓' : '✗';
        const how = t.text({ key: `cli.outcome.${result.outcome}.${result.decidedBy}`, args: {} });
        out.line(`  ${mark} ${t.text(action.reason)} · ${how}`);
        if (result.error !== undefined) out.error(result.error);
        for (const note of result.notes)
          out.line(`      ${note.property}: ${note.expected} → ${note.found}`);
        for (const warning of result.warnings) out.line(`      ${warning}`);
        return;
      }
    }
  };
}

/** Who saw a feature, and when. */
function showSigned({ result, by, note, at, current, state }: SignedCheck, out: Output): void {
  const { translator: t } = out;
  const said = t.t(`check.result.${result}`);
  out.line(`      ${t.t('check.signed', { result: said, by, when: t.dateTime(at) })}`);
  if (note !== '') out.line(`      ${note}`);
  if (!current) out.line(`      ${t.t('check.earlier', { fingerprint: state.fingerprint })}`);
}

/** The proof ladder as text. */
export function showVerification(verification: Verification, out: Output): void {
  const { translator: t } = out;
  for (const step of verification.steps) {
    out.line(
      `${t.text({ key: `core.step.${step.id}.title`, args: {} })} · ${t.text({ key: `cli.verdict.${step.verdict}`, args: {} })}`,
    );
    for (const proof of verification.proofs.filter((item) => item.step === step.id)) {
      out.line(
        `  ${proof.verdict === 'verified' ? '✓' : proof.verdict === 'failed' ? '✗' : proof.verdict === 'by-hand' ? '!' : '?'} ${t.text(proof.title)}`,
      );
      if (proof.signed !== undefined) showSigned(proof.signed, out);
      if (proof.verdict === 'verified') continue;
      for (const row of proof.comparisons.filter((item) => item.verdict !== 'equal')) {
        out.line(`      ${row.property}: ${row.expected} → ${row.found === '' ? '?' : row.found}`);
      }
    }
  }
  showFindings(verification.findings, out);
}
