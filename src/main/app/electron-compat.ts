/**
 * Where Electron 25 and the newest Electron differ. Features are detected; the version is asked only for the one
 * decision that is about the version itself.
 */
import type { UtilityProcess } from 'electron';
import { OLDEST_TRUSTED_ELECTRON } from '../../shared/electron-support';

let practicePackage = false;

/** Says, once at start, whether this is a package made for tests (practice-package.ts). */
export function restrictToPractice(isRestricted: boolean): void {
  practicePackage = isRestricted;
}

/** True in a package made for tests: it opens no customer, whatever runtime it holds. */
export function isPracticePackage(): boolean {
  return practicePackage;
}

/** True in a runtime or package that must never hold a customer's sign-in. */
export function isPracticeOnly(electronVersion = process.versions.electron): boolean {
  return practicePackage || Number.parseInt(electronVersion, 10) < OLDEST_TRUSTED_ELECTRON;
}

/** Ends a utility process and waits until it is gone; `kill` says false when it had ended already. */
export async function endUtilityProcess(child: UtilityProcess): Promise<void> {
  if (child.pid === undefined) return;
  await new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    if (!child.kill()) resolve();
  });
}
