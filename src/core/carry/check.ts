/** Whether a result belongs to a script of ours and fits it. Compared with what was stored when the script was made, never with what the result claims. */
import { CodedError, appError } from '../../shared/errors';
import type { ErrorCode } from '../../shared/errors';
import { assertAllowed, isChange, isWritingTest } from '../commands/allow-list';
import { differences, resolveFacts } from '../engine/facts';
import type { Action } from '../model/action';
import type { Facts } from '../model/facts';
import type { Plan } from '../model/plan';
import type { Crypto } from '../ports';
import type { CarryManifest, CarryTarget, ScriptKind } from './manifest';
import type { CarriedAnswer, CarryContent, CarryResult, ResultHead } from './result';
import { askedSide } from './scope';

const DAY = 86_400_000;
/** How old a result may be when it is loaded. */
const AGE_LIMIT = 7 * DAY;
/** How far the other computer's clock may be off. */
const CLOCK_LIMIT = DAY;

/** Turns the CLIXML text of one object into the object. */
export type ReadItems = (
  text: string,
) =>
  | { readonly ok: true; readonly items: readonly unknown[] }
  | { readonly ok: false; readonly reason: string };

/** What a script was made as. */
export interface ScriptRecord {
  readonly manifest: CarryManifest<ScriptKind>;
  readonly plan: Plan | null;
  /** For an undo: the run it takes back. */
  readonly undoes?: string;
}

function refuse(
  code: ErrorCode,
  args: Readonly<Record<string, string | number>>,
  detail?: string,
): never {
  throw new CodedError(appError(code, args, detail));
}

/**
 * Checks everything but age. HX-CARRYUNKNOWN, HX-CARRYSCRIPT, HX-CARRYHOST, HX-TEN, and HX-CARRYFILE for content that
 * no script of ours writes.
 */
export function checkResult(
  result: CarryResult,
  record: ScriptRecord,
  file: string,
  tools: { readonly crypto: Crypto; readonly readItems: ReadItems },
): void {
  const { content } = result;
  checkOrigin(content, record, file);
  const fault =
    answersFault(content, tools.readItems) ??
    actionsFault(content, record.plan) ??
    filesFault(content, record.plan, tools.crypto);
  if (fault !== undefined) refuse('HX-CARRYFILE', { file }, fault);
}

/** Checks whose script a result is of, and where it ran. HX-CARRYUNKNOWN, HX-CARRYSCRIPT, HX-CARRYHOST, HX-TEN. */
export function checkOrigin(head: ResultHead, { manifest }: ScriptRecord, file: string): void {
  const same =
    head.kind === manifest.kind &&
    head.customer === manifest.customer &&
    head.tenantId === manifest.tenantId &&
    head.target === manifest.target &&
    head.digest === manifest.digest;
  if (!same) refuse('HX-CARRYUNKNOWN', { file });
  if (head.body !== manifest.body) refuse('HX-CARRYSCRIPT', { host: head.host });
  if (manifest.hosts.length > 0 && !manifest.hosts.includes(head.host))
    refuse('HX-CARRYHOST', { found: head.host, expected: manifest.hosts.join(', ') });
  if (isSignedIn(head.target) && head.signedInTenant !== manifest.tenantId.toLowerCase())
    refuse('HX-TEN', { found: head.signedInTenant, expected: manifest.tenantId });
}

/** True for a side whose shell is a sign-in; the others are servers of the customer's own. */
function isSignedIn(target: CarryTarget): boolean {
  return target === 'tenant' || target === 'online';
}

/** Refuses what is too old or from the future, by both computers' clocks: HX-CARRYOLD. */
export function checkAge(
  content: ResultHead,
  manifest: Pick<CarryManifest, 'madeAt'>,
  file: string,
  now: Date,
): void {
  const started = Date.parse(content.startedAt);
  const ended = Date.parse(content.endedAt);
  const old =
    now.getTime() - ended > AGE_LIMIT ||
    ended - now.getTime() > CLOCK_LIMIT ||
    Date.parse(manifest.madeAt) - started > CLOCK_LIMIT ||
    started > ended;
  if (old || Number.isNaN(started) || Number.isNaN(ended))
    refuse('HX-CARRYOLD', { file, at: content.endedAt });
}

