/** Links to customers and runs: copied where they are shown, followed from the palette. */
import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { SETTINGS_TEST_IDS, settingsTestId } from '../../../src/renderer/settings-testids';
import { testId } from '../../../src/renderer/testids';
import { WINDOW_TEST_IDS } from '../../../src/renderer/window-testids';
import type { Address } from '../../../src/shared/address';
import { appError } from '../../../src/shared/errors';
import { LONE_FRAME } from '../../../src/shared/ipc/frame-view';
import type { AppView } from '../../../src/shared/ipc/views';
import { appView, customerView } from './fixtures';
import { RUNS } from './fixture-plan';
import { show, type Shown } from './render';

vi.setConfig({ testTimeout: 30_000 });

const RUN = '20261121-140200-0a1b2c3d';

/** Pastes into the palette and chooses what it offers. */
async function paste(text: string): Promise<void> {
  fireEvent.keyDown(document.body, { key: 'k', ctrlKey: true });
  const field = await screen.findByTestId(SETTINGS_TEST_IDS.paletteInput, undefined, {
    timeout: 15_000,
  });
  await userEvent.click(field);
  await userEvent.paste(text);
  expect(screen.getByTestId(SETTINGS_TEST_IDS.paletteList).children).toHaveLength(1);
  expect(screen.getByTestId(settingsTestId.entry('address')).textContent).toContain(text);
  await userEvent.keyboard('{Enter}');
}

const opening = ({ bridge }: Shown) =>
  bridge.calls.filter(({ channel }) => /^(customer|window)\./.test(channel));

async function followed(view: AppView, address: Address): Promise<Shown> {
  const shown = await show(view);
  shown.bridge.answer('customer.address', { ok: true, value: address });
  await paste('app://customer/x');
  return shown;
}

describe('an address in the palette', () => {
  it('of the open customer’s run shows the run, and opens nothing', async () => {
    const open = customerView();
    const shown = await followed(appView(open), { kind: 'run', customer: open.id, run: RUN });
    const ui = () => shown.services.ui.getState();
    await waitFor(() => expect(ui().screen).toBe('history'));
    expect(ui().historyPlace).toEqual({ kind: 'run', run: RUN });
    expect(opening(shown)).toEqual([
      { channel: 'customer.address', input: { text: 'app://customer/x' } },
    ]);
  });

  it('of another customer opens that as its row in the list does', async () => {
    const address = { kind: 'customer', customer: 'fabrikam', place: 'report' } as const;
    const shown = await followed(appView(customerView()), address);
    await waitFor(() => expect(shown.services.ui.getState().screen).toBe('report'));
    expect(opening(shown).at(-1)).toEqual({ channel: 'customer.open', input: { id: 'fabrikam' } });
  });

  it('of a customer that main does not open leads nowhere else', async () => {
    const shown = await show(appView(customerView()), 'plan');
    shown.bridge.answer('customer.address', {
      ok: true,
      value: { kind: 'run', customer: 'fabrikam', run: RUN },
    });
    const error = appError('HX-WINDOW', { customer: 'fabrikam', name: 'Fabrikam' });
    shown.bridge.answer('customer.open', { ok: false, error });
    await paste('app://customer/fabrikam/run/x');
    await screen.findByTestId(testId.error('HX-WINDOW'));
    expect(shown.services.ui.getState()).toMatchObject({
      screen: 'plan',
      historyPlace: { kind: 'list' },
    });
  });

  it('of a customer in another window is shown there', async () => {
    const away = { ...appView(null), frame: { ...LONE_FRAME, elsewhere: ['fabrikam'] } };
    const shown = await followed(away, { kind: 'run', customer: 'fabrikam', run: RUN });
    await waitFor(() =>
      expect(opening(shown).at(-1)).toEqual({
        channel: 'window.show',
        input: { id: 'fabrikam', address: 'app://customer/x' },
      }),
    );
    expect(opening(shown).some(({ channel }) => channel === 'customer.open')).toBe(false);
  });

  it('that leads nowhere says so, and the screen stays', async () => {
    const shown = await show(appView(customerView()), 'plan');
    const error = appError('HX-ADDRESS', {
      address: 'app://customer/litware',
      problem: 'customer',
    });
    shown.bridge.answer('customer.address', { ok: false, error });
    await paste('app://customer/litware');
    const problem = await screen.findByTestId(testId.error('HX-ADDRESS'));
    expect(problem.textContent).toContain('app://customer/litware leads nowhere');
    expect(shown.services.ui.getState().screen).toBe('plan');
    expect(opening(shown)).toHaveLength(1);
  });
});

describe('a link', () => {
  it('is copied where a customer and where a run is shown', async () => {
    const open = customerView({ run: RUNS.done() });
    const { bridge, services } = await show(appView(open));
    const button = screen.getByTestId(WINDOW_TEST_IDS.customerLink);
    expect(button.getAttribute('aria-label')).toBe('Copy link to this customer');
    await userEvent.click(button);
    const text = `app://customer/${open.id}`;
    expect(bridge.calls.at(-1)).toEqual({ channel: 'clipboard.write', input: { text } });
    services.ui.setState({ screen: 'run' });
    await userEvent.click(await screen.findByTestId(WINDOW_TEST_IDS.runLink));
    expect(bridge.calls.at(-1)).toEqual({
      channel: 'clipboard.write',
      input: { text: `${text}/run/${RUNS.done().id}` },
    });
  });

  it('that another window was given is shown here', async () => {
    const open = customerView();
    const { bridge, services } = await show(appView(open));
    const place = { kind: 'run', customer: open.id, run: RUN } as const;
    bridge.push({ ...appView(open), frame: { ...LONE_FRAME, asked: { turn: 1, place } } });
    await waitFor(() => expect(services.ui.getState().screen).toBe('history'));
    expect(services.ui.getState().historyPlace).toEqual({ kind: 'run', run: RUN });
  });
});
