/** The data folder at the start: brought up to date, or the reason why this version does not work with it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App, Dialog } from 'electron';
import {
  prepareDataFolder,
  type UpgradeProgress,
} from '../../adapters/storage/data-folder-upgrade';
import { fileError, nodeFileSystem } from '../../adapters/storage/file-system';
import { systemClock } from '../../adapters/system/crypto';
import type { AppError } from '../../shared/errors';
import { nearestLanguage } from '../../shared/languages';
import { loadTexts } from './texts';

/** Makes the folder ready. False where that was not possible, which the person was told. */
export async function prepareOrTell(
  app: Pick<App, 'getLocale'>,
  dialog: Pick<Dialog, 'showErrorBox'>,
  folder: string,
  onProgress: (progress: UpgradeProgress) => void = () => undefined,
): Promise<boolean> {
  try {
    await prepareDataFolder({ folder, fs: nodeFileSystem, clock: systemClock, onProgress }, true);
    return true;
  } catch (thrown) {
    await tell(app, dialog, fileError(thrown, folder).error);
    return false;
  }
}

/** Says why the folder cannot be used, and ends. Chromium's own files go elsewhere meanwhile and are removed. */
export async function withoutTrace(
  app: Pick<App, 'getLocale' | 'setPath' | 'exit'>,
  dialog: Pick<Dialog, 'showErrorBox'>,
  folder: string,
): Promise<void> {
  const elsewhere = mkdtempSync(join(tmpdir(), 'crossprem-'));
  app.setPath('userData', elsewhere);
  await prepareOrTell(app, dialog, folder);
  rmSync(elsewhere, { recursive: true, force: true });
  app.exit(1);
}

async function tell(
  app: Pick<App, 'getLocale'>,
  dialog: Pick<Dialog, 'showErrorBox'>,
  { code, args }: AppError,
): Promise<void> {
  const { t } = await loadTexts(nearestLanguage(app.getLocale()));
  const lines = (['what', 'why', 'do', 'untouched'] as const).map((part) =>
    t(`errors.${code}.${part}`, args),
  );
  dialog.showErrorBox('Crossprem', [...lines, code].join('\n'));
}
