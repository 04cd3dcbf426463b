import type { AppError } from '../../shared/errors';
import type { Notice } from '../../shared/notices';
import type { TopologyAnswer } from '../../shared/topology';
import type { OAuthChoice } from '../../shared/oauth-way';
import type { Language } from '../../shared/languages';
import type { ReportLevel, ReportPart } from '../../shared/report';
import type { TrialEvidence } from '../carry/trial';
import type { Action, Difference, Finding, StepId, Tag, Undo } from '../model/action';
import type { TargetId } from '../model/command';
import type { ActionOutcome, LeftOutReason, RunResult } from '../model/journal';
import type { MessageRef } from '../model/message';
import type {
  Comparison,
  PlanCounts,
  PlannedResource,
  PlanScenarioId,
  RecipeId,
} from '../model/plan';
import type { Proof } from '../model/proof';

/**
 * The hand-over report as plain JSON. Texts are message keys with arguments, so that one report can be shown in any
 * language; commands, ids and server texts are literal.
 */
export interface Report {
  readonly format: 1;
  readonly product: 'Crossprem';
  readonly productVersion: string;
  /** Language it was made for. */
  readonly language: Language;
  /** How much of the customer it tells. */
  readonly level: ReportLevel;
  /** Sections that it has. */
  readonly parts: readonly ReportPart[];
  /** True when everything in it comes from the practice lab. */
  readonly practice: boolean;
  /** ISO 8601 UTC. */
  readonly madeAt: string;
  readonly customer: {
    readonly name: string;
    readonly tenantId: string;
    readonly tenantDomain: string;
  };
  readonly plan: ReportPlan;
  /** null: nothing was run; the report shows the state alone. */
  readonly run: ReportRun | null;
  readonly before: readonly ReportStep[];
  readonly reads: readonly ReportRead[];
  readonly commands: readonly ReportCommand[];
  /** null: not verified after the run. */
  readonly proof: ReportProof | null;
  readonly open: readonly OpenPoint[];
  readonly expiry: readonly Expiry[];
  readonly undo: readonly ReportUndo[];
  readonly findings: readonly Finding[];
  /** What changed around the subject, as of the plan's day. Empty for an undo. */
  readonly notices: readonly Notice[];
  /** What follows from the described topology; null: none was saved with the customer. */
  readonly topology: TopologyAnswer | null;
}

interface ReportPlan {
  readonly kind: 'apply' | 'undo';
  readonly fingerprint: string;
  readonly digest: string;
  readonly scenario: PlanScenarioId;
  readonly recipe: RecipeId;
  readonly madeAt: string;
  readonly inputs: Readonly<Record<string, string>>;
  /** How step 1 comes about; absent: it is set up from here. */
  readonly oauth?: OAuthChoice;
  readonly counts: PlanCounts;
}

export interface ReportRun {
  readonly id: string;
  readonly kind: 'apply' | 'undo';
  readonly startedAt: string;
  /** null: the journal has no end. */
  readonly endedAt: string | null;
  readonly result: RunResult | 'interrupted';
  readonly consents: readonly Tag[];
  /** How often the run went on after an unexpected end. */
  readonly resumed: number;
  readonly done: number;
  readonly total: number;
  readonly error: AppError | null;
}

/** One step as it was found before anything ran. */
export interface ReportStep {
  readonly id: StepId;
  readonly resources: readonly Pick<
    PlannedResource,
    'id' | 'title' | 'state' | 'comparisons' | 'keeps'
  >[];
}

/** One read, as it was sent. */
export interface ReportRead {
  readonly target: TargetId;
  readonly command: string;
  readonly at: string;
  readonly durationMs: number;
  readonly error: AppError | null;
}

/** How a command of the plan ended. */
export type CommandOutcome = ActionOutcome | 'left-out' | 'not-started';

/** One command of the plan with what became of it. */
export interface ReportCommand {
  readonly id: string;
  readonly step: StepId;
  readonly resource: string;
  /** Title of the resource it works on. */
  readonly title: MessageRef | null;
  readonly kind: Action['kind'];
  readonly target: TargetId;
  readonly reason: MessageRef;
  /** Exact text, with references filled in where the run knows them. */
  readonly command: string;
  readonly article: string;
  readonly departs: MessageRef | null;
  /** By which transport it runs, and why; null where there is only one. */
  readonly transport: MessageRef | null;
  /** ISO 8601: it was not to run before; null: as soon as its turn came. */
  readonly notBefore: string | null;
  readonly tags: readonly Tag[];
  readonly differences: readonly Difference[];
  readonly outcome: CommandOutcome;
  readonly leftOut: {
    readonly reason: LeftOutReason;
    readonly blockedBy: string | null;
    /** The person's reason for skipping it; '' otherwise. */
    readonly note: string;
  } | null;
  readonly decidedByReading: boolean;
  /** A person carried the script there and its result back. */
  readonly byHand: boolean;
  readonly at: string | null;
  readonly durationMs: number | null;
  /** What reading back found, for the properties that the action is about. */
  readonly readBack: readonly { readonly property: string; readonly value: string }[];
  readonly warnings: readonly string[];
  readonly notes: readonly {
    readonly property: string;
    readonly expected: string;
    readonly found: string;
  }[];
  readonly error: AppError | null;
  /** What `-WhatIf` said of it before; null: nobody asked. It proves nothing. */
  readonly trial: TrialEvidence | null;
}

export interface ReportProof {
  readonly at: string;
  readonly proofs: readonly Proof[];
  readonly counts: Readonly<Record<Proof['verdict'], number>>;
}

/** Something that is left for a person. */
export interface OpenPoint {
  readonly kind:
    'left-out' | 'failed' | 'unknown' | 'by-hand' | 'not-checked' | 'differs' | 'feature';
  readonly step: StepId;
  readonly text: MessageRef;
  readonly comparisons: readonly Comparison[];
}

/** End of an auth certificate and the day to be reminded. */
export interface Expiry {
  readonly role: 'current' | 'next';
  readonly thumbprint: string;
  readonly end: string;
  readonly reminder: string;
  /** Whole days from the report to the end; negative: it has ended. */
  readonly daysLeft: number;
}

export interface ReportUndo {
  readonly action: string;
  readonly kind: Undo['kind'];
  readonly text: MessageRef;
  /** Exact command, or null where there is none of its own. */
  readonly command: string | null;
}
