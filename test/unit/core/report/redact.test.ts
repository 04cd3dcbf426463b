/** What a report hides at each level: no hidden value may be in any form of it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderHtml } from '../../../../src/core/report/html';
import { renderJson } from '../../../../src/core/report/json';
import { selectParts } from '../../../../src/core/report/parts';
import { redactReport } from '../../../../src/core/report/redact';
import type { Report } from '../../../../src/core/report/types';
import { APPLICATIONS } from '../../../../src/shared/applications';
import { LANGUAGES } from '../../../../src/shared/languages';
import { createTranslator } from '../../../../src/shared/messages/translate';
import { messagesOf } from '../../../../src/shared/messages/sync';
import { REPORT_PARTS } from '../../../../src/shared/report';
import { sampleReport } from './support/sample-report';

const ENDING = { 'partner-application.teamsScheduler.create': 'failed' } as const;
const whole = sampleReport('en', {}, ENDING);

/** Every form in which a report leaves the product, at a level. */
function outputs(report: Report, level: 'full' | 'customer' | 'public'): string {
  const { report: redacted, text } = redactReport(report, level);
  const html = LANGUAGES.map((language) =>
    renderHtml(redacted, createTranslator(language, messagesOf(language))),
  );
  const script = whole.commands.map((command) => command.command).join('\n');
  return [...html, renderJson(redacted), text(script)].join('\n');
}

/** All values of a kind in the whole report. */
function valuesOf(report: Report, pattern: RegExp): string[] {
  return [...new Set(renderJson(report).match(pattern) ?? [])];
}

const GUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
const THUMBPRINT = /\b[0-9A-F]{40}\b/g;
const HOST = /\b(?:ex\d\d|dc\d\d|mail|autodiscover)\.contoso\.(?:lab|com)\b/gi;
const SHORT_HOST = /\bEX\d\d\b/g;
const own = (ids: readonly string[]): string[] => ids.filter((id) => !known.has(id.toLowerCase()));
const known: ReadonlySet<string> = new Set(Object.values(APPLICATIONS));

const hiddenFromCustomer = [
  ...own(valuesOf(whole, GUID)),
  ...valuesOf(whole, THUMBPRINT),
  ...valuesOf(whole, HOST),
  ...valuesOf(whole, SHORT_HOST),
];
const hiddenFromPublic = [
  ...hiddenFromCustomer,
  ...valuesOf(whole, /[\w.+-]+@[\w.-]+\.\w+/g),
  ...['Contoso Ltd', '台北', 'contoso.com', 'contoso.lab', 'contoso.onmicrosoft.com', 'contoso'],
  ...['write scope', 'have been modified', 'CN=Account', 'DC=lab'],
];

describe('what is looked for', () => {
  it('is in the whole report, so that looking for it proves something', () => {
    const full = outputs(whole, 'full');
    for (const value of ['EX01', 'dc01.contoso.lab', 'contoso.com', 'write scope', 'DC=lab'])
      expect(full, value).toContain(value);
    expect(valuesOf(whole, THUMBPRINT).length).toBeGreaterThan(1);
    expect(own(valuesOf(whole, GUID)).length).toBeGreaterThan(5);
  });
});

describe.each([
  ['customer', hiddenFromCustomer],
  ['public', hiddenFromPublic],
] as const)('the level %s', (level, hidden) => {
  const text = outputs(whole, level);

  // acceptance 35
  it('shows none of what it hides, in no form', () => {
    const lower = text.toLowerCase();
    const shown = hidden.filter((value) => lower.includes(value.toLowerCase()));
    expect(shown).toEqual([]);
  });

  // acceptance 35
  it('keeps commands, before and after, proof, undo and expiry', () => {
    const { report } = redactReport(whole, level);
    expect(report.commands).toHaveLength(whole.commands.length);
    expect(report.undo).toHaveLength(whole.undo.length);
    expect(report.expiry.map((item) => item.end)).toEqual(whole.expiry.map((item) => item.end));
    expect(report.proof?.counts).toEqual(whole.proof?.counts);
    const hides = report.commands.find((item) => item.command.startsWith('Set-MailUser'));
    expect(hides?.command).toMatch(
      /^Set-MailUser -Identity 'id \d+' -HiddenFromAddressListsEnabled \$true -DomainController 'server \d+'$/,
    );
    expect(hides?.differences).toEqual([
      expect.objectContaining({ before: 'False', after: 'True' }),
    ]);
    for (const id of [APPLICATIONS.skypeForBusinessOnline, APPLICATIONS.teamsScheduler])
      expect(text).toContain(id);
  });

  it('keeps the fingerprint, the result and the words of this product', () => {
    const { report } = redactReport(whole, level);
    expect(report.plan.fingerprint).toBe(whole.plan.fingerprint);
    expect(report.run?.result).toBe(whole.run?.result);
    expect(report.level).toBe(level);
    const words = (item: Report) =>
      item.commands.map(({ outcome, kind, step }) => [outcome, kind, step]);
    expect(words(report)).toEqual(words(whole));
  });

  it('replaces one value by one placeholder, everywhere', () => {
    const { report, text: replace } = redactReport(whole, level);
    const domainController = replace('dc01.contoso.lab');
    expect(domainController).toMatch(/^server \d+$/);
    expect(renderJson(report)).toContain(`-DomainController '${domainController}'`);
    expect(replace('EX01')).toBe(replace('EX01.contoso.lab'));
    expect(replace('EX01')).not.toBe(replace('EX02'));
  });

  it('is the same every time', () => {
    expect(redactReport(whole, level).report).toEqual(redactReport(whole, level).report);
  });
});

