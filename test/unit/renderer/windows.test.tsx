/** The window among others: lock, other windows, places that main asks for, files that are dropped. */
import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { PLAN_IDS } from '../../../src/renderer/plan-testids';
import { startScreen } from '../../../src/renderer/state/start-screen';
import { TEST_IDS, testId } from '../../../src/renderer/testids';
import { WINDOW_TEST_IDS, windowTestId } from '../../../src/renderer/window-testids';
import { appError } from '../../../src/shared/errors';
import { LONE_FRAME } from '../../../src/shared/ipc/frame-view';
import type { AppView, FrameView } from '../../../src/shared/ipc/views';
import { appView, customerView } from './fixtures';
import { RUNS } from './fixture-plan';
import { show } from './render';

const framed = (view: AppView, frame: Partial<FrameView>): AppView => ({
  ...view,
  frame: { ...LONE_FRAME, ...frame },
});
const LOCKED = framed(appView(null, { customers: [] }), { locked: { running: false } });

describe('the lock screen', () => {
  it('replaces all there was, and unlocks by one button', async () => {
    const { bridge, services, container } = await show(appView(customerView()));
    services.ui.setState({ callError: appError('HX-REACH', { target: 'ex01.contoso.com' }) });
    bridge.push(LOCKED);
    await screen.findByTestId(WINDOW_TEST_IDS.lockScreen);
    expect(container.textContent).not.toContain('Contoso');
    expect(document.title).not.toContain('Contoso');
    expect(services.ui.getState().callError).toBeNull();
    expect(services.log.lines()).toEqual([]);
    expect(screen.queryByTestId(WINDOW_TEST_IDS.lockRunning)).toBeNull();
    expect(document.activeElement?.tagName).toBe('H1');
    await userEvent.click(screen.getByTestId(WINDOW_TEST_IDS.unlock));
    expect(bridge.calls.at(-1)).toEqual({ channel: 'app.unlock', input: {} });
    bridge.push(appView(customerView()));
    await screen.findByTestId(TEST_IDS.customerChip);
  });

  it('says that a run goes on, and what becomes of its sign-in', async () => {
    await show(framed(LOCKED, { locked: { running: true } }));
    expect(screen.getByTestId(WINDOW_TEST_IDS.lockRunning).textContent).toContain('A run goes on');
  });

  it('is asked for by a key', async () => {
    const { bridge } = await show(appView(customerView()));
    await userEvent.keyboard('{Control>}{Shift>}L{/Shift}{/Control}');
    expect(bridge.calls.at(-1)).toEqual({ channel: 'app.lock', input: {} });
  });
});

describe('other windows', () => {
  const away = framed(appView(null), { elsewhere: ['fabrikam'] });

  it('are asked for by key, menu and row', async () => {
    const { bridge } = await show(appView(customerView()), 'customers');
    await userEvent.keyboard('{Control>}{Shift>}N{/Shift}{/Control}');
    expect(bridge.calls.at(-1)).toEqual({ channel: 'window.open', input: { customer: null } });
    await userEvent.click(screen.getByTestId(TEST_IDS.customerChip));
    await userEvent.click(screen.getByTestId(WINDOW_TEST_IDS.newWindow));
    expect(bridge.calls.filter((call) => call.channel === 'window.open')).toHaveLength(2);
    await userEvent.click(screen.getByTestId(windowTestId.openInWindow('fabrikam')));
    expect(bridge.calls.at(-1)).toEqual({
      channel: 'window.open',
      input: { customer: 'fabrikam' },
    });
  });

  it('come to the front for a customer that they have open', async () => {
    const { bridge } = await show(away, 'customers');
    await userEvent.click(await screen.findByTestId(testId.customerOpen('fabrikam')));
    await userEvent.click(screen.getByTestId(windowTestId.elsewhere('fabrikam')));
    const calls = bridge.calls.filter(({ channel }) => /^(window|customer)\./.test(channel));
    const shown = { channel: 'window.show', input: { id: 'fabrikam' } };
    expect(calls).toEqual([shown, shown]);
  });

  it('are offered where main refuses a customer that is open in one', async () => {
    const { bridge } = await show(appView(null), 'customers');
    const error = appError('HX-WINDOW', { customer: 'practice', name: 'Practice' });
    bridge.answer('customer.practice', { ok: false, error });
    await userEvent.click(screen.getByTestId(TEST_IDS.practiceCustomer));
    await userEvent.click(await screen.findByTestId(WINDOW_TEST_IDS.showWindow));
    expect(bridge.calls.at(-1)).toEqual({ channel: 'window.show', input: { id: 'practice' } });
  });
});

