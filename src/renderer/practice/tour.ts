/** Where somebody stands on the way from nothing to a report: derived from what is shown, never remembered. */
import type { AppView, CustomerView } from '../../shared/ipc/views';
import type { ScreenId, UiState } from '../state/ui-store';

/** Stops of the tour. Texts: `practice.tour.<stop>.title` and `.text`. */
export const TOUR_STOPS = [
  'open',
  'read',
  'reading',
  'plan',
  'review',
  'consent',
  'apply',
  'running',
  'mend',
  'resume',
  'verify',
  'verifying',
  'by-hand',
  'report',
  'reporting',
  'busy',
  'done',
] as const;
/** One of them. */
export type TourStop = (typeof TOUR_STOPS)[number];

/** What the tour looks at. */
export interface TourState {
  readonly open: Pick<
    CustomerView,
    'practice' | 'busy' | 'next' | 'plan' | 'run' | 'report'
  > | null;
  readonly screen: ScreenId;
  readonly consents: UiState['consents'];
}

/** The state of a window. */
export function tourState(view: AppView, ui: UiState): TourState {
  return { open: view.open, screen: ui.screen, consents: ui.consents };
}

const BUSY = {
  read: 'reading',
  run: 'running',
  verify: 'verifying',
  report: 'reporting',
  plan: 'busy',
  lab: 'busy',
} as const;

/** The stop that fits. */
export function tourStop(state: TourState): TourStop {
  const { open } = state;
  if (open?.practice !== true) return 'open';
  if (open.busy !== null) return BUSY[open.busy];
  switch (open.next.kind) {
    case 'read':
    case 'carry-look':
      return 'read';
    case 'plan':
      return open.run !== null && TROUBLE.includes(open.run.state) ? 'mend' : 'plan';
    case 'review':
      return reviewStop(state);
    case 'watch-run':
      return 'running';
    case 'resume':
      return 'resume';
    case 'verify':
      return 'verify';
    case 'by-hand':
      return 'by-hand';
    case 'report':
      return 'report';
    case 'done':
      return 'done';
  }
}

const TROUBLE: readonly string[] = ['failed', 'stopped', 'outdated', 'partly'];

/** Looked at, agreed to, applied: the same screen, one after the other. */
function reviewStop({ open, screen, consents }: TourState): TourStop {
  if (screen !== 'plan') return 'review';
  const plan = open?.plan ?? null;
  const ticked = plan?.fingerprint === consents.fingerprint ? consents.tags : [];
  const missing = plan?.consents.filter(({ tag }) => !ticked.includes(tag)) ?? [];
  return missing.length > 0 ? 'consent' : 'apply';
}

/** Where a stop's one action is. */
export const TOUR_PLACES: Readonly<Record<TourStop, ScreenId>> = {
  open: 'practice',
  read: 'overview',
  reading: 'overview',
  plan: 'overview',
  review: 'plan',
  consent: 'plan',
  apply: 'plan',
  running: 'run',
  mend: 'run',
  resume: 'run',
  verify: 'verify',
  verifying: 'verify',
  'by-hand': 'overview',
  report: 'report',
  reporting: 'report',
  busy: 'overview',
  done: 'report',
};

/** The seven parts of the way, with the stops that belong to each. */
const PARTS: readonly (readonly TourStop[])[] = [
  ['open'],
  ['read', 'reading', 'busy'],
  ['plan', 'review'],
  ['consent', 'apply'],
  ['running', 'mend', 'resume'],
  ['verify', 'verifying', 'by-hand'],
  ['report', 'reporting', 'done'],
];

/** How many parts the way has. */
export const TOUR_PARTS = PARTS.length;

/** The part a stop belongs to, from 1. */
export function tourPart(stop: TourStop): number {
  return PARTS.findIndex((stops) => stops.includes(stop)) + 1;
}
