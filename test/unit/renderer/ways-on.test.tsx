/** Ways from what is shown to where it is dealt with, and what is no difference to go to. */
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { appError } from '../../../src/shared/errors';
import { FORMS_TEST_IDS } from '../../../src/renderer/forms-testids';
import { OpenStep } from '../../../src/renderer/screens/inspect/OpenStep';
import { ServicesProvider } from '../../../src/renderer/state/context';
import { TranslatorProvider } from '../../../src/renderer/i18n/translator';
import { TEST_IDS, testId } from '../../../src/renderer/testids';
import { createTranslator } from '../../../src/shared/messages';
import { messagesOf } from '../../../src/shared/messages/sync';
import { appView, customerView } from './fixtures';
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
