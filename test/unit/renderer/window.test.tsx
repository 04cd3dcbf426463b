import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { TEST_IDS, testId } from '../../../src/renderer/testids';
import { appError } from '../../../src/shared/errors';
import { LONE_FRAME } from '../../../src/shared/ipc/frame-view';
import { RUNS, verificationView } from './fixture-plan';
import { appView, customerView, unreadCustomer } from './fixtures';
import { show, type Shown } from './render';

const channels = ({ bridge }: Shown) => bridge.calls.map((call) => call.channel);
const heading = () => screen.getByRole('heading', { level: 1 });

describe('the window', () => {
  // acceptance 1
  it('offers the languages before anything else on the first start', async () => {
    await show(appView(null, { firstRun: true, customers: [] }));
    const buttons = screen.getByTestId(TEST_IDS.main).querySelectorAll('button');
    expect([...buttons].slice(0, 3).map((button) => button.textContent)).toEqual([
      'English',
      '繁體中文',
      'Français',
    ]);
    expect(screen.queryByTestId(TEST_IDS.navigation)).toBeNull();
  });

  it('starts the practice lab and shows its overview', async () => {
    const shown = await show(appView(null, { firstRun: true, customers: [] }));
    await userEvent.click(screen.getByTestId(TEST_IDS.startPractice));
    expect(channels(shown).slice(-2)).toEqual(['app.finish-first-run', 'customer.practice']);
    expect(shown.services.ui.getState().screen).toBe('overview');
  });

  it('offers nothing but practice in the older runtime', async () => {
    await show(appView(null, { firstRun: true, customers: [], practiceOnly: true }));
    expect(screen.queryByTestId(TEST_IDS.startNew)).toBeNull();
    expect(screen.queryByTestId(TEST_IDS.startImport)).toBeNull();
  });

  it('says on every screen that this release has no security fixes any more, and shuts nothing off', async () => {
    const { services } = await show(appView(customerView()));
    expect(screen.queryByTestId(TEST_IDS.runtimeWarning)).toBeNull();
    cleanup();
    const runtime = { electron: '45.4.1', chromium: '', node: '', supportEnded: '2027-05-04' };
    const view = appView(customerView(), { frame: { ...LONE_FRAME, runtime } });
    const late = await show(view);
    expect(late.services).not.toBe(services);
    const warning = screen.getByRole('region', { name: /no security fixes since/ });
    expect(warning.textContent).toContain('Install a newer version');
    await userEvent.click(screen.getByTestId(testId.nav('verify')));
    await waitFor(() => expect(heading().textContent).toBe('Verify'));
    expect(screen.getByTestId(TEST_IDS.runtimeWarning)).toBe(warning);
  });

  // acceptance 10
  it('has one h1, which gets focus on navigation', async () => {
    await show(appView(customerView()));
    await userEvent.click(screen.getByTestId(testId.nav('verify')));
    await waitFor(() => expect(heading().textContent).toBe('Verify'));
    expect(document.activeElement).toBe(heading());
    expect(document.querySelectorAll('h1')).toHaveLength(1);
  });

  it('marks practice customers, and no others', async () => {
    const { bridge } = await show(appView(customerView()));
    expect(screen.getByTestId(TEST_IDS.practiceStripe).textContent).toContain('Practice');
    act(() => bridge.push(appView(customerView({ practice: false, lab: null }))));
    expect(screen.queryByTestId(TEST_IDS.practiceStripe)).toBeNull();
    expect(screen.queryByTestId(TEST_IDS.labToggle)).toBeNull();
  });

  it('offers the values that were read, and takes any other', async () => {
    const shown = await show(appView(customerView()));
    act(() => shown.services.ui.setState({ screen: 'set-up', step: 'mail-user' }));
    const field = await screen.findByTestId<HTMLInputElement>(testId.input('domainController'));
    const choices = screen.getByTestId(`${testId.input('domainController')}-choices`);
    await userEvent.click(choices);
    await userEvent.click(screen.getByTestId(`${testId.input('domainController')}-choice-0`));
    expect(field.value).toBe(customerView().choices.domainController?.[0]);
    expect(document.activeElement).toBe(choices);
    fireEvent.change(field, { target: { value: 'dc99.contoso.com' } });
    expect(field.value).toBe('dc99.contoso.com');
  });

  it('shows exactly one next action', async () => {
    const shown = await show(appView(unreadCustomer()));
    expect(screen.getAllByTestId(TEST_IDS.nextAction)).toHaveLength(1);
    await userEvent.click(screen.getByTestId(TEST_IDS.nextAction));
    expect(channels(shown).at(-1)).toBe('read.start');
  });

  // acceptance 31
  it('switches language without losing what was typed', async () => {
    const shown = await show(appView(customerView()), 'set-up');
    await userEvent.click(screen.getByTestId(testId.step('mail-user')));
    const field = screen.getByTestId<HTMLInputElement>(testId.input('teamsRoleName'));
    await userEvent.type(field, 'X');
    await shown.bridge.call('app.preferences', { language: 'fr' });
    await screen.findByText('Nom du rôle Teams');
    expect(document.documentElement.lang).toBe('fr');
    expect(screen.getByTestId<HTMLInputElement>(testId.input('teamsRoleName')).value).toBe(
      'TeamsSchedulerRoleX',
    );
    await waitFor(() => expect(channels(shown)).toContain('customer.inputs'));
    expect(
      shown.bridge.calls.filter((call) => call.channel === 'customer.inputs').at(-1)?.input,
    ).toEqual({
      values: { teamsRoleName: 'TeamsSchedulerRoleX' },
    });
  });

  it('shows a refused call with code, reason, remedy and what was not touched', async () => {
    const { bridge } = await show(appView(unreadCustomer()));
    bridge.answer('read.start', { ok: false, error: appError('HX-BUSY') });
    await userEvent.click(screen.getByTestId(TEST_IDS.nextAction));
    const problem = await screen.findByTestId(testId.error('HX-BUSY'));
    expect(problem.textContent).toContain('Another Crossprem works on this customer.');
    expect(problem.textContent).toContain('Nothing was read or changed.');
    await userEvent.click(screen.getByTestId(TEST_IDS.problemDismiss));
    expect(screen.queryByTestId(testId.error('HX-BUSY'))).toBeNull();
  });
});

