/** Put in when the product is built (electron.vite.config.ts); absent where nothing was. */
declare const CROSSPREM_BUILT_UPDATE_KEY: string | undefined;

/** The publisher's public key, which updates are checked with; empty in a build without one. No variable of a computer counts. */
export const UPDATE_KEY =
  typeof CROSSPREM_BUILT_UPDATE_KEY === 'string' ? CROSSPREM_BUILT_UPDATE_KEY : '';
