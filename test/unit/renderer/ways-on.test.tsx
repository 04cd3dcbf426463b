/** Ways from what is shown to where it is dealt with, and what is no difference to go to. */
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { appError } from '../../../src/shared/errors';
import { FORMS_TEST_IDS } from '../../../src/renderer/forms-testids';
import { PLAN_IDS } from '../../../src/renderer/plan-testids';
import { OpenStep } from '../../../src/renderer/screens/inspect/OpenStep';
import { ServicesProvider } from '../../../src/renderer/state/context';
import { TranslatorProvider } from '../../../src/renderer/i18n/translator';
import { TEST_IDS, testId } from '../../../src/renderer/testids';
import type { CustomerView } from '../../../src/shared/ipc/views';
import { createTranslator } from '../../../src/shared/messages';
import { messagesOf } from '../../../src/shared/messages/sync';
import { appView, customerView, unreadCustomer } from './fixtures';
import { show } from './render';

it('an error leads to where diagnostics are gathered', async () => {
  const { services } = await show(appView(customerView({ error: appError('HX-BUSY') })));
  await userEvent.click(await screen.findByTestId(FORMS_TEST_IDS.gather));
  expect(services.ui.getState().screen).toBe('diagnostics');
  await screen.findByTestId(TEST_IDS.bundleMake);
  await waitFor(() => expect(document.activeElement?.id).toBe('doctor-bundle'));
  expect(services.ui.getState().toBundle).toBe(false);
});

it('F7 passes what is kept', async () => {
  await show(appView(customerView()), 'plan');
  const stops = [...document.querySelectorAll('[data-difference]')];
  expect(document.querySelectorAll('.plan-row.sign-keep').length).toBeGreaterThan(0);
  expect(stops.length).toBeGreaterThan(0);
  expect(stops.filter((row) => row.classList.contains('sign-keep'))).toEqual([]);
});

describe('the cause of a hand-shake’s end', () => {
  it.each([
    ['certificate-unknown', 'upload-certificate'],
    ['authority-silent', null],
  ] as const)('%s leads to %s', async (cause, step) => {
    const shown = await show(appView(customerView()));
    const messages = createTranslator('en', messagesOf('en'));
    render(
      <ServicesProvider services={shown.services}>
        <TranslatorProvider first={messages} language="en">
          <OpenStep cause={cause} />
        </TranslatorProvider>
      </ServicesProvider>,
    );
    const way = screen.queryByTestId(FORMS_TEST_IDS.openStep);
    expect(way !== null).toBe(step !== null);
    if (way === null) return;
    await userEvent.click(way);
    expect(shown.services.ui.getState()).toMatchObject({ screen: 'set-up', step });
    expect(await screen.findByTestId(testId.step('upload-certificate'))).toBeTruthy();
  });
});

describe('a run screen on which nothing has run', () => {
  const empty = (view: CustomerView) => show(appView({ ...view, run: null, runs: [] }), 'run');

  it('leads to the plan', async () => {
    const { services } = await empty(customerView());
    const way = await screen.findByTestId(PLAN_IDS.runToPlan);
    expect(way.textContent).toBe('Review the plan');
    await userEvent.click(way);
    expect(services.ui.getState().screen).toBe('plan');
  });

  it('makes the plan where the state was read, and shows it', async () => {
    const { bridge, services } = await empty(customerView({ plan: null }));
    await userEvent.click(await screen.findByTestId(PLAN_IDS.runToPlan));
    expect(bridge.calls.map(({ channel }) => channel)).toContain('plan.make');
    expect(services.ui.getState().screen).toBe('plan');
  });

  it('reads the state where nothing was read', async () => {
    const { bridge } = await empty(unreadCustomer());
    expect(screen.queryByTestId(PLAN_IDS.runToPlan)).toBeNull();
    await userEvent.click(
      within(await screen.findByTestId(TEST_IDS.runEmpty)).getByTestId(TEST_IDS.readState),
    );
    expect(bridge.calls.map(({ channel }) => channel)).toContain('read.start');
  });
});

it('a keys screen on which nothing was read has a heading for it, like other empty screens', async () => {
  const keys = { ...customerView().keys, principals: null, readAt: null };
  await show(appView(customerView({ keys })), 'keys');
  expect((await screen.findByText('No key list was read yet')).tagName).toBe('H2');
});
