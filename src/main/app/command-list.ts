/** Every command of a run as one document without scripts, for the window that main's question opens. */
import { renderOperation } from '../../core/commands/render';
import type { Language } from '../../shared/languages';
import type { Translator } from '../../shared/messages';
import { visibleText } from '../../shared/plain-text';
import type { RunQuestion } from './person';
import { askedRows, rowLine, runTitle, whoseLine } from './run-question';

/** Title and HTML. */
export interface CommandList {
  readonly title: string;
  readonly html: string;
}

/** All rows that the run would do, each with its command character by character. */
export function commandList(asked: RunQuestion, language: Language, t: Translator): CommandList {
  const { rows, leftOut } = askedRows(asked);
  const title = t.t('main.commands.title');
  const items = rows.map(
    (row) => `<li>
<p>${escaped(rowLine(row, t))}</p>
<pre tabindex="0"><code translate="no">${escaped(visibleText(renderOperation(row.operation, 'exact')))}</code></pre>
</li>`,
  );
  const facts = [
    whoseLine(asked, t),
    t.t('main.run.plan', { fingerprint: asked.plan.fingerprint }),
    ...(leftOut > 0 ? [t.t('main.run.left-out', { count: leftOut })] : []),
    t.t('main.commands.back'),
  ];
  const html = `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
<main>
<h1>${escaped(runTitle(asked, rows, t))}</h1>
${facts.map((fact) => `<p>${escaped(fact)}</p>`).join('\n')}
<ol>
${items.join('\n')}
</ol>
</main>
</html>
`;
  return { title, html };
}

const STYLE = `
  :root { color-scheme: light dark; font: 14px/1.6 "Segoe UI", system-ui, sans-serif; }
  body { margin: 0 auto; max-width: 70rem; padding: 1.5rem 2rem; }
  h1 { font-size: 20px; line-height: 28px; }
  p { overflow-wrap: anywhere; }
  pre { border: 1px solid; border-radius: 4px; margin: 0 0 1rem; padding: .5rem .75rem; white-space: pre-wrap; overflow-wrap: anywhere; }
  code { font: 13px/1.6 "Cascadia Mono", Consolas, monospace; }
`;

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${String(character.codePointAt(0))};`);
}
