import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { bundleTakeId, LOG_IDS } from '../../../src/renderer/log-testids';
import { watchPageFaults } from '../../../src/renderer/state/page-faults';
import { TEST_IDS } from '../../../src/renderer/testids';
import { appError } from '../../../src/shared/errors';
import type { LogPageView } from '../../../src/shared/ipc/log-view';
import { createFakeBridge } from './fake-bridge';
import { appView } from './fixtures';
import { show, type Shown } from './render';

vi.setConfig({ testTimeout: 30_000 });

const ID = '0a1b2c3d-1111-4222-8333-444455556666';
const PAGE: LogPageView = {
  entries: [
    {
      key: 0,
      at: '2026-11-21T14:02:03.000Z',
      level: 'info',
      event: 'shell.request',
      target: 'EX01',
      correlation: ID,
      text: 'command=Get-AuthConfig',
    },
  ],
  matched: 1,
  total: 12,
  targets: ['EX01', 'graph.microsoft.com'],
  problem: null,
};

async function showLog(page: LogPageView = PAGE): Promise<Shown> {
  const shown = await show(appView(null), 'diagnostics');
  shown.bridge.answer('logs.read', { ok: true, value: page });
  await userEvent.click(await screen.findByTestId(LOG_IDS.open, undefined, { timeout: 15_000 }));
  return shown;
}
const asked = ({ bridge }: Shown) =>
  bridge.calls.filter(({ channel }) => channel === 'logs.read').at(-1)?.input;
const said = () => screen.getByTestId(LOG_IDS.count).textContent;

describe('the log', () => {
  it('is read when somebody wants it, and again with each change of what is looked for', async () => {
    const shown = await showLog();
    await waitFor(() => expect(said()).toBe('1 of 12 lines'));
    expect(asked(shown)).toEqual({
      search: '',
      isExpression: false,
      level: 'info',
      target: '',
      id: '',
    });
    await userEvent.type(screen.getByTestId(LOG_IDS.search), 'Get');
    await userEvent.click(screen.getByTestId(LOG_IDS.expression));
    await userEvent.selectOptions(screen.getByTestId(LOG_IDS.level), 'warn');
    await userEvent.selectOptions(screen.getByTestId(LOG_IDS.target), 'EX01');
    await waitFor(() =>
      expect(asked(shown)).toEqual({
        search: 'Get',
        isExpression: true,
        level: 'warn',
        target: 'EX01',
        id: '',
      }),
    );
    await userEvent.click(screen.getByTestId(LOG_IDS.folder));
    expect(shown.bridge.calls.at(-1)?.channel).toBe('logs.open-folder');
  });

  it.each([
    [{ ...PAGE, entries: [], matched: 0, problem: 'pattern' } as const, /not a regular expression/],
    [{ ...PAGE, entries: [], matched: 0, problem: 'slow' } as const, /takes too long/],
    [{ ...PAGE, entries: [], matched: 0 }, 'No line fits.'],
    [{ ...PAGE, entries: [], matched: 0, total: 0 }, 'Nothing was logged yet.'],
    [{ ...PAGE, matched: 5_000 }, 'The newest 1 of 5,000 lines that fit are shown.'],
  ])('says why lines are missing (%#)', async (page, text) => {
    await showLog(page);
    await waitFor(() => expect(said()).toMatch(text));
  });

  it('is reached from an error by its id, and shows all again', async () => {
    const shown = await show(appView(null), 'customers');
    shown.bridge.answer('logs.read', { ok: true, value: PAGE });
    const error = { ...appError('HX-BUG', {}, 'said so'), correlationId: ID };
    shown.services.ui.setState({ callError: error });
    const problem = await screen.findByTestId(TEST_IDS.problem);
    expect(within(problem).getByTestId(LOG_IDS.errorId).textContent).toContain(ID);
    await userEvent.click(within(problem).getByTestId(LOG_IDS.errorCopy));
    const { text } = shown.bridge.calls.at(-1)!.input as { text: string };
    expect(text.split('\n')).toEqual([expect.stringMatching(/^HX-BUG ./), 'said so', ID]);
    await userEvent.click(within(problem).getByTestId(LOG_IDS.errorLog));
    await screen.findByTestId(LOG_IDS.id, undefined, { timeout: 15_000 });
    await waitFor(() => expect(asked(shown)).toMatchObject({ id: ID }));
    await userEvent.click(screen.getByTestId(LOG_IDS.allIds));
    await waitFor(() => expect(asked(shown)).toMatchObject({ id: '' }));
    expect(screen.queryByTestId(LOG_IDS.id)).toBeNull();
  });
});

describe('a bundle', () => {
  it('is written without the files that were left out', async () => {
    const shown = await show(appView(null), 'diagnostics');
    const file = (name: string) => ({ name, about: 'log' as const, bytes: 2, text: 'x\n' });
    const files = [file('README.txt'), file('logs/crossprem.log')];
    shown.bridge.answer('support.preview', { ok: true, value: { files } });
    shown.bridge.answer('support.save', { ok: true, value: { file: null } });
    await userEvent.click(await screen.findByTestId(TEST_IDS.bundleMake));
    await userEvent.click(await screen.findByTestId(bundleTakeId('logs/crossprem.log')));
    await userEvent.click(screen.getByTestId(TEST_IDS.bundleSave));
    expect(shown.bridge.calls.at(-1)).toEqual({
      channel: 'support.save',
      input: { leaveOut: ['logs/crossprem.log'] },
    });
    await userEvent.click(screen.getByTestId(bundleTakeId('README.txt')));
    expect(screen.getByTestId<HTMLButtonElement>(TEST_IDS.bundleSave).disabled).toBe(true);
  });
});

describe('faults of the page', () => {
  it('are told to main, with a bound', () => {
    const bridge = createFakeBridge(appView(null));
    const report = watchPageFaults(bridge);
    window.dispatchEvent(new ErrorEvent('error', { error: new Error('lost'), message: 'lost' }));
    report('render', 'no error', '\n    at Place');
    expect(bridge.calls.map(({ input }) => input)).toEqual([
      { kind: 'error', detail: 'lost', stack: expect.stringContaining('lost') as unknown },
      { kind: 'render', detail: 'no error', stack: '\n    at Place' },
    ]);
    for (let turn = 0; turn < 100; turn += 1) report('error', 'x'.repeat(20_000));
    expect(bridge.calls).toHaveLength(50);
  });
});
