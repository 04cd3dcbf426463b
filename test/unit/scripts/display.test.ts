import { describe, expect, it } from 'vitest';
import { displaySwitches, hasDisplay, underDisplay } from '../../../scripts/setup/display.mjs';

describe('hasDisplay', () => {
  it.each(['win32', 'darwin'] as const)('is always true on %s', (platform) => {
    expect(hasDisplay(platform, {})).toBe(true);
  });

  it.each([{ DISPLAY: ':0' }, { WAYLAND_DISPLAY: 'wayland-0' }])('is true with %o', (env) => {
    expect(hasDisplay('linux', env)).toBe(true);
  });

  it.each([{}, { DISPLAY: '' }, { DISPLAY: '', WAYLAND_DISPLAY: '' }])(
    'is false with %o',
    (env) => {
      expect(hasDisplay('linux', env)).toBe(false);
    },
  );
});

describe('displaySwitches', () => {
  it('asks for Wayland only where nothing else is there', () => {
    expect(displaySwitches('linux', { WAYLAND_DISPLAY: 'w' })).toEqual([
      '--ozone-platform=wayland',
    ]);
    expect(displaySwitches('linux', { WAYLAND_DISPLAY: 'w', DISPLAY: ':0' })).toEqual([]);
    expect(displaySwitches('win32', {})).toEqual([]);
  });
});

describe('underDisplay', () => {
  it('leaves a command alone where there is a display', () => {
    expect(underDisplay(['node', 'a.js'], true)).toEqual(['node', ['a.js']]);
  });

  it('wraps it where there is none', () => {
    const [program, args] = underDisplay(['node', 'a.js'], false);
    expect(program).toBe('xvfb-run');
    expect(args.slice(-2)).toEqual(['node', 'a.js']);
  });
});
