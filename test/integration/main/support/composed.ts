/** Main's own composition on a data folder, for tests and measurements. */
import { join } from 'node:path';
import { compose, type Composition } from '../../../../src/main/composition';
import { resolvePaths } from '../../../../src/main/app/paths';
import type { Person } from '../../../../src/main/app/person';
import { Preferences } from '../../../../src/main/app/preferences';
import { Claims } from '../../../../src/main/app/windows/claims';
import { makeSharedParts } from '../../../../src/main/shared-parts';
import type { CustomerView } from '../../../../src/shared/ipc/views';

/** Folder of the built bundles. */
export const OUT = join(import.meta.dirname, '../../../../out/main');

const never = (): Promise<undefined> => Promise.resolve(undefined);

/** A person who agrees to everything and chooses no file. */
export const agreeable: Person = {
  confirmRun: () => Promise.resolve(true),
  confirmMailboxTest: () => Promise.resolve(true),
  confirmForget: () => Promise.resolve(true),
  confirmHosts: () => Promise.resolve(true),
  chooseFileToSave: never,
  chooseCustomerFile: never,
  chooseTextFile: never,
  chooseCheckFile: never,
  chooseUpdateFolder: never,
  chooseCollectedFolder: never,
  choosePowerShell: never,
  chooseResultFile: never,
  choosePlanFile: never,
  chooseBackupFile: never,
  confirmClose: () => Promise.resolve(true),
  confirmReload: () => Promise.resolve(true),
};

/** What a test gives besides the data folder. */
export interface DeskParts {
  readonly person: Person;
  readonly preferences?: Preferences;
  readonly labFile?: string;
  readonly send?: (payload: unknown) => void;
}

/** Puts the window's side together without a window. */
export function composeDesk(data: string, parts: DeskParts): Promise<Composition> {
  const { person, preferences, labFile, send } = parts;
  const paths = resolvePaths({
    isPackaged: false,
    environment: { CROSSPREM_DATA: data },
    argv: [],
    platform: 'linux',
    bundleFolder: OUT,
    resourcesFolder: OUT,
  });
  const settings = preferences ?? new Preferences(data, 'en');
  const made = compose({
    paths: labFile === undefined ? paths : { ...paths, labFile },
    preferences: settings,
    productVersion: 'test',
    isPackaged: false,
    person,
    send: (_event, payload) => send?.(payload),
    onPreferences: () => undefined,
    shared: makeSharedParts(paths, settings),
    claims: new Claims(() => undefined).forWindow(),
    mayRestore: () => true,
    onList: () => undefined,
    shown: (view) => view,
  });
  // Whoever opens a customer waits for the list by itself.
  return Promise.resolve(made);
}

/** The open customer as the window sees it; fails where none is open. */
export function openView({ desk }: Composition): CustomerView {
  const view = desk.snapshot().open;
  if (view === null) throw new Error('no customer is open');
  return view;
}
