/** What main shows about the window itself, besides the work. */

import type { Address } from '../address';
import type { DrillId } from '../practice/drill-ids';

/** A place that the menu, a notification or a start asks the window to show. */
type PlaceView = 'overview' | 'run' | 'about' | 'help' | 'updates';

/** A place to show: a screen, where an address leads, or a drill that was started here. */
export type AskedPlace = PlaceView | Address | { readonly kind: 'drill'; readonly drill: DrillId };

/** The window among the others. */
export interface FrameView {
  /** Non-null while everything is locked; then the view holds nothing of any customer. */
  readonly locked: {
    /** A run of this window goes on, with its sign-in, until it ends. */
    readonly running: boolean;
  } | null;
  /** Ids of customers that are open in other windows. */
  readonly elsewhere: readonly string[];
  /** The last place asked for; `turn` grows with each. null: none was. */
  readonly asked: { readonly turn: number; readonly place: AskedPlace } | null;
  /** Versions of what runs the product, for About. */
  readonly runtime: {
    readonly electron: string;
    readonly chromium: string;
    readonly node: string;
    /** The day on which this Electron's security fixes ended; null where they go on. */
    readonly supportEnded: string | null;
  };
}

/** A window alone, before main has said more. */
export const LONE_FRAME: FrameView = {
  locked: null,
  elsewhere: [],
  asked: null,
  runtime: { electron: '', chromium: '', node: '', supportEnded: null },
};
