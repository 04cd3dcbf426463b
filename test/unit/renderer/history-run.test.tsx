import { within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { APPLICATIONS } from '../../../src/shared/applications';
import type { HistoryRunView } from '../../../src/shared/ipc/history-view';
import { HISTORY_IDS } from '../../../src/renderer/history-testids';
import { goToHistory } from '../../../src/renderer/state/ui-store';
import { testId } from '../../../src/renderer/testids';
import { appView, customerView } from './fixtures';
import { show } from './render';

const principal = APPLICATIONS.skypeForBusinessOnline;
const action = `service-principal.${principal}.keys`;
const RUN: HistoryRunView = {
  id: 'r1',
  planKind: 'apply',
  fingerprint: '7F3A-91C2',
  startedAt: '2026-11-21T14:06:00Z',
  endedAt: '2026-11-21T14:07:10Z',
  result: 'done',
  consents: [],
  actions: [
    {
      id: action,
      reason: { key: 'core.reason.hide-account', args: { name: 'app' } },
      command: `PATCH https://graph.microsoft.com/v1.0/servicePrincipals(appId='${principal}')`,
      where: 'Microsoft Graph',
      outcome: 'done',
      error: null,
    },
  ],
  lines: {
    from: 0,
    total: 1,
    items: [{ number: 1, at: '2026-11-21T14:06:00Z', type: 'outcome', action, word: 'done' }],
  },
};

// acceptance 16, 17
it('shows where each command of an earlier run ran, and whose its application ids are', async () => {
  const { bridge, services, findByTestId } = await show(appView(customerView()), 'overview');
  bridge.answer('history.run', { ok: true, value: RUN });
  goToHistory(services.ui, { kind: 'run', run: 'r1' });
  const command = await findByTestId(testId.command(action));
  const block = within(command.closest('figure') as HTMLElement);
  expect(block.getByText('Microsoft Graph')).toBeTruthy();
  expect(block.getByText(/Skype for Business Online/)).toBeTruthy();
  const journal = within(await findByTestId(HISTORY_IDS.journal));
  expect(journal.getByText(/Skype for Business Online/)).toBeTruthy();
});
