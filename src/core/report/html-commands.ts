/** The section of commands with their outcome. */
import type { AppError } from '../../shared/errors';
import { utcText } from '../../shared/start-time';
import { articleLine, articleOf } from '../scenarios/articles';
import { commandBlock, commandCell } from './html-code';
import type { Tone, View } from './html-parts';
import { cell, literal, literalCell, rows, section, table, textBlock, word } from './html-parts';
import { trialBox } from './html-trial';
import type { Content, Markup } from './markup';
import { markup } from './markup';
import type { CommandOutcome, ReportCommand } from './types';

/** From this many commands of one kind on, one table says more than as many cards. */
const GROUP_FROM = 3;

/** All commands of the plan, in order; long runs of one cmdlet on one resource share a card. */
export function commandsSection(view: View, number: number): Markup {
  const { translator } = view;
  const groups = grouped(view.report.commands);
  const body =
    groups.length === 0
      ? markup`<p>${translator.t('report.command.none')}</p>`
      : groups.map((group) =>
          group.length >= GROUP_FROM
            ? groupCard(view, group)
            : group.map((command) => card(view, command)),
        );
  const title = translator.t('report.section.commands');
  return section('commands', number, title, translator.t('report.section.commands.lead'), body);
}

function grouped(commands: readonly ReportCommand[]): ReportCommand[][] {
  const groups: ReportCommand[][] = [];
  for (const command of commands) {
    const last = groups.at(-1);
    const same = last?.[0];
    if (last !== undefined && same !== undefined && isSameKind(same, command)) last.push(command);
    else groups.push([command]);
  }
  return groups;
}

/** Only commands without anything of their own to say are put together. */
function isSameKind(one: ReportCommand, other: ReportCommand): boolean {
  const plain = (item: ReportCommand): boolean =>
    item.error === null &&
    item.trial === null &&
    [item.warnings, item.notes, item.tags].every((list) => list.length === 0);
  const cmdlet = (item: ReportCommand): string => item.command.replace(/\s[\s\S]*$/, '');
  return (
    one.resource === other.resource &&
    one.kind === other.kind &&
    cmdlet(one) === cmdlet(other) &&
    plain(one) &&
    plain(other)
  );
}

const TONES: Readonly<Record<CommandOutcome, Tone>> = {
  done: 'ok',
  failed: 'danger',
  'not-done': 'warn',
  unknown: 'warn',
  moved: 'danger',
  'left-out': 'neutral',
  'not-started': 'neutral',
};

function outcomeWord(view: View, command: ReportCommand): Markup {
  const { translator } = view;
  const outcome = translator.t(`report.outcome.${command.outcome}`);
  if (command.outcome !== 'done' || command.durationMs === null) {
    return word(TONES[command.outcome], outcome);
  }
  const duration = translator.duration(command.durationMs);
  return word('ok', translator.t('report.command.took', { outcome, duration }));
}

function heading(view: View, command: ReportCommand): string {
  const kind = view.translator.t(`report.kind.${command.kind}`);
  return `${kind} · ${command.title === null ? command.id : view.text(command.title)}`;
}

function card(view: View, command: ReportCommand): Markup {
  return markup`
<article class="card" id="command-${command.id}">
<header><h3>${heading(view, command)}</h3>${outcomeWord(view, command)}</header>
${tagList(view, command)}
<p>${view.text(command.reason)}</p>
${commandBlock(command.command)}
${differences(view, command)}
${readBack(view, command)}
${leftOut(view, command)}
${warnings(view, command)}
${notes(view, command)}
${command.error === null ? null : errorBox(view, command.error)}
${trialBox(view, command.trial)}
${about(view, command)}
</article>`;
}

function tagList(view: View, command: ReportCommand): Content {
  if (command.tags.length === 0) return null;
  const tags = command.tags.map((tag) => view.translator.t(`core.tag.${tag}`));
  return markup`<ul class="tags">${tags.map((tag) => markup`<li>${tag}</li>`)}</ul>`;
}

function literalHead(text: string): Markup {
  return markup`<th scope="row" lang="en" translate="no">${text}</th>`;
}

function differences(view: View, command: ReportCommand): Content {
  if (command.differences.length === 0) return null;
  const { translator } = view;
  const columns = (['property', 'before', 'after'] as const).map((name) =>
    translator.t(`report.column.${name}`),
  );
  const list = command.differences.map((item) => [
    literalHead(item.property),
    literalCell(item.before),
    literalCell(item.after),
  ]);
  return table(columns, rows(list), { kind: 'inner' });
}

