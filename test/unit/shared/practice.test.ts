/** Drills and edits as data: whole, without doubles, and with a text for each. */
import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../../src/shared/errors';
import { LAB_STARTS, type LabStatus } from '../../../src/shared/lab';
import { LANGUAGES } from '../../../src/shared/languages';
import { createTranslator } from '../../../src/shared/messages';
import { messagesOf } from '../../../src/shared/messages/sync';
import { NO_DRILL } from '../../../src/shared/practice/drill-codes';
import { DRILL_IDS } from '../../../src/shared/practice/drill-ids';
import { DRILLS, drillFor, remediesOf } from '../../../src/shared/practice/drills';
import { PRACTICE_NAME, shownName } from '../../../src/shared/practice/name';
import { WORLD_EDIT_IDS, worldEdit } from '../../../src/shared/practice/world-edits';

describe('error codes', () => {
  it('each have a drill, or a reason why not', () => {
    const without = Object.values(NO_DRILL).flat();
    const withDrill = DRILLS.flatMap((drill) => drill.codes);
    expect([...without, ...withDrill].sort()).toEqual([...ERROR_CODES].sort());
    for (const code of withDrill) expect(drillFor(code)?.codes).toContain(code);
  });
});

describe('the practice customer', () => {
  it('is called by the word of the language, until somebody gives it a name', () => {
    const names = LANGUAGES.map((language) =>
      shownName({ name: PRACTICE_NAME, practice: true }, language),
    );
    expect(names).toEqual(
      LANGUAGES.map((language) =>
        createTranslator(language, messagesOf(language)).t('ui.practice.word'),
      ),
    );
    expect(shownName({ name: 'Exercice', practice: true }, 'zh-TW')).toBe('練習');
    expect(shownName({ name: 'My lab', practice: true }, 'fr')).toBe('My lab');
    expect(shownName({ name: PRACTICE_NAME, practice: false }, 'fr')).toBe(PRACTICE_NAME);
  });
});

describe('start states', () => {
  it.each(LANGUAGES)('each have a name and a text of their own in %s', (language) => {
    const { t, has } = createTranslator(language, messagesOf(language));
    const names = LAB_STARTS.map((start) => t(`lab.start-name.${start}`));
    expect(new Set(names).size).toBe(LAB_STARTS.length);
    for (const start of LAB_STARTS) {
      expect(has(`lab.start-name.${start}`), start).toBe(true);
      expect(has(`lab.start.${start}`), start).toBe(true);
    }
  });
});

describe('drills', () => {
  it('are those of the list, and as many as were promised', () => {
    expect(DRILLS.map((drill) => drill.id)).toEqual([...DRILL_IDS]);
    expect(DRILLS.length).toBeGreaterThanOrEqual(12);
  });

  it.each(LANGUAGES)('have their texts in %s', (language) => {
    const messages = messagesOf(language);
    for (const { id, outside } of DRILLS) {
      for (const part of ['title', 'task', 'hint'])
        expect(messages, id).toHaveProperty([`practice.drill.${id}.${part}`]);
      expect(Object.hasOwn(messages, `practice.remedy.${id}`), id).toBe(outside);
    }
  });

  it('offer the right remedy among others that have a text', () => {
    for (const { id, outside } of DRILLS) {
      const offered = remediesOf(id);
      expect(new Set(offered).size, id).toBe(outside ? 3 : 0);
      expect(offered.includes(id)).toBe(outside);
    }
  });
});

describe('edits by somebody else', () => {
  const world = (mailUsers: readonly string[]) => ({
    organisation: {
      servers: ['EX01', 'EX02'],
      domainControllers: [],
      acceptedDomains: [],
      mailUsers,
      partnerApplications: ['Exchange Online'],
    } satisfies LabStatus['organisation'],
    tenant: {
      id: '',
      domain: '',
      servicePrincipals: ['00000004-0000-0ff1-ce00-000000000000'],
    },
  });

  it('are about the application’s account where there is one, and null where nothing is there', () => {
    const there = world(['Zoe', 'SfBOnline-ApplicationAccount']);
    expect(worldEdit('hide-account', there)).toEqual({
      edit: 'hide-mail-user',
      name: 'SfBOnline-ApplicationAccount',
      hidden: true,
    });
    expect(WORLD_EDIT_IDS.filter((id) => worldEdit(id, there) === null)).toEqual([]);
    expect(WORLD_EDIT_IDS.filter((id) => worldEdit(id, world([])) === null)).toEqual([
      'hide-account',
      'show-account',
      'rename-account',
      'remove-role',
    ]);
  });
});
