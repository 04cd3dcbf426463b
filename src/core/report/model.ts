/** Builds the hand-over report from plan, journal and verification. Pure: the same input gives the same report. */
import type { AppError } from '../../shared/errors';
import type { Language } from '../../shared/languages';
import { shownName } from '../../shared/practice/name';
import { REPORT_PARTS } from '../../shared/report';
import type { TopologyDescription } from '../../shared/topology';
import { trialEvidence } from '../carry/trial';
import type { Trial } from '../carry/trial';
import { renderOperation } from '../commands/render';
import type { TransportWays } from '../engine/transport';
import { transportsOf } from '../engine/transport';
import type { Action } from '../model/action';
import { undoText } from '../model/action';
import type { CustomerRecord } from '../model/customer';
import { isFromAction } from '../model/command';
import type { Operation, ParameterValue } from '../model/command';
import type { FactValue, Facts } from '../model/facts';
import type { JournalEntry } from '../model/journal';
import type { Observations } from '../model/observation';
import type { Plan } from '../model/plan';
import type { Proof, Verification } from '../model/proof';
import { resolveGraph } from '../engine/facts';
import { countPlan } from '../engine/plan';
import { noticesOfPlan } from '../notices/notices';
import { answerTopology } from '../topology/answer';
import { causesOfLeavingOut } from '../engine/progress';
import { expiryOf } from './expiry';
import { openPoints } from './open-points';
import type {
  Report,
  ReportCommand,
  ReportProof,
  ReportRead,
  ReportRun,
  ReportUndo,
} from './types';

/** What a report is made from. */
export interface ReportInput {
  readonly customer: Pick<CustomerRecord, 'name' | 'tenantId' | 'tenantDomain'>;
  readonly plan: Plan;
  /** The journal of the run; empty where nothing ran. */
  readonly entries: readonly JournalEntry[];
  /** null: nobody looked since. */
  readonly verification: Verification | null;
  /** The reads the plan rests on; their exact commands are listed when given. */
  readonly observations?: Observations;
  /** The description saved with the customer. */
  readonly topology?: TopologyDescription | null;
  /** How the sides are reached; absent: in shells of their own. */
  readonly ways?: TransportWays;
  /** What `-WhatIf` said of plans; absent: nobody asked. */
  readonly trials?: readonly Trial[];
  readonly language: Language;
  readonly now: Date;
  readonly productVersion: string;
  readonly practice: boolean;
}

/** Builds the report. */
export function buildReport(input: ReportInput): Report {
  const { plan, entries, verification, now, customer } = input;
  const outcomes = lastOutcomes(entries);
  const results = new Map(
    [...outcomes].flatMap(([id, entry]) =>
      entry.type === 'outcome' && entry.outcome === 'done' ? [[id, entry.facts] as const] : [],
    ),
  );
  const commands = commandsOf(input, outcomes, results);
  const proof = verification === null ? null : proofOf(verification);
  return {
    format: 1,
    product: 'Crossprem',
    productVersion: input.productVersion,
    language: input.language,
    level: 'full',
    parts: REPORT_PARTS,
    practice: input.practice,
    madeAt: now.toISOString(),
    customer: {
      name: shownName({ name: customer.name, practice: input.practice }, input.language),
      tenantId: customer.tenantId,
      tenantDomain: customer.tenantDomain,
    },
    plan: {
      kind: plan.kind,
      fingerprint: plan.fingerprint,
      digest: plan.digest,
      scenario: plan.scenario,
      recipe: plan.recipe,
      madeAt: plan.madeAt,
      inputs: plan.inputs,
      ...(plan.oauth === undefined ? {} : { oauth: plan.oauth }),
      counts: countPlan(plan),
    },
    run: runOf(entries, commands),
    before: plan.steps.map((step) => ({
      id: step.id,
      resources: step.resources.map(({ id, title, state, comparisons, keeps }) => ({
        id,
        title,
        state,
        comparisons,
        keeps,
      })),
    })),
    reads: readsOf(input.observations),
    commands,
    proof,
    open: openPoints(plan, commands, verification),
    expiry: expiryOf(plan, verification, now),
    undo: plan.actions
      .filter((action) => results.has(action.id))
      .map((action) => undoOf(action, results)),
    findings: verification === null ? plan.findings : verification.findings,
    notices: plan.kind === 'apply' ? noticesOfPlan(plan) : [],
    topology: answered(input.topology),
  };
}

const answered = (topology: TopologyDescription | null | undefined): Report['topology'] =>
  topology === null || topology === undefined ? null : answerTopology(topology);

type Outcome = Extract<JournalEntry, { type: 'outcome' | 'left-out' | 'intent' }>;

/** The last line of each action; later lines win. */
function lastOutcomes(entries: readonly JournalEntry[]): Map<string, Outcome> {
  const last = new Map<string, Outcome>();
  for (const entry of entries) {
    if (entry.type === 'outcome' || entry.type === 'left-out' || entry.type === 'intent')
      last.set(entry.action, entry);
  }
  return last;
}

