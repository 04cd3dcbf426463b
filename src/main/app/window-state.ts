/** Remembers where the window stood, for each arrangement of displays: a laptop at its desk and on the way. */
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

/** More arrangements than a computer sees; the oldest goes. */
const KEPT = 8;
const fileSchema = v.object({
  version: v.literal(2),
  /** Newest first. */
  arrangements: v.array(v.object({ displays: v.string(), state: stateSchema })),
});

type Arrangements = v.InferOutput<typeof fileSchema>['arrangements'];

/** What tells one arrangement of displays from another. */
interface DisplayLike {
  readonly id: number;
  readonly scaleFactor: number;
  readonly bounds: Rectangle;
}

/** Names an arrangement by its displays, where each stands and how large it is. */
export function arrangementOf(displays: readonly DisplayLike[]): string {
  const one = ({ id, scaleFactor, bounds }: DisplayLike): string =>
    `${id}:${bounds.x},${bounds.y},${bounds.width}x${bounds.height}@${scaleFactor}`;
  return displays.map(one).sort().join(' ');
}

function readArrangements(file: string): Arrangements {
  const parsed = v.safeParse(fileSchema, readSmallJson(file));
  return parsed.success ? parsed.output.arrangements : [];
}

/** The state remembered for these displays, when there is one that can be read. */
export function readWindowState(file: string, displays: string): WindowState | undefined {
  return readArrangements(file).find((item) => item.displays === displays)?.state;
}

/** Keeps the state for these displays beside those of others. */
export function writeWindowState(file: string, displays: string, state: WindowState): void {
  const others = readArrangements(file).filter((item) => item.displays !== displays);
  const arrangements = [{ displays, state }, ...others].slice(0, KEPT);
  writeSmallJson(file, { version: 2, arrangements });
}

/** Where a further window stands: beside the one it came from, so that both titles are seen. */
export function beside<State extends Rectangle>(state: State): State {
  return { ...state, x: state.x + GRIP.height, y: state.y + GRIP.height };
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
export function rememberWindow(window: BrowserWindow, file: string, displays: () => string): void {
  window.on('close', () => {
    const state: WindowState = {
      ...window.getNormalBounds(),
      maximized: window.isMaximized(),
    };
    try {
      writeWindowState(file, displays(), state);
    } catch {
      // The next start uses the default size.
    }
  });
}