describe('the keyboard', () => {
  // acceptance 5
  it('goes around the regions with F6', async () => {
    await show(appView(customerView()));
    const regions = [];
    for (let press = 0; press < 3; press += 1) {
      await userEvent.keyboard('{F6}');
      regions.push(document.activeElement?.closest('[data-region]')?.getAttribute('data-region'));
    }
    expect(regions).toEqual(['title', 'navigation', 'main']);
    await userEvent.keyboard('{Shift>}{F6}{/Shift}');
    expect(document.activeElement?.getAttribute('aria-current')).toBe('page');
  });

  it('closes the panel with Escape and gives focus back', async () => {
    await show(appView(customerView()));
    await userEvent.click(screen.getByTestId(TEST_IDS.labToggle));
    // The panel is loaded when it is opened first.
    await screen.findByTestId(TEST_IDS.labReset, {}, { timeout: 20_000 });
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByTestId(TEST_IDS.panel)).toBeNull();
    expect(document.activeElement).toBe(screen.getByTestId(TEST_IDS.labToggle));
  });

  it('moves in a menu and closes it with Escape', async () => {
    await show(appView(customerView()));
    await userEvent.click(screen.getByTestId(TEST_IDS.languageMenu));
    expect(document.activeElement?.textContent).toBe('English');
    await userEvent.keyboard('{ArrowDown}');
    expect(document.activeElement?.textContent).toBe('繁體中文');
    await userEvent.keyboard('{Escape}');
    expect(document.activeElement).toBe(screen.getByTestId(TEST_IDS.languageMenu));
  });

  // acceptance 25
  it('reads with F5, pauses with Ctrl+., and does neither while composing', async () => {
    const shown = await show(appView(customerView({ run: RUNS.running() })), 'run');
    fireEvent.keyDown(window, { key: 'F5', isComposing: true });
    expect(channels(shown)).not.toContain('read.start');
    await userEvent.keyboard('{F5}');
    expect(channels(shown)).toContain('read.start');
    await userEvent.keyboard('{Control>}.{/Control}');
    expect(channels(shown)).toContain('run.pause');
  });
});

describe('run and verify', () => {
  it('offers only what works in the run’s state', async () => {
    const { bridge } = await show(
      appView(customerView({ run: RUNS.running(), busy: 'run' })),
      'run',
    );
    expect(screen.getByTestId(TEST_IDS.runPause)).toBeTruthy();
    expect(screen.queryByTestId(TEST_IDS.runResume)).toBeNull();
    act(() => bridge.push(appView(customerView({ run: RUNS.interrupted() }))));
    expect(screen.getByTestId(TEST_IDS.resumeContinue)).toBeTruthy();
    expect(screen.queryByTestId(TEST_IDS.runPause)).toBeNull();
    expect(screen.queryByTestId(TEST_IDS.runVerify)).toBeNull();
  });

  it('shows a failed action with its error and the original message one expand away', async () => {
    await show(appView(customerView({ run: RUNS.failed() })), 'run');
    expect(screen.getByTestId(testId.error('HX-RIGHT')).textContent).toContain('Original message');
    expect(
      screen.getByTestId(testId.runActionState('partner-application.classic.create')).textContent,
    ).toBe('Left out: waits for another action');
    expect(screen.getByTestId(TEST_IDS.log).getAttribute('aria-live')).toBeNull();
  });

  it('tells "could not check" and "failed" apart in word and mark', async () => {
    await show(appView(customerView({ verification: verificationView() })), 'verify');
    const failed = screen.getByTestId(testId.proof('partner-application.classic'));
    const unchecked = screen.getByTestId(testId.proof('key-verification.classic'));
    expect(failed.querySelector('.verdict')?.textContent).toBe('Failed');
    expect(unchecked.querySelector('.verdict')?.textContent).toBe('Could not check');
    expect(failed.querySelector('.verdict path')?.getAttribute('d')).not.toBe(
      unchecked.querySelector('.verdict path')?.getAttribute('d'),
    );
  });
});
