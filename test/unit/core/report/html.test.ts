import fc from 'fast-check';
import { Window } from 'happy-dom';
import { describe, expect, it } from 'vitest';
import { renderHtml } from '../../../../src/core/report/html';
import { escapeHtml, markup } from '../../../../src/core/report/markup';
import { pageMargins } from '../../../../src/core/report/style';
import type { Report } from '../../../../src/core/report/types';
import { LANGUAGES } from '../../../../src/shared/languages';
import type { Language } from '../../../../src/shared/languages';
import { createTranslator } from '../../../../src/shared/messages/translate';
import { messagesOf } from '../../../../src/shared/messages/sync';
import { accountName, anyText } from '../commands/support/names';
import { sampleReport } from './support/sample-report';

function rendered(report: Report): string {
  return renderHtml(report, createTranslator(report.language, messagesOf(report.language)));
}

function documentOf(html: string): Window['document'] {
  const window = new Window();
  window.document.write(html);
  return window.document;
}

const texts = (document: Window['document'], selector: string): string[] =>
  [...document.querySelectorAll(selector)].map((item) => item.textContent);
const ENDING = {
  'partner-application.teamsScheduler.create': 'failed',
  'service-principal.00000004-0000-0ff1-ce00-000000000000.keys': 'left-out',
} as const;
const byLanguage = (language: Language): string => rendered(sampleReport(language, {}, ENDING));

describe.each(LANGUAGES)('the HTML report in %s', (language) => {
  const html = byLanguage(language);
  const document = documentOf(html);

  // threat T9
  it('is one file: no script, nothing loaded, links only to the documents', () => {
    expect(html).toMatch(/^<!doctype html>\n<html lang="/);
    expect(document.querySelectorAll('script, link, img, iframe, object, form')).toHaveLength(0);
    expect(html).not.toMatch(/url\(|@import|\son\w+=/i);
    for (const link of document.querySelectorAll('a[href]')) {
      expect(link.getAttribute('href')).toMatch(/^(#|https:\/\/learn\.microsoft\.com\/)/);
    }
  });

  it('names its language, has one main heading, landmarks and a heading in every section', () => {
    expect(document.documentElement.getAttribute('lang')).toBe(language);
    expect(document.querySelectorAll('h1')).toHaveLength(1);
    expect(document.querySelectorAll('main')).toHaveLength(1);
    expect(document.querySelectorAll('nav[aria-labelledby]')).toHaveLength(1);
    const ids = [...document.querySelectorAll('main section')].map((section) => section.id);
    expect(ids).toEqual([
      'asked',
      'before',
      'commands',
      'proof',
      'open',
      'expiry',
      'undo',
      'findings',
      'notices',
      'glossary',
    ]);
    for (const id of ids) expect(document.querySelector(`#${id} > h2`)?.textContent).not.toBe('');
    for (const table of document.querySelectorAll('table'))
      expect(table.querySelectorAll('thead th[scope=col]').length).toBeGreaterThan(1);
  });

  it('has unique ids', () => {
    const ids = [...html.matchAll(/ id="([^"]*)"/g)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('shows no key instead of a text and no missing argument', () => {
    expect(document.body.textContent).not.toMatch(/\b(report|core|errors)\.[a-z][a-zA-Z-]*\.[a-z]/);
    expect(document.body.textContent.replace(/MII[A-Z0-9]… \(/g, '')).not.toContain('…');
  });

  it('marks commands as English that is not to be translated', () => {
    for (const block of document.querySelectorAll('pre')) {
      expect([
        block.getAttribute('lang'),
        block.getAttribute('translate'),
        block.getAttribute('dir'),
      ]).toEqual(['en', 'no', 'ltr']);
    }
  });

  // acceptance 38
  it('carries the mark of practice on screen and on every printed page, and only then', () => {
    const mark = createTranslator(language, messagesOf(language)).t('report.practice');
    expect(document.querySelector('aside.practice')?.textContent).toContain(mark);
    expect(html).toContain(`@top-right { content: "${mark}"`);
    const real = rendered(sampleReport(language, { practice: false }));
    expect(real).not.toContain('<aside');
    expect(real).not.toContain('@top-right');
  });
});

describe('the HTML report', () => {
  it('shows commands, ids and values byte for byte alike in the three languages', () => {
    const [en, ...others] = LANGUAGES.map((language) => documentOf(byLanguage(language)));
    for (const selector of ['pre', 'td.mono', 'code']) {
      const expected = texts(en!, selector);
      expect(expected.length).toBeGreaterThan(5);
      for (const other of others) expect(texts(other, selector)).toEqual(expected);
    }
  });

  it('shows every application id with its product name in headings', () => {
    for (const heading of texts(documentOf(byLanguage('en')), 'h3')) {
      if (/[0-9a-f]{8}-[0-9a-f]{4}/.test(heading))
        expect(heading).toMatch(
          / · (Skype for Business Online|Teams scheduler|Cloud Voicemail|Exchange Online)/,
        );
    }
  });

  // threat T9
  it('shows any text as text: names, server messages, markup in them', () => {
    const report = sampleReport('en');
    const tags = (html: string): readonly string[] => html.match(/<\/?[a-z][a-z0-9]*/gi) ?? [];
    const plain = tags(rendered(report));
    const attack = fc.constantFrom(
      '<script>alert(1)</script>',
      '"><img src=x onerror=y>',
      '</style><b>',
      '&lt;i&gt;',
      "' onload='",
    );
    fc.assert(
      fc.property(fc.oneof(accountName, attack), (name) => {
        const html = rendered({
          ...report,
          customer: { ...report.customer, name, tenantDomain: name },
        });
        expect(tags(html)).toEqual(plain);
        expect(html).toContain(`<dd>${escapeHtml(name)}</dd>`);
      }),
      { numRuns: 60 },
    );
  });
});

describe('markup', () => {
  it('escapes every value unless it is markup', () => {
    expect(
      markup`<p title="${'"a"'}">${'<b>'}${markup`<i>${"'"}</i>`}${[1, null, false, '&']}</p>`.text,
    ).toBe('<p title="&quot;a&quot;">&lt;b&gt;<i>&#39;</i>1&amp;</p>');
  });

  it('lets no character of HTML through', () => {
    fc.assert(fc.property(anyText, (text) => !/[<>"'\0]/.test(escapeHtml(text))));
  });
});

describe('page margins', () => {
  it('end neither the CSS string nor the style element, whatever the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const css = pageMargins(text, null);
        expect(css).not.toMatch(/[<>]/);
        expect(css.split('\n')[1]).toMatch(
          /^ {2}@top-left \{ content: "(?:[^"\\\r\n\f]|\\[0-9a-f]+ )*"; color: #616161; font: 11px sans-serif; \}$/,
        );
      }),
    );
  });
});