describe('the level customer', () => {
  it('keeps domains, addresses and servers’ own texts', () => {
    const text = outputs(whole, 'customer');
    for (const value of ['contoso.com', 'contoso.onmicrosoft.com', 'Contoso Ltd', 'write scope'])
      expect(text).toContain(value);
  });
});

describe('who sets step 1 up', () => {
  const told = { name: 'Ada Lin', doer: 'Northwind mail team', at: '2026-11-21T14:02:00.000Z' };
  const text = { key: 'core.by-hand.oauth-elsewhere', args: { ...told, count: 1 } };
  const report: Report = {
    ...whole,
    plan: {
      ...whole.plan,
      oauth: { way: 'elsewhere', statedBy: told.name, doneBy: told.doer, statedAt: told.at },
    },
    open: [...whole.open, { kind: 'by-hand', step: 'oauth', text, comparisons: [] }],
  };

  it('is told to the customer, and hidden from everybody else', () => {
    for (const value of ['Ada Lin', 'Northwind']) {
      expect(outputs(report, 'customer')).toContain(value);
      expect(outputs(report, 'public')).not.toContain(value);
    }
  });

  it('goes with the section that says what was asked for', () => {
    expect(selectParts(report, []).plan.oauth).toBeUndefined();
    expect(selectParts(report, REPORT_PARTS).plan.oauth).toEqual(report.plan.oauth);
  });
});

describe('a value that stands anywhere', () => {
  const label = fc.stringMatching(/^[a-z][a-z]{2,8}[0-9]{2}$/);
  const host = fc
    .tuple(label, fc.constantFrom('corp.fabrikam.lab', 'fabrikam.net.au'))
    .map((parts) => parts.join('.'));
  const thumbprint = fc.stringMatching(/^[0-9A-F]{40}$/);
  const around = fc.constantFrom(
    (value: string) => value,
    (value: string) => `'${value}'`,
    (value: string) => `https://${value}/x`,
    (value: string) => `found ${value}, expected other`,
    (value: string) => `["${value}"]`,
  );
  it.each(['customer', 'public'] as const)('is hidden at the level %s', (level) => {
    fc.assert(
      fc.property(host, thumbprint, fc.uuid(), around, (server, certificate, id, put) => {
        const rows = [server, certificate, id].map((value) => ({
          property: 'Value',
          before: put(value),
          after: value.toUpperCase(),
        }));
        const [first, ...rest] = whole.commands;
        if (first === undefined) throw new Error('the sample has commands');
        const report = { ...whole, commands: [{ ...first, differences: rows }, ...rest] };
        const text = renderJson(redactReport(report, level).report).toLowerCase();
        for (const value of [server, certificate, id])
          expect(text).not.toContain(value.toLowerCase());
      }),
      { numRuns: 20 },
    );
  });
});

describe('parts', () => {
  it('are in no form of the report when they are left out; commands always stay', () => {
    const small = selectParts(whole, []);
    expect(small.parts).toEqual(['commands']);
    expect(small).toMatchObject({ before: [], reads: [], proof: null, undo: [], expiry: [] });
    const html = renderHtml(small, createTranslator('en', messagesOf('en')));
    expect(html.match(/<section /g)).toHaveLength(1);
    expect(html).toContain('id="commands"');
    expect(selectParts(whole, REPORT_PARTS)).toEqual(whole);
  });
});
