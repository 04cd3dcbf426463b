import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LAB_FAULTS, LAB_STARTS } from '../../../src/shared/lab';

const KEYS = [
  ...LAB_STARTS.flatMap((name) => [`lab.start.${name}`, `lab.start-name.${name}`]),
  ...LAB_FAULTS.map((name) => `lab.fault.${name}`),
].sort();

describe.each(['en', 'zh-TW', 'fr'])('lab messages in %s', (language) => {
  const path = resolve(import.meta.dirname, `../../../src/shared/messages/lab.${language}.json`);
  const messages = JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>;

  test('name every start state and every fault', () => {
    expect(Object.keys(messages).sort()).toEqual(KEYS);
  });

  test('keep the typography of the language', () => {
    for (const [key, text] of Object.entries(messages)) {
      // What a state is, is a sentence; its name is none.
      if (key.startsWith('lab.start-name.')) expect(text).not.toMatch(/[.。]$/);
      else expect(text).toMatch(/[.。]$/);
      if (language === 'fr') expect(text).not.toMatch(/[^\u202f][;:!?]/);
      if (language === 'zh-TW')
        expect(text).not.toMatch(/[\p{Script=Han}][,;:!?()]|[,;:!?()][\p{Script=Han}]/u);
      expect(text).not.toContain("'");
    }
  });
});