/** What was read back, as `name = value`; a list stands on lines of its own. */
function readBack(view: View, command: ReportCommand): Content {
  if (command.readBack.length === 0) return null;
  const items = command.readBack.map(({ property, value }) => {
    const text = value.includes('\n') ? `${property} =\n${value}` : `${property} = ${value}`;
    return markup`<li>${literal(text)}</li>`;
  });
  return markup`
<div class="read-back"><h4>${view.translator.t('report.command.read-back')}</h4><ul>${items}</ul></div>`;
}

function warnings(view: View, command: ReportCommand): Content {
  if (command.warnings.length === 0) return null;
  return markup`<h4>${view.translator.t('report.command.warnings')}</h4>${command.warnings.map(textBlock)}`;
}

function notes(view: View, command: ReportCommand): Content {
  if (command.notes.length === 0) return null;
  const { translator } = view;
  const columns = [
    translator.t('report.command.notes'),
    translator.t('report.column.expected'),
    translator.t('report.column.found'),
  ];
  const list = command.notes.map((item) => [
    literalHead(item.property),
    literalCell(item.expected),
    literalCell(item.found),
  ]);
  return table(columns, rows(list), { kind: 'inner' });
}

function leftOut(view: View, command: ReportCommand): Content {
  if (command.leftOut === null) return null;
  const { reason, blockedBy, note } = command.leftOut;
  const args = { by: blockedBy ?? '', note };
  return markup`<p>${view.translator.t(`report.command.left-out.${reason}`, args)}</p>`;
}

/** An error with its four texts and the server's own words. */
function errorBox(view: View, error: AppError): Markup {
  const text = (part: string): string =>
    view.text({ key: `errors.${error.code}.${part}`, args: error.args });
  return markup`
<div class="error">
<p><strong>${text('what')}</strong> ${literal(error.code)}</p>
<p>${text('why')} ${text('do')} ${text('untouched')}</p>
${original(view, error.detail)}
</div>`;
}

/** A server's own words, where there are any. */
export function original(view: View, detail: string | undefined): Content {
  if (detail === undefined) return null;
  return markup`<p class="meta">${view.translator.t('report.command.original')}</p>${textBlock(detail)}`;
}

function about(view: View, command: ReportCommand): Markup {
  const { translator } = view;
  const article = articleOf(command.article);
  const target = translator.t(`core.target.${command.target}`);
  const departs =
    command.departs === null
      ? null
      : markup`<p class="meta"><strong>${translator.t('report.command.departs')}</strong> ${view.text(command.departs)}</p>`;
  const transport =
    command.transport === null
      ? null
      : markup`<p class="meta"><strong>${translator.t('core.transport.label')}</strong> ${view.text(command.transport)}</p>`;
  const known = command.decidedByReading
    ? 'report.command.decided-by-reading'
    : command.byHand
      ? 'report.command.carried'
      : null;
  const read = known === null ? null : markup` · ${translator.t(known)}`;
  const source =
    article === undefined
      ? null
      : markup`<br>${translator.t('report.command.article')} <a href="${article.url}" lang="en">${articleLine(article)}</a>`;
  return markup`
${transport}
${notBefore(view, command)}
${departs}
<p class="meta">${translator.t('report.command.runs-on', { target })} · ${literal(command.id)}${read}${source}</p>`;
}

function notBefore(view: View, command: ReportCommand): Content {
  if (command.notBefore === null) return null;
  const args = {
    when: view.translator.dateTime(command.notBefore),
    utc: utcText(command.notBefore),
  };
  return markup`<p class="meta">${view.translator.t('core.start.not-before', args)}</p>`;
}

function groupCard(view: View, group: readonly ReportCommand[]): Content {
  const [first] = group;
  if (first === undefined) return null;
  const { translator } = view;
  const columns = [translator.t('report.column.command'), translator.t('report.column.result')];
  const list = group.map((command) => [
    commandCell(command.command),
    cell([outcomeWord(view, command), leftOut(view, command)]),
  ]);
  return markup`
<article class="card">
<header><h3>${heading(view, first)}</h3><span class="meta">${translator.t('report.command.group', { count: group.length })}</span></header>
${table(columns, rows(list), { kind: 'inner group' })}
${about(view, first)}
</article>`;
}
