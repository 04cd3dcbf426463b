/** Remembers where the window stood. */
import type { BrowserWindow, Rectangle } from 'electron';
import * as v from 'valibot';
import { readSmallJson, writeSmallJson } from './small-file';

const DEFAULT_SIZE = { width: 1280, height: 832 } as const;
export const MINIMUM_SIZE = { width: 960, height: 640 } as const;

const coordinate = v.pipe(v.number(), v.integer(), v.minValue(-100_000), v.maxValue(100_000));
const stateSchema = v.object({
  x: coordinate,
  y: coordinate,
  width: coordinate,
  height: coordinate,
  maximized: v.boolean(),
});

/** The remembered state. */
export type WindowState = v.InferOutput<typeof stateSchema>;

/** The remembered state, when there is one that can be read. */
export function readWindowState(file: string): WindowState | undefined {
  const parsed = v.safeParse(stateSchema, readSmallJson(file));
  return parsed.success ? parsed.output : undefined;
}

/** How much of the title bar must lie on a display, so that the window can be moved. */
const GRIP = { width: 120, height: 40 } as const;

function isReachable(state: Rectangle, area: Rectangle): boolean {
  const left = Math.max(state.x, area.x);
  const right = Math.min(state.x + state.width, area.x + area.width);
  const topInside = state.y >= area.y && state.y + GRIP.height <= area.y + area.height;
  return right - left >= GRIP.width && topInside;
}

/** Bounds for a new window: the remembered ones where their display is still there, else the default size, centred. */
export function placeWindow(
  state: WindowState | undefined,
  workAreas: readonly Rectangle[],
): Partial<Rectangle> {
  const area = state && workAreas.find((item) => isReachable(state, item));
  if (state === undefined || area === undefined) {
    const first = workAreas[0] ?? { x: 0, y: 0, ...DEFAULT_SIZE };
    return {
      width: Math.max(MINIMUM_SIZE.width, Math.min(DEFAULT_SIZE.width, first.width)),
      height: Math.max(MINIMUM_SIZE.height, Math.min(DEFAULT_SIZE.height, first.height)),
    };
  }
  return {
    x: state.x,
    y: state.y,
    width: Math.max(MINIMUM_SIZE.width, Math.min(state.width, area.width)),
    height: Math.max(MINIMUM_SIZE.height, Math.min(state.height, area.height)),
  };
}

/** Writes the state when the window closes. A folder that cannot be written to costs the memory only. */
export function rememberWindow(window: BrowserWindow, file: string): void {
  window.on('close', () => {
    const state: WindowState = {
      ...window.getNormalBounds(),
      maximized: window.isMaximized(),
    };
    try {
      writeSmallJson(file, state);
    } catch {
      // The next start uses the default size.
    }
  });
}
