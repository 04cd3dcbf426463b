/** Templates, samples and the guide’s table are what the one table of policies says, and what their readers can read. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { policyFiles } from '../../../scripts/policy-templates.mjs';
import { policyOf } from '../../../src/adapters/policy/values';
import * as table from '../../../src/shared/policy';

const ROOT = join(import.meta.dirname, '../../..');
const files = await policyFiles(table);

describe('what is made from the table of policies', () => {
  it.each(Object.keys(files))('%s is as it was made last', (path) => {
    expect(readFileSync(join(ROOT, path), 'utf8')).toBe(files[path]);
  });

  it('is well-formed, with every tag closed', () => {
    for (const [path, text] of Object.entries(files).filter(([name]) =>
      /\.(adm[xl]|mobileconfig)$/.test(name),
    )) {
      const open: string[] = [];
      for (const [, end, name, own] of text.matchAll(/<(\/?)([A-Za-z]+)[^<>]*?(\/?)>/g)) {
        if (end === '/') expect(open.pop(), path).toBe(name);
        else if (own === '') open.push(name ?? '');
      }
      expect(open, path).toEqual([]);
    }
  });

  it('has every text and presentation of the template in each language', () => {
    const admx = files['assets/policy/crossprem.admx'] ?? '';
    const strings = [...admx.matchAll(/\$\(string\.([A-Za-z_0-9-]+)\)/g)].map(([, id]) => id);
    const presentations = [...admx.matchAll(/\$\(presentation\.([A-Za-z]+)\)/g)].map(
      ([, id]) => id,
    );
    expect(strings.length).toBeGreaterThan(table.POLICY_NAMES.length * 2);
    for (const language of ['en-US', 'fr-FR', 'zh-TW']) {
      const adml = files[`assets/policy/${language}/crossprem.adml`] ?? '';
      for (const id of strings) expect(adml).toMatch(new RegExp(`<string id="${id ?? ''}">[^<]+<`));
      for (const id of presentations) expect(adml).toContain(`<presentation id="${id ?? ''}">`);
      expect(adml).not.toMatch(/undefined|plural,/);
    }
  });

  it('is a sample without a single problem', () => {
    const sample = JSON.parse(files['assets/policy/policy.sample.json'] ?? '') as object;
    const found = { kind: 'values' as const, entries: Object.entries(sample) };
    expect(policyOf([{ level: 'machine', place: 'sample', found }]).problems).toEqual([]);
  });
});