function runOf(
  entries: readonly JournalEntry[],
  commands: readonly ReportCommand[],
): ReportRun | null {
  const started = entries.find((entry) => entry.type === 'run-started');
  if (started?.type !== 'run-started') return null;
  const ended = [...entries].reverse().find((entry) => entry.type === 'run-ended');
  const end = ended?.type === 'run-ended' ? ended : null;
  return {
    id: started.run,
    kind: started.kind,
    startedAt: started.at,
    endedAt: end?.at ?? null,
    result: end?.result ?? 'interrupted',
    consents: started.consents,
    resumed: entries.filter((entry) => entry.type === 'resumed').length,
    done: commands.filter((command) => command.outcome === 'done').length,
    total: commands.length,
    error: end?.error ?? null,
  };
}

function commandsOf(
  { plan, entries, ways, trials = [] }: ReportInput,
  outcomes: ReadonlyMap<string, Outcome>,
  results: ReadonlyMap<string, Facts>,
): readonly ReportCommand[] {
  const causes = causesOfLeavingOut(entries);
  const transports = transportsOf(plan, ways);
  return plan.actions.map((action) => ({
    ...commandOf(action, plan, outcomes.get(action.id), results, causes.get(action.id)),
    transport: transports.get(action.id) ?? null,
    trial: trialEvidence(trials, plan.digest, action.id),
  }));
}

function commandOf(
  action: Action,
  plan: Plan,
  entry: Outcome | undefined,
  results: ReadonlyMap<string, Facts>,
  cause: AppError | undefined,
): Omit<ReportCommand, 'transport' | 'trial'> {
  const resource = plan.steps
    .flatMap((step) => step.resources)
    .find((item) => item.id === action.resource);
  const outcome = entry?.type === 'outcome' ? entry : undefined;
  return {
    id: action.id,
    step: action.step,
    resource: action.resource,
    title: resource?.title ?? null,
    kind: action.kind,
    target: action.target,
    reason: action.reason,
    command: renderOperation(resolved(action.operation, results)),
    article: action.article,
    departs: action.departs ?? null,
    notBefore: action.notBefore ?? null,
    tags: action.tags,
    differences: action.differences,
    outcome: stateOf(entry),
    leftOut:
      entry?.type === 'left-out'
        ? { reason: entry.reason, blockedBy: entry.blockedBy ?? null, note: entry.note ?? '' }
        : null,
    decidedByReading: outcome?.decidedBy === 'read',
    byHand: outcome?.decidedBy === 'carried',
    at: entry?.at ?? null,
    durationMs: outcome?.durationMs ?? null,
    readBack: outcome === undefined ? [] : readBackOf(action, outcome.facts),
    warnings: outcome?.warnings ?? [],
    notes: outcome?.notes ?? [],
    error: outcome?.error ?? cause ?? null,
  };
}

function stateOf(entry: Outcome | undefined): ReportCommand['outcome'] {
  if (entry === undefined) return 'not-started';
  if (entry.type === 'outcome') return entry.outcome;
  // An intent without an outcome: the run ended in it, and nobody looked yet.
  return entry.type === 'left-out' ? 'left-out' : 'unknown';
}

/** Facts that the action is about; a read may answer with much more. */
function readBackOf(action: Action, facts: Facts): ReportCommand['readBack'] {
  const names = Object.keys(action.after);
  const about = Object.entries(facts).filter(
    ([name]) => names.includes(name) || name === 'Guid' || name === 'id',
  );
  return about.map(([property, value]) => ({ property, value: factText(value) }));
}

function factText(value: FactValue): string {
  if (value === null || value === '') return '-';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (Array.isArray(value)) return value.length === 0 ? '-' : value.join('\n');
  return String(value);
}

/** The operation with every reference that the run can fill in; the others stay as placeholders. */
function resolved(operation: Operation, results: ReadonlyMap<string, Facts>): Operation {
  if (operation.kind === 'graph') return filledIn(operation, results);
  if (operation.kind !== 'cmdlet' && operation.kind !== 'export-certificate') return operation;
  const parameters = Object.entries(operation.command.parameters).map(
    ([name, value]): [string, ParameterValue] => {
      const found = isFromAction(value) ? results.get(value.from)?.[value.property] : undefined;
      return [name, typeof found === 'string' ? found : value];
    },
  );
  return {
    ...operation,
    command: { name: operation.command.name, parameters: Object.fromEntries(parameters) },
  };
}

function proofOf(verification: Verification): ReportProof {
  const count = (verdict: Proof['verdict']): number =>
    verification.proofs.filter((item) => item.verdict === verdict).length;
  return {
    at: verification.at,
    proofs: verification.proofs,
    counts: {
      verified: count('verified'),
      failed: count('failed'),
      'could-not-check': count('could-not-check'),
      'by-hand': count('by-hand'),
    },
  };
}

function readsOf(observations: Observations | undefined): ReportRead[] {
  return [...(observations?.values() ?? [])].map((item) => ({
    target: item.target,
    command: item.source,
    at: item.at,
    durationMs: item.durationMs,
    error: item.status === 'not-read' ? item.error : null,
  }));
}

/** A request with what the run made; as planned where a part of it was not made. */
function filledIn(
  operation: Extract<Operation, { kind: 'graph' }>,
  results: ReadonlyMap<string, Facts>,
): Operation {
  try {
    return { kind: 'graph', request: resolveGraph(operation, results) };
  } catch {
    return operation;
  }
}

function undoOf(action: Action, results: ReadonlyMap<string, Facts>): ReportUndo {
  const { undo } = action;
  const command =
    undo.kind === 'operation' ? renderOperation(resolved(undo.operation, results)) : null;
  return { action: action.id, kind: undo.kind, text: undoText(undo), command };
}
