import { describe, expect, it } from 'vitest';
import { consentsOf, planView } from '../../../../src/main/app/projection/plan-view';
import { withDependents } from '../../../../src/core/model/dependents';
import { action, open, plan } from '../support';

const scripts = { script: 'S', undoScript: 'U' };
const make = action('make', { target: 'tenant', step: 'upload-certificate' });
const keys = action('keys', {
  target: 'tenant',
  step: 'upload-certificate',
  tags: ['adds-credential', 'needs-tenant-admin'],
  dependsOn: ['make'],
});
const after = action('after', { dependsOn: ['keys'] });

describe('consents', () => {
  it('name every action that would be left out, also those that build on a tagged one', () => {
    expect(consentsOf([make, keys, after])).toEqual([
      { tag: 'adds-credential', actions: ['keys', 'after'] },
    ]);
    expect(withDependents(['make'], [make, keys, after])).toEqual(['make', 'keys', 'after']);
    expect(consentsOf([make])).toEqual([]);
  });
});

describe('the plan view', () => {
  it('groups rows by where they run and leaves empty groups out', () => {
    const view = planView(plan([make, keys, after]), scripts, open());
    expect(view.groups.map((group) => [group.target, group.actions.map((row) => row.id)])).toEqual([
      ['exchange', ['after']],
      ['tenant', ['make', 'keys']],
    ]);
    expect(view).toMatchObject({ script: 'S', undoScript: 'U', outdated: null });
  });

  it('keeps consent apart from who is needed', () => {
    const [, tenant] = planView(plan([make, keys, after]), scripts, open()).groups;
    expect(tenant?.actions[1]).toMatchObject({
      tags: ['adds-credential', 'needs-tenant-admin'],
      consentTags: ['adds-credential'],
    });
  });

  it('shows as many kept rows as it counts', () => {
    const comparison = {
      property: 'Enabled',
      expected: 'True',
      found: 'True',
      verdict: 'equal',
    } as const;
    const kept = { title: { key: 'core.keep.key', args: { thumbprint: 'AA' } }, differences: [] };
    const common = {
      step: 'oauth',
      title: { key: 'core.resource.connector', args: {} },
      byHand: [],
      cannotPreview: [],
    } as const;
    const resources = [
      { ...common, id: 'a', state: 'present', comparisons: [comparison], keeps: [] },
      { ...common, id: 'b', state: 'differs', comparisons: [], keeps: [kept] },
    ] as const;
    const view = planView(
      plan([], { steps: [{ id: 'oauth', state: 'in-place', resources }] }),
      scripts,
      open(),
    );
    expect(view.groups.flatMap((group) => group.keeps)).toHaveLength(view.counts.keep);
    expect(view.groups[0]?.keeps[0]?.differences).toEqual([
      { property: 'Enabled', before: 'True', after: 'True' },
    ]);
  });

  it('has words for every kind of undo, and a link for an article it does not know', () => {
    const covered = action('a', { undo: { kind: 'covered', by: 'b' }, article: 'elsewhere' });
    const removed = action('b', {
      undo: { kind: 'remove-keys', applicationId: 'x', thumbprints: ['1', '2'] },
    });
    const rows = planView(plan([covered, removed]), scripts, open()).groups[0]?.actions;
    expect(rows?.map((row) => [row.undo.key, row.article])).toEqual([
      ['core.undo.covered', 'project'],
      ['core.undo.remove-keys', 'article-001-step-2'],
    ]);
  });
});
