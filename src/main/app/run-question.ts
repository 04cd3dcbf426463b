/** The question before a run, and everything that it is about: main's own plan, never the page's. */
import type { MessageBoxOptions } from 'electron';
import { neededPermissions } from '../../core/commands/graph-table';
import { CONSENT_TAGS, type Action } from '../../core/model/action';
import { withDependents } from '../../core/model/dependents';
import type { Translator } from '../../shared/messages';
import { tagList } from '../../shared/messages/tag-list';
import { plainLine } from '../../shared/plain-text';
import { shownName } from '../../shared/practice/name';
import type { MailboxQuestion, RunQuestion } from './person';

/** Rows of the question itself: what a system's box can show. All commands are one button away. */
const ROWS = 14;

/** What a run would do of its plan, and what it leaves out. */
export interface AskedRows {
  readonly rows: readonly Action[];
  readonly leftOut: number;
}

/** The rows that a run would do, without what lacks consent, is not allowed, or builds on such. */
export function askedRows({ plan, consents, refused, decided }: RunQuestion): AskedRows {
  const lacking = plan.actions
    .filter((action) =>
      action.tags.some((tag) => CONSENT_TAGS.includes(tag) && !consents.includes(tag)),
    )
    .map((action) => action.id);
  const leftOut = withDependents([...lacking, ...refused], plan.actions);
  const rows = plan.actions.filter(({ id }) => !leftOut.includes(id) && decided?.has(id) !== true);
  return { rows, leftOut: leftOut.length };
}

/** The question's own sentence. */
export function runTitle({ plan, decided }: RunQuestion, rows: readonly Action[], t: Translator) {
  const counts = { changes: rows.length, systems: new Set(rows.map((row) => row.target)).size };
  return decided === undefined
    ? t.t(`main.run.title.${plan.kind}`, counts)
    : t.t('main.run.title.continue', counts);
}

/** A row's reason with its tags. */
export function rowLine(row: Action, t: Translator): string {
  const tags = row.tags.map((tag) => t.t(`core.tag.${tag}`));
  const reason = plainLine(t.text(row.reason));
  return tags.length === 0 ? reason : `${reason} [${tags.join(', ')}]`;
}

/** The question before a run: count, systems, the first rows with their tags, what was agreed to and what is left out. */
export function runQuestion(asked: RunQuestion, t: Translator): MessageBoxOptions {
  const { plan, consents, decided } = asked;
  const { rows, leftOut } = askedRows(asked);
  const lines = rows.slice(0, ROWS).map((row) => {
    // A stored plan may have come from another computer: what will be sent counts, not what its reason says.
    const sent = decided === undefined ? '' : ` · ${plainLine(sentBy(row))}`;
    return `• ${rowLine(row, t)}${sent}`;
  });
  const detail = [
    whoseLine(asked, t),
    t.t('main.run.plan', { fingerprint: plainLine(plan.fingerprint) }),
    '',
    ...lines,
    ...(rows.length > ROWS ? [t.t('main.run.more', { count: rows.length - ROWS })] : []),
    ...permissionLines(rows, t),
    ...(leftOut > 0 ? ['', t.t('main.run.left-out', { count: leftOut })] : []),
    ...(consents.length > 0 ? ['', t.t('main.run.consents', { tags: tagList(consents, t) })] : []),
  ];
  return {
    message: runTitle(asked, rows, t),
    detail: detail.join('\n'),
    buttons: [deedOf(asked, rows, t), t.t('main.run.show'), t.t('main.dialog.cancel')],
  };
}

function deedOf({ plan, decided }: RunQuestion, rows: readonly Action[], t: Translator): string {
  if (decided !== undefined) return t.t('main.run.continue');
  return plan.kind === 'undo'
    ? t.t('main.run.undo')
    : t.t('main.run.apply', { changes: rows.length });
}

/** Whose systems a question is about. */
export function whoseLine(asked: RunQuestion | MailboxQuestion, t: Translator): string {
  const name = shownName({ name: asked.customer, practice: asked.practice }, t.language);
  const args = { name: plainLine(name), domain: plainLine(asked.tenantDomain) };
  return asked.practice ? t.t('main.run.practice', args) : t.t('main.run.customer', args);
}

/** Cmdlet or request of an action, as it is sent. */
function sentBy({ operation }: Action): string {
  if ('command' in operation) return operation.command.name;
  if ('request' in operation) return `${operation.request.method} ${operation.request.url}`;
  return operation.file;
}

/** What the sign-in must allow for these rows, so that nobody meets a question for consent unprepared. */
function permissionLines(rows: readonly Action[], t: Translator): readonly string[] {
  const requests = rows.flatMap(({ operation }) =>
    'request' in operation ? [operation.request] : [],
  );
  const names = neededPermissions(requests);
  const lines = names.map((name) => `• ${name} · ${t.t(`sign-in.permission.${name}`)}`);
  return names.length === 0 ? [] : ['', t.t('main.run.permissions'), ...lines];
}
