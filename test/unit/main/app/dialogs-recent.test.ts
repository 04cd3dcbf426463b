/** What a person chooses in a file dialog stays out of the system's lists of recent files. */
import { beforeEach, expect, it, vi } from 'vitest';

const asked = vi.hoisted(() => ({ properties: [] as (readonly string[] | undefined)[] }));
vi.mock('electron', () => {
  const note = (_window: unknown, options: { properties?: readonly string[] }) => {
    asked.properties.push(options.properties);
    return Promise.resolve({ canceled: true, filePath: '', filePaths: [] });
  };
  return {
    app: { getPath: () => '/documents' },
    dialog: { showOpenDialog: note, showSaveDialog: note },
  };
});

import type { BrowserWindow } from 'electron';
import { Dialogs } from '../../../../src/main/app/dialogs';
import { loadTexts } from '../../../../src/main/app/texts';

beforeEach(() => (asked.properties.length = 0));

// fault forgotten-left
it('is in no list of recent files, whichever dialog asks', async () => {
  const window = {} as unknown as BrowserWindow;
  const dialogs = new Dialogs(
    () => window,
    () => loadTexts('en'),
  );
  const all = [
    () => dialogs.chooseFileToSave('plan', 'contoso'),
    () => dialogs.chooseCustomerFile(),
    () => dialogs.chooseBackupFile(),
    () => dialogs.choosePlanFile(),
    () => dialogs.chooseResultFile(),
    () => dialogs.chooseCollectedFolder(),
    () => dialogs.choosePowerShell(),
    () => dialogs.chooseTextFile(),
  ];
  for (const choose of all) expect(await choose()).toBeUndefined();
  expect(asked.properties).toHaveLength(all.length);
  for (const properties of asked.properties) expect(properties).toContain('dontAddToRecent');
});
