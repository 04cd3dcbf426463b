import { test } from 'vitest';
import { writeFileSync } from 'node:fs';
import { sampleReport } from './support/sample-report';
import { renderHtml } from '../../../../src/core/report/html';
import { renderJson } from '../../../../src/core/report/json';
import { createTranslator } from '../../../../src/shared/messages/translate';
import { messagesOf } from '../../../../src/shared/messages/sync';
test('x', () => {
  for (const l of ['en', 'zh-TW', 'fr'] as const) {
    const r = sampleReport(l);
    writeFileSync(`/tmp/report.${l}.html`, renderHtml(r, createTranslator(l, messagesOf(l))));
    const p = sampleReport(
      l,
      { practice: false },
      {
        'partner-application.teamsScheduler.create': 'failed',
        'service-principal.00000004-0000-0ff1-ce00-000000000000.keys': 'left-out',
        'certificate.current.export': 'open',
      },
    );
    writeFileSync(
      `/tmp/report-partly.${l}.html`,
      renderHtml(p, createTranslator(l, messagesOf(l))),
    );
    writeFileSync(`/tmp/report.${l}.json`, renderJson(r));
  }
});
