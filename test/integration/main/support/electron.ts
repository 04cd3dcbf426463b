/** Stands in for Electron where a test looks at none of its effects: `vi.mock('electron', () => import('./support/electron'))`. */
export const clipboard = { writeText: () => undefined };
export const powerSaveBlocker = { start: () => 1, stop: () => true };
export const safeStorage = {};
export const session = {
  fromPartition: () => ({ fetch: () => Promise.reject(new Error('net::ERR_FAILED')) }),
};
export const shell = {
  openExternal: () => Promise.resolve(),
  openPath: () => Promise.resolve(''),
  showItemInFolder: () => undefined,
};
export const utilityProcess = { fork: () => undefined };
