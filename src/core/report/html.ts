/** The report as one HTML file: inline style, no script, nothing loaded from anywhere. */
import type { Translator } from '../../shared/messages/translate';
import { commandsSection } from './html-commands';
import { glossarySection } from './html-glossary';
import { noticesSection } from './html-notices';
import { expirySection, findingsSection, openSection, undoSection } from './html-open';
import type { Tone, View } from './html-parts';
import { moment } from './html-parts';
import { askedSection, beforeSection, proofSection } from './html-state';
import { topologySection } from './html-topology';
import type { Content } from './markup';
import { Markup, markup } from './markup';
import { STYLE, pageMargins } from './style';
import type { Report } from './types';

const SECTIONS = [
  ['asked', askedSection],
  ['before', beforeSection],
  ['commands', commandsSection],
  ['proof', proofSection],
  ['open', openSection],
  ['expiry', expirySection],
  ['undo', undoSection],
  ['findings', findingsSection],
  ['notices', noticesSection],
  ['topology', topologySection],
  ['glossary', glossarySection],
] as const;

/** The sections that were chosen: that of the topology only where one was described. */
function sectionsOf({ topology, parts }: Report): readonly (typeof SECTIONS)[number][] {
  return SECTIONS.filter(([id]) => parts.includes(id) && (id !== 'topology' || topology !== null));
}

/** What stands in the head of every printed page. */
export interface PageHead {
  readonly left: string;
  /** Null outside practice. */
  readonly practice: string | null;
}

/** The head of every printed page of this report. */
export function pageHead(report: Report, translator: Translator): PageHead {
  return {
    left: `${translator.t('report.title')} · ${report.plan.fingerprint} · ${translator.t(`report.level.${report.level}`)}`,
    practice: report.practice ? translator.t('report.practice') : null,
  };
}

/**
 * Renders the report in the translator's language. `headless`: without page heads of its own, for a printer that puts
 * them on every page itself.
 */
export function renderHtml(report: Report, translator: Translator, headless = false): string {
  const view: View = { report, translator, text: (message) => translator.text(message) };
  const title = translator.t('report.title');
  const head = pageHead(report, translator);
  const margins = headless ? '' : pageMargins(head.left, head.practice);
  const document = markup`<html lang="${translator.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>${title} · ${report.customer.name} · ${report.plan.fingerprint}</title>
<style>${Markup.constant(STYLE + margins)}</style>
</head>
<body>
<a class="skip" href="#content">${translator.t('report.skip')}</a>
${practiceStripe(view)}
${cover(view)}
<main id="content" class="page">
${contents(view)}
${sectionsOf(report).map(([, render], index) => render(view, index + 1))}
</main>
${footer(view)}
</body>
</html>
`;
  return `<!doctype html>\n${document.text}`;
}

function practiceStripe(view: View): Content {
  if (!view.report.practice) return null;
  const { translator } = view;
  return markup`<aside class="practice" aria-label="${translator.t('report.practice')}"><div class="page">${translator.t('report.practice-note')}</div></aside>`;
}

function cover(view: View): Markup {
  const { report, translator } = view;
  const { run, plan, customer } = report;
  const fact = (label: string, value: Content): Markup =>
    markup`<div><dt>${label}</dt><dd>${value}</dd></div>`;
  const mono = (text: string): Markup => markup`<span class="mono">${text}</span>`;
  const practice = report.practice ? ` · ${translator.t('report.practice')}` : '';
  const facts = [
    fact(translator.t('report.field.tenant'), customer.tenantDomain),
    fact(translator.t('report.field.tenant-id'), mono(customer.tenantId)),
    fact(translator.t('report.field.fingerprint'), mono(plan.fingerprint)),
    fact(translator.t('report.field.plan-made'), moment(view, plan.madeAt)),
    ...(run === null
      ? []
      : [
          fact(translator.t('report.field.run'), mono(run.id)),
          fact(translator.t('report.field.started'), moment(view, run.startedAt)),
          fact(
            translator.t('report.field.ended'),
            run.endedAt === null
              ? translator.t('report.field.not-ended')
              : moment(view, run.endedAt),
          ),
        ]),
    fact(translator.t('report.field.made'), moment(view, report.madeAt)),
    fact(translator.t('report.field.level'), translator.t(`report.level.${report.level}`)),
  ];
  return markup`
<header class="cover"><div class="page">
<p class="eyebrow">Crossprem${practice}</p>
<h1>${translator.t('report.title')}</h1>
<p class="subject">${translator.t('report.subject', { customer: customer.name })}</p>
${banner(view)}
${redactionNote(view)}
<dl class="facts">${facts}</dl>
</div></header>`;
}

/** Says what was replaced, so that nobody takes a placeholder for a value. */
function redactionNote({ report, translator }: View): Content {
  const { level } = report;
  return level === 'full' ? null : markup`<p>${translator.t(`report.level.${level}.note`)}</p>`;
}

/** The whole report in one sentence, and what was checked. */
function banner(view: View): Markup {
  const { report, translator } = view;
  const { run, proof } = report;
  const said =
    run === null
      ? translator.t('report.result.none')
      : translator.t(`report.result.${run.result}`, { done: run.done, total: run.total });
  const checks =
    proof === null
      ? translator.t('report.not-verified')
      : translator.t('report.checks', {
          verified: proof.counts.verified,
          failed: proof.counts.failed,
          byHand: proof.counts['by-hand'],
          notChecked: proof.counts['could-not-check'],
        });
  const resumed =
    run !== null && run.resumed > 0 ? translator.t('report.resumed', { count: run.resumed }) : '';
  return markup`<div class="banner ${bannerTone(report)}"><strong>${said}</strong><p>${checks} ${resumed}</p></div>`;
}

function bannerTone(report: Report): Tone {
  const { run, proof } = report;
  if (run === null) return 'neutral';
  if (run.result === 'failed' || (proof?.counts.failed ?? 0) > 0) return 'danger';
  return run.result === 'done' || run.result === 'nothing-to-do' ? 'ok' : 'warn';
}

function contents(view: View): Markup {
  const { translator } = view;
  const entries = sectionsOf(view.report).map(
    ([id], index) =>
      markup`<li><a href="#${id}"><span class="n">${index + 1}</span>${translator.t(`report.section.${id}`)}</a></li>`,
  );
  return markup`<nav class="contents" aria-labelledby="contents-title"><h2 id="contents-title">${translator.t('report.contents')}</h2><ol>${entries}</ol></nav>`;
}

function footer(view: View): Markup {
  const { report, translator } = view;
  const made = translator.t('report.made-by', {
    version: report.productVersion,
    date: translator.dateTime(report.madeAt),
  });
  return markup`<footer><div class="page"><p>${made} ${translator.t('report.literal')}</p></div></footer>`;
}
