/** The window's own address space: `app://crossprem/`. */
export const APP_SCHEME = 'app';
export const APP_ORIGIN = 'app://crossprem';
/** The one document of the window. */
export const APP_URL = `${APP_ORIGIN}/`;
/** Shown when the window's own page has ended twice; see app/crash.ts. */
export const CRASH_URL = `${APP_ORIGIN}/crash`;
