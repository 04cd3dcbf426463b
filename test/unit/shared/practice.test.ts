/** Drills and edits as data: whole, without doubles, and with a text for each. */
import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../../src/shared/errors';
import type { LabStatus } from '../../../src/shared/lab';
import { LANGUAGES } from '../../../src/shared/languages';
import { messagesOf } from '../../../src/shared/messages/sync';
import { NO_DRILL } from '../../../src/shared/practice/drill-codes';
import { DRILL_IDS } from '../../../src/shared/practice/drill-ids';
import { DRILLS, drillFor, remediesOf } from '../../../src/shared/practice/drills';
import { WORLD_EDIT_IDS, worldEdit } from '../../../src/shared/practice/world-edits';

describe('error codes', () => {
  it('each have a drill, or a reason why not', () => {
    const without = Object.values(NO_DRILL).flat();
    const withDrill = DRILLS.flatMap((drill) => drill.codes);
    expect([...without, ...withDrill].sort()).toEqual([...ERROR_CODES].sort());
    for (const code of withDrill) expect(drillFor(code)?.codes).toContain(code);
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
