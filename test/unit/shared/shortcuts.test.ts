import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isProxyAddress, nextTextSize, TEXT_SIZES } from '../../../src/shared/settings';
import {
  areChoicesUsable,
  keysOf,
  refusalOf,
  shortcutFor,
  SHORTCUT_IDS,
} from '../../../src/shared/shortcuts';

describe('shortcuts', () => {
  it('have keys of their own, all of which could be chosen', () => {
    const all = SHORTCUT_IDS.flatMap((id) => keysOf(id, {}));
    expect(new Set(all).size).toBe(all.length);
    for (const id of SHORTCUT_IDS)
      for (const keys of keysOf(id, {})) {
        expect(refusalOf(id, keys, {}), `${id} ${keys}`).toBeNull();
        expect(shortcutFor(keys, {})).toBe(id);
      }
  });

  it.each([
    ['A', 'single'],
    ['Shift+A', 'single'],
    ['Enter', 'single'],
    ['Ctrl+C', 'reserved'],
    ['Ctrl+Alt+E', 'reserved'],
    ['Ctrl+ArrowLeft', 'reserved'],
    ['Alt+F4', 'reserved'],
    ['Ctrl+Tab', 'reserved'],
    ['Ctrl+é', 'reserved'],
    ['F11', 'reserved'],
    ['F5', 'taken'],
    ['Ctrl+F1', 'taken'],
  ])('cannot have %s: %s', (keys, kind) => {
    expect(refusalOf('log', keys, {})?.kind).toBe(kind);
  });

  it('give their usual keys free for others once they have new ones', () => {
    expect(refusalOf('log', 'F5', {})).toEqual({ kind: 'taken', by: 'read' });
    const choices = { read: 'Ctrl+Shift+E' };
    expect(refusalOf('log', 'F5', choices)).toBeNull();
    expect(shortcutFor('F5', choices)).toBeUndefined();
    expect(shortcutFor('Ctrl+Shift+E', choices)).toBe('read');
    expect(areChoicesUsable({ read: 'Ctrl+Shift+E', log: 'F5' })).toBe(true);
    expect(areChoicesUsable({ log: 'F5' })).toBe(false);
  });

  it('never answer to one key press with two commands', () => {
    const keys = fc.constantFrom('F5', 'F8', 'Ctrl+E', 'Ctrl+Shift+E', 'Alt+B', 'Ctrl+K', 'B');
    const choices = fc.dictionary(fc.constantFrom(...SHORTCUT_IDS), keys);
    fc.assert(
      fc.property(choices, (chosen) => {
        fc.pre(areChoicesUsable(chosen));
        const all = SHORTCUT_IDS.flatMap((id) => keysOf(id, chosen));
        expect(new Set(all).size).toBe(all.length);
      }),
    );
  });
});

describe('settings', () => {
  it('step through the text sizes and stay at the ends', () => {
    expect(nextTextSize(100, 1)).toBe(110);
    expect(nextTextSize(100, -1)).toBe(90);
    expect(nextTextSize(TEXT_SIZES[0], -1)).toBe(90);
    expect(nextTextSize(200, 1)).toBe(200);
  });

  it.each([
    ['proxy.contoso.com:8080', true],
    ['http://proxy:3128', true],
    ['socks5://[::1]:1080', true],
    ['proxy.contoso.com', false],
    ['proxy:0', false],
    ['proxy:70000', false],
    ['ada:secret@proxy:8080', false],
    ['http://proxy:80/path', false],
    ['proxy:80;direct', false],
    ['', false],
  ])('take %s as the address of a proxy: %s', (address, isOne) => {
    expect(isProxyAddress(address)).toBe(isOne);
  });
});
