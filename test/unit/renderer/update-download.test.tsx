import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { SETTINGS_TEST_IDS } from '../../../src/renderer/settings-testids';
import { WINDOW_TEST_IDS } from '../../../src/renderer/window-testids';
import { appError } from '../../../src/shared/errors';
import { USUAL_SETTINGS } from '../../../src/shared/settings';
import type { DownloadView } from '../../../src/shared/update';
import { appView } from './fixtures';
import { show } from './render';

const NAME = 'Crossprem-0.2.0-win-x64.msi';
const settings = { ...USUAL_SETTINGS, updates: 'ask', updateFeed: 'https://u.example/' } as const;
const viewWith = (download: DownloadView | null) => appView(null, { settings, download });

it('leads from About to the look, fetches when it is told to, shows how far it is, and opens the folder', async () => {
  const frame = { ...viewWith(null).frame, asked: { turn: 1, place: 'about' as const } };
  const { bridge } = await show(viewWith(null));
  act(() => bridge.push({ ...viewWith(null), frame }));
  await userEvent.click(await screen.findByTestId(WINDOW_TEST_IDS.aboutUpdates));
  expect(screen.queryByTestId(WINDOW_TEST_IDS.about)).toBeNull();
  const file = { name: NAME, size: 90_000_000, sha256: 'a'.repeat(64) };
  bridge.answer('update.check', { ok: true, value: { kind: 'newer', version: '0.2.0', file } });
  await userEvent.click(await screen.findByTestId(SETTINGS_TEST_IDS.updateCheck));
  await userEvent.click(await screen.findByTestId(SETTINGS_TEST_IDS.updateDownload));
  expect(bridge.calls.at(-1)).toEqual({ channel: 'update.download', input: {} });

  const running = { kind: 'running', name: NAME, got: 30_000_000, size: 90_000_000 } as const;
  act(() => bridge.push(viewWith(running)));
  const bar = screen.getByRole<HTMLProgressElement>('progressbar', { name: `Downloading ${NAME}` });
  expect(bar.getAttribute('value')).toBe('30000000');
  expect(screen.getByText('30 of 90 MB')).toBeTruthy();
  const again = screen.getByTestId<HTMLButtonElement>(SETTINGS_TEST_IDS.updateDownload);
  expect(again.disabled).toBe(true);
  await userEvent.click(screen.getByTestId(SETTINGS_TEST_IDS.updateStop));
  expect(bridge.calls.at(-1)).toEqual({ channel: 'update.cancel', input: {} });

  const failed = { kind: 'failed', name: NAME, error: appError('HX-UPDHASH', { name: NAME }) };
  act(() => bridge.push(viewWith(failed as DownloadView)));
  expect(screen.getByText(/is not the package that was signed/)).toBeTruthy();

  act(() => bridge.push(viewWith({ kind: 'done', name: NAME })));
  expect(screen.getByTestId(SETTINGS_TEST_IDS.updateState).textContent).toContain(NAME);
  await userEvent.click(screen.getByTestId(SETTINGS_TEST_IDS.updateShow));
  expect(bridge.calls.at(-1)).toEqual({ channel: 'update.show', input: {} });
});