/** Answers that can be used. All of a look, which is refused otherwise; after a change a bad one is only not taken. */
export function usableAnswers(
  { answers, target }: CarryContent,
  readItems: ReadItems,
): readonly CarriedAnswer[] {
  return answers.filter((answer) => answerFault(answer, target, readItems) === undefined);
}

/** A look is its answers. For a change what was done counts, and no answer may cost the evidence of it. */
function answersFault(content: CarryContent, readItems: ReadItems): string | undefined {
  if (content.kind !== 'look') return undefined;
  for (const answer of content.answers) {
    const fault = answerFault(answer, content.target, readItems);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function answerFault(
  answer: CarriedAnswer,
  target: CarryContent['target'],
  readItems: ReadItems,
): string | undefined {
  if ('url' in answer) {
    if (target !== 'tenant') return 'an answer of the other side';
    const isBad = answer.error === null && answer.status === 200 && !isJson(answer.body);
    return isBad ? answer.url : undefined;
  }
  if (target === 'tenant') return 'an answer of the other side';
  const { name, parameters } = answer.command;
  if (isChange(name) && !isWritingTest(name)) return `${name} is no read`;
  if (answer.computer !== undefined && target !== 'skype') return 'an answer of the other side';
  try {
    assertAllowed({ name, parameters }, askedSide(target));
  } catch {
    return `${name} was not asked for`;
  }
  for (const item of answer.items) {
    const read = readItems(item);
    if (!read.ok) return `${name}: ${read.reason}`;
    if (read.items.length !== 1) return `${name}: not one object`;
  }
  return undefined;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function actionsFault(content: CarryContent, plan: Plan | null): string | undefined {
  const actions = new Map((plan?.actions ?? []).map((action) => [action.id, action]));
  const seen = new Map<string, Facts>();
  for (const item of content.actions) {
    const action = actions.get(item.id);
    if (action === undefined || seen.has(item.id)) return `action ${item.id}`;
    seen.set(item.id, item.facts);
    const isDone = ['done', 'recorded', 'found-done', 'already'].includes(item.outcome);
    if (isDone && !holdsAfter(action, seen)) return `${item.id} is not as the plan wants it`;
  }
  if (content.halt === null && seen.size < actions.size) return 'an action is missing';
  return undefined;
}

/** True when the facts show the state that the action leads to. The count of a role's entries is only right in the middle of a run. */
function holdsAfter(action: Action, known: ReadonlyMap<string, Facts>): boolean {
  try {
    const { count: _count, ...after } = resolveFacts(action.after, known);
    return differences(after, known.get(action.id) ?? {}).length === 0;
  } catch {
    return false;
  }
}

/** Only certificates that the plan exports come along, and only their public part. */
function filesFault(content: CarryContent, plan: Plan | null, crypto: Crypto): string | undefined {
  const exported = new Map(
    (plan?.actions ?? []).flatMap(({ operation }) =>
      operation.kind === 'export-certificate' ? [[operation.file, operation.thumbprint]] : [],
    ),
  );
  for (const item of content.files) {
    const wanted = exported.get(item.name);
    const found = crypto.certificate(item.content)?.thumbprint;
    if (wanted === undefined || found !== wanted) return item.name;
  }
  for (const action of content.actions) {
    const operation = plan?.actions.find((item) => item.id === action.id)?.operation;
    const needed =
      operation?.kind === 'export-certificate' &&
      ['done', 'recorded', 'found-done', 'already'].includes(action.outcome);
    if (needed && !content.files.some((item) => item.name === operation.file))
      return operation.file;
  }
  return undefined;
}
