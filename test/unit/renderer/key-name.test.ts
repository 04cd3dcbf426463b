import { describe, expect, it } from 'vitest';
import { keysText } from '../../../src/renderer/app/key-name';

describe('the names of keys', () => {
  it('are those on the keyboards of the language', () => {
    expect(keysText('Ctrl+Shift+P', 'en')).toBe('Ctrl+Shift+P');
    expect(keysText('Ctrl+Shift+P', 'fr')).toBe('Ctrl+Maj+P');
    expect(keysText('Ctrl+Shift+P', 'zh-TW')).toBe('Ctrl+Shift+P');
    expect(keysText('Escape', 'en')).toBe('Esc');
    expect(keysText('Escape', 'fr')).toBe('Échap');
    expect(keysText('Ctrl+Enter', 'fr')).toBe('Ctrl+Entrée');
    expect(keysText('Ctrl+ ', 'zh-TW')).toBe('Ctrl+空白鍵');
  });

  it('are signs where every keyboard has the same', () => {
    for (const language of ['en', 'fr', 'zh-TW'] as const) {
      expect(keysText('Alt+ArrowLeft', language)).toBe('Alt+←');
      expect(keysText('Ctrl++', language)).toBe('Ctrl++');
      expect(keysText('Ctrl+-', language)).toBe('Ctrl+−');
    }
  });
});
