/** The section of commands with their outcome. */
import type { Content, Markup } from './markup';
import { html } from './markup';
import { articleLine, articleOf } from '../scenarios/articles';
import type { AppError } from '../../shared/errors';
import type { Tone, View } from './html-parts';
import { commandBlock, literal, section, table, word } from './html-parts';
import type { CommandOutcome, ReportCommand } from './types';

/** From this many commands of one kind on, one table says more than as many cards. */
const GROUP_FROM = 3;

/** All commands of the plan, in order; long runs of one cmdlet on one resource share a card. */
export function commandsSection(view: View, number: number): Markup {
  const { translator } = view;
  const groups = grouped(view.report.commands);
  const body =
    groups.length === 0
      ? html`<p>${translator.t('report.command.none')}</p>`
      : groups.map((group) =>
          group.length >= GROUP_FROM
            ? groupCard(view, group)
            : group.map((command) => card(view, command)),
        );
  return section(
    'commands',
    number,
    translator.t('report.section.commands'),
    translator.t('report.section.commands.lead'),
    body,
  );
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
    item.warnings.length === 0 &&
    item.notes.length === 0 &&
    item.tags.length === 0;
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
  const took = command.outcome === 'done' && command.durationMs !== null;
  return word(
    TONES[command.outcome],
    took
      ? translator.t('report.command.took', {
          outcome,
          duration: translator.duration(command.durationMs),
        })
      : outcome,
  );
}

function heading(view: View, command: ReportCommand): string {
  const kind = view.translator.t(`report.kind.${command.kind}`);
  return command.title === null
    ? `${kind} · ${command.id}`
    : `${kind} · ${view.text(command.title)}`;
}

function card(view: View, command: ReportCommand): Markup {
  const { translator } = view;
  return html` <article class="card" id="command-${command.id}">
    <header>
      <h3>${heading(view, command)}</h3>
      ${outcomeWord(view, command)}
    </header>
    ${tagList(view, command)}
    <p>${view.text(command.reason)}</p>
    ${commandBlock(command.command)} ${differences(view, command)} ${readBack(view, command)}
    ${leftOut(view, command)}
    ${
      command.warnings.length === 0
        ? null
        : html`<h4>${translator.t('report.command.warnings')}</h4>
            ${command.warnings.map(commandBlock)}`
    }
    ${notes(view, command)} ${command.error === null ? null : errorBox(view, command.error)}
    ${about(view, command)}
  </article>`;
}

function tagList(view: View, command: ReportCommand): Content {
  if (command.tags.length === 0) return null;
  return html`<ul class="tags">
    ${command.tags.map((tag) => html`<li>${view.translator.t(`core.tag.${tag}`)}</li>`)}
  </ul>`;
}

function differences(view: View, command: ReportCommand): Content {
  if (command.differences.length === 0) return null;
  const { translator } = view;
  const columns = [
    translator.t('report.column.property'),
    translator.t('report.column.before'),
    translator.t('report.column.after'),
  ];
  const rows = command.differences.map(
    (item) =>
      html`<tr>
        <th scope="row" lang="en" translate="no">${item.property}</th>
        <td class="mono">${item.before}</td>
        <td class="mono">${item.after}</td>
      </tr>`,
  );
  return table(
    null,
    columns,
    html`<tbody>
      ${rows}
    </tbody>`,
    'pair',
  );
}

function readBack(view: View, command: ReportCommand): Content {
  if (command.readBack.length === 0) return null;
  const { translator } = view;
  const columns = [translator.t('report.command.read-back'), translator.t('report.column.value')];
  const rows = command.readBack.map(
    (item) =>
      html`<tr>
        <th scope="row" lang="en" translate="no">${item.property}</th>
        <td class="mono">${item.value}</td>
      </tr>`,
  );
  return table(
    null,
    columns,
    html`<tbody>
      ${rows}
    </tbody>`,
    'pair',
  );
}

function notes(view: View, command: ReportCommand): Content {
  if (command.notes.length === 0) return null;
  const { translator } = view;
  const columns = [
    translator.t('report.command.notes'),
    translator.t('report.column.expected'),
    translator.t('report.column.found'),
  ];
  const rows = command.notes.map(
    (item) =>
      html`<tr>
        <th scope="row" lang="en" translate="no">${item.property}</th>
        <td class="mono">${item.expected}</td>
        <td class="mono">${item.found}</td>
      </tr>`,
  );
  return table(
    null,
    columns,
    html`<tbody>
      ${rows}
    </tbody>`,
    'pair',
  );
}

function leftOut(view: View, command: ReportCommand): Content {
  if (command.leftOut === null) return null;
  const { reason, blockedBy } = command.leftOut;
  return html`<p>
    ${view.translator.t(`report.command.left-out.${reason}`, { by: blockedBy ?? '' })}
  </p>`;
}

/** An error with its four texts and the server's own words. */
export function errorBox(view: View, error: AppError): Markup {
  const text = (part: string): string =>
    view.text({ key: `errors.${error.code}.${part}`, args: error.args });
  return html`<div class="error">
    <p><strong>${text('what')}</strong> ${literal(error.code)}</p>
    <p>${text('why')} ${text('do')} ${text('untouched')}</p>
    ${
      error.detail === undefined
        ? null
        : html`<p class="meta">${view.translator.t('report.command.original')}</p>
            ${commandBlock(error.detail)}`
    }
  </div>`;
}

function about(view: View, command: ReportCommand): Markup {
  const { translator } = view;
  const article = articleOf(command.article);
  const target = translator.t(`core.target.${command.target}`);
  return html` ${command.departs === null ? null : html`<p class="meta"><strong>${translator.t('report.command.departs')}</strong> ${view.text(command.departs)}</p>`}
    <p class="meta">
      ${translator.t('report.command.runs-on', { target })} ·
      ${literal(command.id)}${command.decidedByReading ? html` · ${translator.t('report.command.decided-by-reading')}` : null}${
        article === undefined
          ? null
          : html`<br />${translator.t('report.command.article')}
              <a href="${article.url}" lang="en">${articleLine(article)}</a>`
      }
    </p>`;
}

function groupCard(view: View, group: readonly ReportCommand[]): Content {
  const [first] = group;
  if (first === undefined) return null;
  const { translator } = view;
  const columns = [translator.t('report.column.command'), translator.t('report.column.result')];
  const rows = group.map(
    (command) =>
      html`<tr>
        <td class="mono" lang="en" translate="no">${command.command}</td>
        <td>${outcomeWord(view, command)}${leftOut(view, command)}</td>
      </tr>`,
  );
  return html` <article class="card">
    <header>
      <h3>${heading(view, first)}</h3>
      <span class="meta">${translator.t('report.command.group', { count: group.length })}</span>
    </header>
    ${table(
      null,
      columns,
      html`<tbody>
        ${rows}
      </tbody>`,
    )}
    ${about(view, first)}
  </article>`;
}
