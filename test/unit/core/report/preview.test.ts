/** The preview is the document itself as plain data, and the forms go by the level. */
import { describe, expect, it } from 'vitest';
import { renderHtml } from '../../../../src/core/report/html';
import { previewOf } from '../../../../src/core/report/preview';
import { PREVIEW_TAGS, type PreviewNode } from '../../../../src/shared/ipc/report-view';
import { LANGUAGES } from '../../../../src/shared/languages';
import { createTranslator } from '../../../../src/shared/messages/translate';
import { messagesOf } from '../../../../src/shared/messages/sync';
import { sampleReport } from './support/sample-report';

const textOf = (node: PreviewNode): string =>
  typeof node === 'string' ? node : node.children.map(textOf).join('');
const tagsOf = (node: PreviewNode): string[] =>
  typeof node === 'string' ? [] : [node.tag, ...node.children.flatMap(tagsOf)];

describe.each(LANGUAGES)('the preview in %s', (language) => {
  const report = sampleReport(language, { customer: '<b>"Fabrikam" & \'Co\'</b>' });
  const nodes = previewOf(renderHtml(report, createTranslator(language, messagesOf(language))));
  const text = nodes.map(textOf).join('');

  it('has every command and value of the document, as text', () => {
    expect(text).toContain('<b>"Fabrikam" & \'Co\'</b>');
    for (const { command } of report.commands) expect(text).toContain(command);
    expect(text).not.toMatch(/&(?:amp|lt|gt|quot|#39);/);
  });

  it('is made of known elements only, with no heading of the first level and no link', () => {
    const tags = new Set(nodes.flatMap(tagsOf));
    for (const tag of tags) expect(PREVIEW_TAGS).toContain(tag);
    expect(tags.has('table')).toBe(true);
    expect(tags.has('h2')).toBe(true);
  });
});

// acceptance 38
it('a practice report is marked in the preview and on every printed page', () => {
  const texts = createTranslator('en', messagesOf('en'));
  const report = { ...sampleReport('en'), practice: true };
  const [first] = previewOf(renderHtml(report, texts)).filter((node) => typeof node !== 'string');
  expect(first).toMatchObject({ kind: 'practice' });
  expect(renderHtml(report, texts)).toContain('@top-right');
  expect(renderHtml(report, texts, true)).not.toContain('@top-right');
});
