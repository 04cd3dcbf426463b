import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyScope } from '../../../src/renderer/state/consent';
import type { TagView } from '../../../src/shared/ipc/views';
import { planView } from './fixture-plan';

const plan = planView();
const tags: readonly TagView[] = ['adds-credential', 'removes-credential', 'cannot-undo'];
const all = plan.groups.flatMap((group) => group.actions.map((action) => action.id));

describe('the numbers on Apply', () => {
  it('never counts a row with an open consent, and loses none', () => {
    fc.assert(
      fc.property(fc.subarray([...tags]), (given) => {
        const scope = applyScope(plan, { fingerprint: plan.fingerprint, tags: given });
        expect([...scope.changes, ...scope.heldBack].sort()).toEqual([...all].sort());
        for (const { tag, actions } of plan.consents) {
          if (given.includes(tag)) continue;
          for (const id of actions) expect(scope.changes).not.toContain(id);
        }
      }),
    );
  });

  it('sends no consent that the plan does not ask for', () => {
    const scope = applyScope(plan, { fingerprint: plan.fingerprint, tags: [...tags] });
    expect(scope.given).toEqual(['adds-credential', 'removes-credential']);
    expect(scope.open).toEqual([]);
  });

  it('holds back what builds on a row that is left out', () => {
    const dependent = planView({
      consents: [
        {
          tag: 'interrupts-service',
          actions: ['mail-user.classic.create', 'mail-user.classic.hide'],
        },
      ],
    });
    const scope = applyScope(dependent, {
      fingerprint: dependent.fingerprint,
      tags: ['adds-credential'],
    });
    expect(scope.heldBack.has('mail-user.classic.hide')).toBe(true);
  });

  it('takes no consent that was given to another plan', () => {
    expect(applyScope(plan, { fingerprint: 'AAAA-0001', tags: [...tags] }).given).toEqual([]);
  });
});