describe('places that main asks for', () => {
  it('are gone to once, also where the window began with an older one', async () => {
    const first = framed(appView(customerView()), { asked: { turn: 3, place: 'run' } });
    const { bridge, services } = await show(first);
    expect(services.ui.getState().screen).toBe('overview');
    bridge.push(framed(first, { asked: { turn: 4, place: 'run' } }));
    await waitFor(() => expect(services.ui.getState().screen).toBe('run'));
    services.ui.setState({ screen: 'plan' });
    bridge.push(framed(first, { asked: { turn: 4, place: 'run' } }));
    expect(services.ui.getState().screen).toBe('plan');
    bridge.push(framed(first, { asked: { turn: 5, place: 'help' } }));
    await waitFor(() => expect(services.ui.getState().panel).toBe('help'));
    bridge.push(framed(first, { asked: { turn: 6, place: 'about' } }));
    const about = await screen.findByTestId(WINDOW_TEST_IDS.about);
    expect(about.textContent).toContain('0.1.0');
    await userEvent.click(screen.getByTestId(WINDOW_TEST_IDS.aboutClose));
    expect(screen.queryByTestId(WINDOW_TEST_IDS.about)).toBeNull();
  });

  it('About names commit and mark of a package and opens the licences, where there are any', async () => {
    const first = framed(appView(customerView()), { asked: { turn: 1, place: 'run' } });
    const { bridge } = await show(first);
    const facts = { commit: 'abcdef012345', testPackage: true, licences: true };
    bridge.answer('about.facts', { ok: true, value: facts });
    bridge.push(framed(first, { asked: { turn: 2, place: 'about' } }));
    await userEvent.click(await screen.findByTestId(WINDOW_TEST_IDS.aboutLicences));
    expect(bridge.calls.at(-1)).toEqual({ channel: 'about.licences', input: {} });
    const about = screen.getByTestId(WINDOW_TEST_IDS.about);
    expect(about.textContent).toContain('abcdef012345');
    expect(about.textContent).toContain('Test package');
    await userEvent.click(screen.getByTestId(WINDOW_TEST_IDS.aboutClose));
    const none = { commit: null, testPackage: false, licences: false };
    bridge.answer('about.facts', { ok: true, value: none });
    bridge.push(framed(first, { asked: { turn: 3, place: 'about' } }));
    expect((await screen.findByTestId(WINDOW_TEST_IDS.about)).textContent).not.toContain('Commit');
    expect(screen.queryByTestId(WINDOW_TEST_IDS.aboutLicences)).toBeNull();
  });
});

describe('a window begins', () => {
  it('at the run where one is under way or was interrupted, else at the overview', () => {
    expect(startScreen(appView(null))).toBe('customers');
    expect(startScreen(appView(customerView()))).toBe('overview');
    const running = customerView({ busy: 'run', run: RUNS.running() });
    expect(startScreen(appView(running))).toBe('run');
    const interrupted = customerView({ run: { ...RUNS.running(), state: 'interrupted' } });
    expect(startScreen(appView(interrupted))).toBe('run');
    expect(startScreen(appView(customerView({ run: RUNS.done() })))).toBe('overview');
  });
});

describe('a file that is dropped on the window', () => {
  const dropped = (file: File) =>
    fireEvent.drop(document.body, { dataTransfer: { files: [file] } });

  it('is handed over as main asks for it, and what became of it is said', async () => {
    const { bridge } = await show(appView(customerView()));
    bridge.answer('drop.file', { ok: true, value: { next: { from: 2, length: 3 } } });
    bridge.answer('drop.piece', { ok: true, value: { taken: 'result' } });
    // Not prevented: the page would go to the file.
    expect(dropped(new File(['0123456'], 'result.json'))).toBe(false);
    const note = await screen.findByTestId(WINDOW_TEST_IDS.dropNote);
    expect(note.textContent).toContain('result.json');
    expect(bridge.calls.slice(-2)).toEqual([
      { channel: 'drop.file', input: { name: 'result.json', size: 7 } },
      { channel: 'drop.piece', input: { bytes: btoa('234') } },
    ]);
  });

  it('that is a saved plan is shown beside the present plan, and beside no other', async () => {
    const open = customerView();
    const { bridge, services } = await show(appView(open));
    const scrolled = vi.spyOn(Element.prototype, 'scrollIntoView');
    const compared = {
      kind: 'differs',
      fingerprint: '1111-2222',
      madeAt: '2026-11-21T14:00:00Z',
      foreign: false,
      rows: [{ kind: 'only-saved', name: 'mail-user.classic', saved: 'create', now: '' }],
    } as const;
    bridge.answer('drop.file', { ok: true, value: { taken: 'plan', compared } });
    dropped(new File(['{"fingerprint":"1111-2222"}'], 'approved.json'));
    const told = await screen.findByTestId(PLAN_IDS.approvalFile, undefined, { timeout: 15_000 });
    expect(told.textContent).toContain('1111-2222');
    expect(told.textContent).toContain('mail-user.classic');
    expect(screen.getByTestId(WINDOW_TEST_IDS.dropNote).textContent).toContain('approved.json');
    expect(services.ui.getState().screen).toBe('plan');
    // Shown once: coming back to the screen later does not move it.
    expect(scrolled).toHaveBeenCalledTimes(1);
    expect(services.ui.getState().compared?.isNew).toBe(false);
    expect(bridge.calls.some(({ channel }) => channel.startsWith('run.'))).toBe(false);
    const plan = open.plan === null ? null : { ...open.plan, fingerprint: 'AAAA-BBBB' };
    bridge.push(appView({ ...open, plan }));
    await waitFor(() => expect(screen.getByTestId(PLAN_IDS.approvalFile).textContent).toBe(''));
    scrolled.mockRestore();
  });

  it('is left to a screen that took it', async () => {
    const { bridge } = await show(appView(customerView()), 'inspect');
    bridge.answer('inspect.drop', { ok: false, error: appError('HX-TRACE') });
    fireEvent.drop(screen.getByTestId(TEST_IDS.inspectText), {
      dataTransfer: { files: [new File(['x'], 'x.har')] },
    });
    await waitFor(() =>
      expect(bridge.calls.some((call) => call.channel === 'inspect.drop')).toBe(true),
    );
    expect(bridge.calls.some((call) => call.channel === 'drop.file')).toBe(false);
  });
});
