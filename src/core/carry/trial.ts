/** What a trial brought back: checked like every result, and kept beside the plans it belongs to. */
import * as v from 'valibot';
import { CodedError, appError } from '../../shared/errors';
import { knowsWhatIf } from '../commands/allow-list-whatif';
import type { Action } from '../model/action';
import type { Plan } from '../model/plan';
import type { Files } from '../ports';
import { readJson, writeJson } from './answers';
import type { CarryTarget } from './manifest';
import { RESULT_HEAD, contentOf } from './result';
import type { OpenedResult } from './result';
import { carriedTo } from './scope';

/** What came of asking a command. */
const TRIAL_OUTCOMES = ['accepted', 'refused', 'waits', 'unsupported', 'no-command'] as const;

const { startedAt: time, host: short } = RESULT_HEAD;
/** A little more than a script of ours writes, and nothing that a terminal would take for an order. */
const text = v.pipe(
  v.string(),
  v.maxLength(8_000),
  // eslint-disable-next-line no-control-regex -- exactly the characters that are refused
  v.regex(/^[^\u0000-\u0008\u000B-\u001F\u007F-\u009F]*$/),
);

const row = v.strictObject({
  id: short,
  /**
   * `waits`: it builds on what an earlier row only makes. `unsupported`: it was not called, because it knows no -WhatIf.
   * `no-command`: the shell does not offer it to this account.
   */
  outcome: v.picklist(TRIAL_OUTCOMES),
  at: time,
  /** What -WhatIf said; '' where nothing could be caught. */
  text,
  warnings: v.pipe(v.array(text), v.maxLength(50)),
  waitsFor: v.pipe(v.array(short), v.maxLength(200)),
  error: v.nullable(
    v.strictObject({
      message: text,
      fullyQualifiedErrorId: text,
      category: text,
      exceptionType: text,
    }),
  ),
});
/** What it said of one row. */
export type TrialRow = v.InferOutput<typeof row>;

const contentSchema = v.strictObject({
  ...RESULT_HEAD,
  kind: v.literal('trial'),
  host: text,
  /** Who ran it, as that computer names the account. */
  account: text,
  rows: v.pipe(v.array(row), v.maxLength(2_000)),
});
/** What a trial says of its run. */
export type TrialContent = v.InferOutput<typeof contentSchema>;

const trial = v.strictObject({
  ...v.object({
    script: RESULT_HEAD.script,
    digest: short,
    target: RESULT_HEAD.target,
    host: short,
    endedAt: time,
  }).entries,
  account: text,
  fingerprint: v.string(),
  /** ISO 8601, by this computer's clock. */
  loadedAt: v.string(),
  /** SHA-256 of the result file. */
  sha256: v.string(),
  rows: contentSchema.entries.rows,
});
/** A trial as it is kept. */
export type Trial = v.InferOutput<typeof trial>;

/** Trials that are kept: old plans are not looked at again. */
const MOST = 24;
const FILE = 'carried/trials.json';
const bookSchema = v.strictObject({ format: v.literal(1), trials: v.array(trial) });

/** Actions of a side, all of them: nothing has to be done before any of them is asked. */
export function trialActions(plan: Plan, target: CarryTarget): readonly Action[] {
  return plan.actions.filter(carriedTo(plan, target));
}

/** True for an action whose command can be asked. Requests of Microsoft Graph never can, nor what writes a file here. */
export function canBeTried({ operation, target }: Action): boolean {
  return target !== 'tenant' && operation.kind === 'cmdlet' && knowsWhatIf(operation.command.name);
}

/** True for the result of a trial. */
export function isTrial({ content }: OpenedResult): boolean {
  return content['kind'] === 'trial';
}

/** The trial in an opened file: HX-CARRYFILE where it is none. */
export function trialContent(opened: OpenedResult, name: string): TrialContent {
  return contentOf(opened, contentSchema, name);
}

/** Refuses rows that a script of this plan does not write: HX-CARRYFILE. */
export function checkRows({ rows, target }: TrialContent, plan: Plan | null, file: string): void {
  const own = new Set((plan === null ? [] : trialActions(plan, target)).map(({ id }) => id));
  const all = new Set((plan?.actions ?? []).map(({ id }) => id));
  const told = new Set(rows.map(({ id }) => id));
  const isWhole = told.size === rows.length && told.size === own.size;
  const strange = rows.find(
    (item) => !own.has(item.id) || item.waitsFor.some((id) => !all.has(id)),
  );
  if (!isWhole || strange !== undefined)
    throw new CodedError(appError('HX-CARRYFILE', { file }, `row ${strange?.id ?? ''}`));
}

/** The trials of a customer, oldest first; none where nothing was loaded. HX-FILE when the file is damaged. */
export async function readTrials(files: Files): Promise<readonly Trial[]> {
  return (await readJson(files, FILE, bookSchema))?.trials ?? [];
}

/** Keeps a trial in the place of an earlier one of the same plan and side. */
export async function keepTrial(files: Files, added: Trial): Promise<readonly Trial[]> {
  const others = (await readTrials(files)).filter((item) => !isSamePlace(item, added));
  const trials = [...others, added].slice(-MOST);
  await writeJson(files, FILE, { format: 1, trials });
  return trials;
}

/** True for trials of one plan on one side. */
export function isSamePlace(one: Trial, other: Pick<Trial, 'digest' | 'target'>): boolean {
  return one.digest === other.digest && one.target === other.target;
}

/** What a trial said of one row, by whom, where and when. */
export interface TrialEvidence extends Pick<
  TrialRow,
  'outcome' | 'at' | 'text' | 'warnings' | 'waitsFor'
> {
  /** The server's own words; '' for none. */
  readonly error: string;
  readonly host: string;
  readonly account: string;
}

/** The latest that a trial of this very plan said of a row; null where none did. */
export function trialEvidence(
  trials: readonly Trial[],
  digest: string,
  action: string,
): TrialEvidence | null {
  const found = trials
    .filter((item) => item.digest === digest && item.rows.some(({ id }) => id === action))
    .reduce<Trial | undefined>(
      (latest, item) => (latest === undefined || item.endedAt > latest.endedAt ? item : latest),
      undefined,
    );
  const told = found?.rows.find(({ id }) => id === action);
  if (found === undefined || told === undefined) return null;
  const { outcome, at, text: said, warnings, waitsFor, error } = told;
  const { host, account } = found;
  return {
    ...{ outcome, at, text: said, warnings, waitsFor },
    ...{ error: error?.message ?? '', host, account },
  };
}
