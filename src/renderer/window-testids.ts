/** Stable ids of what belongs to the window itself: other windows, the lock, About, dropped files. */
export const WINDOW_TEST_IDS = {
  customerStripe: 'customer-stripe',
  newWindow: 'new-window',
  showWindow: 'show-window',
  lockScreen: 'lock-screen',
  lockRunning: 'lock-running',
  unlock: 'unlock',
  about: 'about',
  aboutUpdates: 'about-updates',
  aboutOpen: 'about-open',
  aboutLicences: 'about-licences',
  aboutClose: 'about-close',
  dropNote: 'drop-note',
  customerLink: 'customer-link',
  runLink: 'run-link',
} as const;

/** Of one customer. */
export const windowTestId = {
  openInWindow: (id: string) => `open-in-window-${id}`,
  elsewhere: (id: string) => `elsewhere-${id}`,
} as const;
