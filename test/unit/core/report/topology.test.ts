import { Window } from 'happy-dom';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { renderHtml } from '../../../../src/core/report/html';
import { renderJson } from '../../../../src/core/report/json';
import type { Report } from '../../../../src/core/report/types';
import { answerTopology } from '../../../../src/core/topology/answer';
import { LANGUAGES } from '../../../../src/shared/languages';
import { createTranslator } from '../../../../src/shared/messages';
import { messagesOf } from '../../../../src/shared/messages/sync';
import { topologySchema } from '../../../../src/shared/topology';
import { sampleReport } from './support/sample-report';

const described = v.parse(topologySchema, {
  mailboxes: 'both',
  users: 'both',
  exchange: ['2010', '2019'],
  sipDomains: ['contoso.com', '<script>alert(1)</script>'],
  pool: 'pool01.contoso.com',
});

describe.each(LANGUAGES)('the topology section in %s', (language) => {
  const report: Report = {
    ...sampleReport(language, {}),
    topology: answerTopology(described),
  };
  const html = renderHtml(report, createTranslator(language, messagesOf(language)));
  const window = new Window();
  window.document.write(html);
  const section = window.document.querySelector('#topology');

  it('comes before the glossary, with the feature table, the names and no key in place of a text', () => {
    const ids = [...window.document.querySelectorAll('main section')].map(({ id }) => id);
    expect(ids.slice(-2)).toEqual(['topology', 'glossary']);
    expect(section?.querySelectorAll('table.features tbody tr')).toHaveLength(17);
    expect(section?.textContent).toContain('https://pool01.contoso.com/metadata/json/1');
    expect(section?.textContent).not.toMatch(/\b(topology|report)\.[a-z]/);
  });

  it('never makes markup of a described name', () => {
    expect(html).not.toContain('<script');
  });

  it('is in the JSON as a whole', () => {
    const json: unknown = JSON.parse(renderJson(report));
    expect(json).toMatchObject({ topology: { features: { length: 17 }, columns: { length: 5 } } });
  });
});

it('has no section where no topology was saved', () => {
  const report = sampleReport('en', {});
  expect(report.topology).toBeNull();
});
