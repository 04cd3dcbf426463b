import fc from 'fast-check';
import { expect, it } from 'vitest';
import { replaceKeys, visibleKeys } from '../../../src/lab/tenant/key-list';
import { certificateBase64 } from './certificates';
import { FakeWorld } from './fake-world';

const certificates = ['21', '22', '23', '24', '25'].map((serial) => certificateBase64(serial));
const lists = fc.array(
  fc.record({
    type: fc.constant('AsymmetricX509Cert'),
    usage: fc.constantFrom('Verify', 'Sign'),
    key: fc.constantFrom(...certificates),
    displayName: fc.option(fc.string(), { nil: null }),
  }),
  { maxLength: 8 },
);

it('stores any list as it was sent, in its order, with new unique ids', () => {
  fc.assert(
    fc.property(lists, lists, (before, after) => {
      const world = new FakeWorld();
      replaceKeys(world, world.principal, before);
      const old = new Set(world.principal.keyCredentials.map(({ keyId }) => keyId));
      replaceKeys(world, world.principal, after);
      const stored = visibleKeys(world.principal, world.now());
      expect(
        stored.map(({ type, usage, key, displayName }) => ({ type, usage, key, displayName })),
      ).toEqual(after);
      const ids = stored.map(({ keyId }) => keyId);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.filter((id) => old.has(id))).toEqual([]);
    }),
  );
});

it('reading and sending back what was read keeps every key', () => {
  fc.assert(
    fc.property(lists, (list) => {
      const world = new FakeWorld();
      replaceKeys(world, world.principal, list);
      const first = visibleKeys(world.principal, world.now());
      const reduced = first.map(({ key, type, usage }) => ({ key, type, usage }));
      replaceKeys(world, world.principal, reduced);
      const second = visibleKeys(world.principal, world.now());
      const dated = (keys: typeof first) =>
        keys.map(({ keyId: _id, displayName: _name, ...rest }) => rest);
      expect(dated(second)).toEqual(dated(first));
    }),
  );
});
