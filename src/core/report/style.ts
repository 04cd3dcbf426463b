/**
 * The look of the report: the light tokens of the window. One constant text; nothing of a report is part of it.
 * `Practice` and page numbers stand in the page margins, so that they are on every printed page.
 */
export const STYLE = `
:root {
  --canvas: #fafafa; --surface: #ffffff; --code: #f5f5f5; --text: #242424; --muted: #616161; --line: #e0e0e0;
  --brand: #0f6cbd; --link: #115ea3; --selected: #ebf3fc;
  --ok: #0e700e; --ok-bg: #f1faf1; --warn: #8a3707; --warn-bg: #fff9f5; --danger: #b10e1c; --danger-bg: #fdf3f4;
  --drift: #932b88; --drift-bg: #fdf5fc; --practice: #5c2e91; --practice-bg: #f7f4fb;
  --sans: "Segoe UI Variable Text", "Segoe UI", system-ui, sans-serif;
  --mono: "Cascadia Mono", Consolas, "Liberation Mono", monospace;
}
:lang(zh-TW) { --sans: "Microsoft JhengHei UI", "PingFang TC", "Noto Sans TC", "Noto Sans CJK TC", system-ui, sans-serif; }
* { box-sizing: border-box; }
html { background: var(--canvas); color: var(--text); font: 14px/20px var(--sans); }
html:lang(zh-TW) { line-height: 22px; }
body { margin: 0; }
a { color: var(--link); }
a:focus-visible { outline: 2px solid #000; outline-offset: 2px; }
.page { max-width: 960px; margin-inline: auto; padding-inline: 32px; }
.practice { background: var(--practice-bg); color: var(--practice); border-block-end: 3px double var(--practice); font-weight: 600; position: sticky; inset-block-start: 0; z-index: 1; }
.practice .page { padding-block: 8px; }
.cover { background: var(--surface); border-block-end: 1px solid var(--line); padding-block: 40px 32px; }
.eyebrow { color: var(--brand); font-weight: 600; margin: 0 0 8px; }
h1 { font-size: 32px; line-height: 40px; font-weight: 600; margin: 0; }
.subject { font-size: 20px; line-height: 28px; margin: 4px 0 24px; color: var(--muted); }
h2 { font-size: 20px; line-height: 28px; font-weight: 600; margin: 0 0 4px; }
h3 { font-size: 16px; line-height: 22px; font-weight: 600; margin: 0; }
section { margin-block: 40px; }
h4 { font-size: 12px; line-height: 18px; font-weight: 600; color: var(--muted); margin: 8px 0 0; }
h3.rung { margin-block: 24px 0; }
section .lead { color: var(--muted); margin: 0 0 16px; max-width: 68ch; }
p { margin: 8px 0; max-width: 78ch; }
dl.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(260px, 1fr)); gap: 16px 32px; margin: 24px 0 0; }
dl.facts dt { color: var(--muted); font-size: 12px; line-height: 16px; }
dl.facts dd { margin: 2px 0 0; overflow-wrap: anywhere; }
.banner { border: 1px solid; border-radius: 8px; padding: 12px 16px; }
.banner p { margin: 0; color: var(--text); }
.banner strong { font-size: 16px; line-height: 22px; display: block; }
.ok { color: var(--ok); background: var(--ok-bg); } .warn { color: var(--warn); background: var(--warn-bg); }
.danger { color: var(--danger); background: var(--danger-bg); } .drift { color: var(--drift); background: var(--drift-bg); }
.neutral { color: var(--muted); background: var(--canvas); }
nav.contents { margin-block: 32px 0; }
nav.contents ol { margin: 8px 0 0; padding: 0; list-style: none; columns: 2; column-gap: 32px; }
nav.contents li { break-inside: avoid; padding-block: 4px; }
nav.contents .n, h2 .n { color: var(--muted); display: inline-block; min-inline-size: 28px; font-variant-numeric: tabular-nums; font-weight: 400; }
.card { background: var(--surface); border: 1px solid var(--line); border-radius: 8px; padding: 16px; margin-block: 12px; }
.card > header { display: flex; gap: 8px 16px; align-items: baseline; justify-content: space-between; }
.card h3 { overflow-wrap: anywhere; }
.word { display: inline-flex; gap: 6px; align-items: center; font-weight: 600; border-radius: 4px; padding: 0 8px; white-space: nowrap; }
.tags { display: flex; flex-wrap: wrap; gap: 6px; margin: 8px 0; padding: 0; list-style: none; }
.tags li { border: 1px solid var(--warn); color: var(--warn); background: var(--warn-bg); border-radius: 4px; padding: 0 8px; font-size: 12px; line-height: 18px; }
.meta { color: var(--muted); font-size: 12px; line-height: 18px; margin: 8px 0 0; max-width: none; }
pre { background: var(--code); border: 1px solid var(--line); border-radius: 4px; margin: 8px 0; padding: 8px 12px; font: 13px/20px var(--mono); white-space: pre-wrap; overflow-wrap: anywhere; tab-size: 2; }
.whole { white-space: nowrap; }
.cmdlet { color: #0f548c; } .parameter { color: #6d2064; } .string { color: #8a3707; } .variable { color: #02494c; }
code, .mono { font-family: var(--mono); font-size: 13px; overflow-wrap: anywhere; }
.scroll { border: 1px solid var(--line); border-radius: 8px; background: var(--surface); overflow: hidden; margin-block: 12px; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: start; font-weight: 600; font-size: 16px; line-height: 22px; padding: 12px 12px 8px; }
th, td { text-align: start; vertical-align: top; padding: 8px 12px; border-block-start: 1px solid var(--line); overflow-wrap: anywhere; }
thead th { border-block-start: 0; background: var(--canvas); color: var(--muted); font-size: 12px; line-height: 16px; font-weight: 600; }
caption + thead th { border-block-start: 1px solid var(--line); }
tbody th { font-weight: 600; }
td.mono { white-space: pre-wrap; }
.difference { font-size: 13px; line-height: 18px; }
.scroll table { table-layout: fixed; }
table.settings th:first-child { inline-size: 36%; }
table.before th:first-child { inline-size: 40%; } table.before th:nth-child(2) { inline-size: 17%; }
table.proof { font-size: 13px; line-height: 18px; }
table.proof :is(th, td) { padding-block: 4px; }
table.proof th:first-child { inline-size: 26%; } table.proof th:nth-child(2) { inline-size: 20%; } table.proof th:nth-child(5) { inline-size: 14%; }
table.proof .mono, table.reads .mono, table.inner .mono { font-size: 12px; line-height: 18px; }
table.reads :is(th, td) { padding-block: 2px; font-size: 12px; line-height: 18px; }
table.reads th:nth-child(2) { inline-size: 88px; } table.group th:nth-child(2) { inline-size: 28%; }
table.seen th:first-child { inline-size: 46%; } table.open th:first-child { inline-size: 46%; }
table.features th:first-child { inline-size: 34%; }
table.open th:nth-child(2) { inline-size: 24%; } table.undo th:first-child { inline-size: 32%; } table.expiry th:first-child { inline-size: 42%; }
.card .scroll { margin-block: 8px; border-radius: 4px; }
table.inner :is(th, td) { padding-block: 4px; }
table.inner tbody th { font-family: var(--mono); font-size: 12px; line-height: 18px; font-weight: 400; }
table.inner:not(.group) th:first-child { inline-size: 30%; } table.inner:not(.group) th:nth-child(2) { inline-size: 24%; }
.read-back { border-inline-start: 3px solid var(--ok); padding-inline-start: 12px; margin-block: 8px; }
.read-back h4 { margin: 0; }
.read-back ul { margin: 0; padding: 0; list-style: none; display: flex; flex-wrap: wrap; gap: 0 24px; }
.read-back code { font-size: 12px; line-height: 18px; white-space: pre-wrap; }
.error { border: 1px solid var(--danger); border-radius: 4px; padding: 8px 12px; margin-block: 8px; background: var(--danger-bg); }
.error p { margin: 4px 0; }
.iso { color: var(--muted); font-size: 12px; white-space: nowrap; }
.blank { min-inline-size: 96px; }
footer { color: var(--muted); font-size: 12px; line-height: 18px; border-block-start: 1px solid var(--line); padding-block: 16px 32px; margin-block-start: 48px; }
.skip { position: absolute; inset-inline-start: -999px; }
.skip:focus { position: static; }
@media (max-width: 640px) { nav.contents ol { columns: 1; } .page { padding-inline: 16px; } .scroll { overflow-x: auto; } }
@media (forced-colors: active) { .word, .banner, .tags li { border: 1px solid CanvasText; } }
@page { size: A4; margin: 20mm 16mm 18mm; }
@media print {
  html, body, .cover { background: #fff; }
  html { font-size: 12px; line-height: 18px; }
  .page { max-width: none; padding-inline: 0; }
  .practice { display: none; }
  .cover { padding-block: 0 16px; }
  section { margin-block: 24px; }
  h2, h3, caption { break-after: avoid; }
  .card > header, tr, .banner, .error { break-inside: avoid; }
  .scroll { overflow: visible; }
  thead { display: table-header-group; }
  a { color: inherit; text-decoration: none; }
  pre { font-size: 11px; line-height: 16px; }
  * { print-color-adjust: exact; }
}
`;

/**
 * What stands in the margins of every printed page. Each text becomes a CSS string: quotes, backslashes, line ends and
 * angle brackets are written as escapes, so that no text can end the string or the style element.
 */
export function pageMargins(left: string, practice: string | null): string {
  const mark =
    practice === null
      ? ''
      : `@top-right { content: ${cssText(practice)}; color: #5c2e91; font: 600 11px sans-serif; }`;
  return `@page {
  @top-left { content: ${cssText(left)}; color: #616161; font: 11px sans-serif; }
  ${mark}
  @bottom-right { content: counter(page) " / " counter(pages); color: #616161; font: 11px sans-serif; }
}`;
}

function cssText(text: string): string {
  const safe = text.replace(
    /[^\p{L}\p{N} .,:()\u00A0\u202F\uFF0C\u3002\uFF1A-]/gu,
    (character) => `\\${(character.codePointAt(0) ?? 0).toString(16)} `,
  );
  return `"${safe}"`;
}
