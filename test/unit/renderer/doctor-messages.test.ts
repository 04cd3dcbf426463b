/** Every text of the doctor's catalogue is used, and every text it needs is there. */
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import english from '../../../src/shared/messages/doctor.en.json';
import { EXCHANGE_RUNGS, TENANT_RUNGS, TRANSPORTS } from '../../../src/shared/doctor';

const src = resolve(import.meta.dirname, '../../../src');
const source = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => readFileSync(join(src, name), 'utf8'))
  .join('\n');

describe('the doctor’s texts', () => {
  it('name every rung and every way', () => {
    const keys = Object.keys(english);
    for (const id of [...EXCHANGE_RUNGS, ...TENANT_RUNGS])
      expect(keys).toContain(`doctor.rung.${id}`);
    for (const id of TRANSPORTS) expect(keys).toContain(`doctor.transport.${id}`);
  });

  it('are all used', () => {
    const literal = new Set([...source.matchAll(/['`](doctor\.[\w.-]+)['`]/g)].map((m) => m[1]));
    // `passed('rights')`, `notUsed('kerberos')`, `verdict('works', 'carry')`: the last part stands alone.
    const words = new Set([...source.matchAll(/['`]([\w-]+)['`]/g)].map((m) => m[1]));
    const patterns = [...source.matchAll(/`(doctor\.[^`]*\$\{[^`]*)`/g)].map((m) => m[1] ?? '');
    const unused = Object.keys(english).filter((key) => {
      if (literal.has(key)) return false;
      const area = key.slice(0, key.lastIndexOf('.'));
      const last = key.slice(area.length + 1);
      const isTemplate = patterns.some((pattern) => pattern.startsWith(`${area}.\${`));
      const isComposed = /^(authenticated|exchange-online|skype-for-business)-/.test(last);
      return !(isTemplate && (words.has(last) || isComposed));
    });
    expect(unused).toEqual([]);
  });
});
