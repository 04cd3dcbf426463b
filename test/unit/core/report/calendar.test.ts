/** Reminders as a calendar file, held to RFC 5545 by its bytes and by a small reader. */
import { describe, expect, test } from 'vitest';
import { renderCalendar } from '../../../../src/core/report/calendar';
import type { Plan } from '../../../../src/core/model/plan';
import { LANGUAGES } from '../../../../src/shared/languages';
import { createTranslator } from '../../../../src/shared/messages/translate';
import { messagesOf } from '../../../../src/shared/messages/sync';
import { samplePlan } from '../commands/support/sample-plan';

const CURRENT = 'A'.repeat(40);
const NEXT = 'B'.repeat(40);
const NOW = new Date('2026-11-21T13:05:00.123Z');
const NAME = 'Contoso; Ltd, \\ 臺北分公司的信箱伺服器與混合部署設定，以及很長很長的名稱\nEurope';

function planWith(rows: readonly (readonly [string, string])[]): Plan {
  const comparisons = rows.map(([property, value]) => ({
    property,
    expected: value,
    found: value,
    verdict: 'equal' as const,
  }));
  const resource = {
    id: 'auth-certificate',
    step: 'prepare' as const,
    title: { key: '', args: {} },
    state: 'present' as const,
    comparisons,
    keeps: [],
    byHand: [],
    cannotPreview: [],
  };
  const { plan } = samplePlan();
  return { ...plan, steps: [{ id: 'prepare', state: 'in-place', resources: [resource] }] };
}

const PLAN = planWith([
  ['EX01 (current)', CURRENT],
  ['NotAfter (current)', '2027-01-31T08:00:00.000Z'],
  ['EX01 (next)', NEXT],
  ['NotAfter (next)', '2031-12-01T08:00:00.000Z'],
  ['NextCertificateThumbprint', NEXT],
  ['NextCertificateEffectiveDate', '2026-12-24T00:00:00Z'],
]);

function render(language: (typeof LANGUAGES)[number] = 'en', plan: Plan = PLAN): string {
  const translator = createTranslator(language, messagesOf(language));
  const input = { customer: { name: NAME }, plan, verification: null, now: NOW };
  return renderCalendar(input, translator) ?? '';
}

interface Component {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly children: Component[];
}

/** Unfolds, then reads nested components. */
function read(text: string): Component {
  const lines = text.replace(/\r\n[ \t]/g, '').split('\r\n');
  expect(lines.pop()).toBe('');
  const stack: { name: string; properties: Record<string, string>; children: Component[] }[] = [
    { name: 'file', properties: {}, children: [] },
  ];
  for (const line of lines) {
    const at = line.indexOf(':');
    const [key, value] = [line.slice(0, at), line.slice(at + 1)];
    const top = stack.at(-1)!;
    if (key === 'BEGIN') stack.push({ name: value, properties: {}, children: [] });
    else if (key === 'END') {
      expect(value).toBe(top.name);
      stack.pop();
      stack.at(-1)!.children.push(top);
    } else {
      expect(key).toMatch(/^[A-Z-]+$/);
      expect(top.properties).not.toHaveProperty(key);
      top.properties[key] = value;
    }
  }
  expect(stack).toHaveLength(1);
  return stack[0]!.children[0]!;
}

/** A text value as it was before it was escaped. */
function unescaped(value: string): string {
  expect(value).not.toMatch(/(?<!\\)(?:\\\\)*[;,]/);
  return value.replace(/\\([\\;,nN])/g, (_, mark: string) =>
    mark.toLowerCase() === 'n' ? '\n' : mark,
  );
}

describe.each(LANGUAGES)('in %s', (language) => {
  test('every line ends with CRLF and has at most 75 octets, and no character is cut', () => {
    const text = render(language);
    expect(text.replace(/\r\n/g, '')).not.toMatch(/[\r\n]/);
    for (const line of text.split('\r\n'))
      expect(Buffer.byteLength(line, 'utf8')).toBeLessThanOrEqual(75);
    expect(text).not.toContain('\uFFFD');
  });

  test('has an event for each end and one for the staged date, each with its reminders', () => {
    const calendar = read(render(language));
    expect(calendar.name).toBe('VCALENDAR');
    expect(calendar.properties).toMatchObject({ VERSION: '2.0', CALSCALE: 'GREGORIAN' });
    expect(calendar.properties['PRODID']).toBeTruthy();
    expect(calendar.children.map((event) => event.properties['DTSTART'])).toEqual([
      '20270131T080000Z',
      '20311201T080000Z',
      '20261224T000000Z',
    ]);
    for (const event of calendar.children) {
      expect(event.name).toBe('VEVENT');
      expect(event.properties['DTSTAMP']).toBe('20261121T130500Z');
      expect(unescaped(event.properties['SUMMARY'] ?? '')).toContain(NAME);
      expect(event.children.length).toBeGreaterThan(1);
      for (const alarm of event.children) {
        expect(alarm.name).toBe('VALARM');
        expect(alarm.properties['ACTION']).toBe('DISPLAY');
        expect(alarm.properties['TRIGGER']).toMatch(/^-P\d+D$/);
        expect(unescaped(alarm.properties['DESCRIPTION'] ?? '')).toContain(NAME);
      }
    }
  });
});

test('a later file has the same ids for the same certificates, in every language', () => {
  const ids = (text: string): readonly (string | undefined)[] =>
    read(text).children.map((event) => event.properties['UID']);
  expect(new Set(ids(render())).size).toBe(3);
  expect(ids(render('fr'))).toEqual(ids(render()));
});

test('where no date is known there is no file', () => {
  expect(render('en', planWith([]))).toBe('');
});
