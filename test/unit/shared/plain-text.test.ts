import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { customerSchema } from '../../../src/adapters/storage/customer-schema';
import { CHANNELS } from '../../../src/shared/ipc/contract';
import { isPlainLine, plainLine, visibleText } from '../../../src/shared/plain-text';
import { record } from '../main/support';

const HOSTILE = [
  ...['\n', '\r', '\t', '\0', '\u001b', '\u0085', '\u2028', '\u2029'],
  ...['\u061c', '\u200e', '\u200f', '\u202a', '\u202e', '\u2066', '\u2069'],
];

describe('a name', () => {
  // threat T2, T6
  it('is one line without marks of direction, wherever it comes from', () => {
    for (const mark of HOSTILE) {
      const name = `Contoso${mark}Nothing changes`;
      expect(isPlainLine(name), JSON.stringify(mark)).toBe(false);
      expect(isPlainLine(plainLine(name))).toBe(true);
      // A file of a colleague is refused; what a person pastes is taken without the mark.
      expect(v.safeParse(customerSchema, { ...record(), name }).success).toBe(false);
      const made = v.parse(CHANNELS['customer.create'], {
        name,
        tenantDomain: 'contoso.onmicrosoft.com',
        tenantId: '11111111-2222-4333-8444-555555555555',
        exchangeServer: 'ex01.contoso.com',
      });
      expect(isPlainLine(made.name)).toBe(true);
      expect(visibleText(name)).toMatch(mark === '\n' ? /\n/ : /Contoso\[U\+[0-9A-F]{4}\]Nothing/);
    }
  });

  it('of any language stays as it is', () => {
    for (const name of ['Société Générale  SA', '台灣積體電路', 'שלום בע״מ', 'شركة', 'می‌خواهم']) {
      expect(plainLine(name)).toBe(name);
      expect(v.safeParse(customerSchema, { ...record(), name }).success).toBe(true);
    }
  });
});
