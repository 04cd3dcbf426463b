import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { appError } from '../../../src/shared/errors';
import type { CustomerView, InputName, StepIdView } from '../../../src/shared/ipc/views';
import { FORMS_TEST_IDS } from '../../../src/renderer/forms-testids';
import { TEST_IDS, testId } from '../../../src/renderer/testids';
import { appView, customerView, stepViews } from './fixtures';
import { show } from './render';

/** The wizard at a step of another scenario, with these values of its fields. */
async function atStep(
  step: StepIdView,
  values: Partial<Record<InputName, string>> = {},
  changes: Partial<CustomerView> = {},
) {
  const steps = stepViews({}).map((item) =>
    item.id === 'mail-user' ? { ...item, id: step } : item,
  );
  const inputs = { ...customerView().inputs, ...values };
  const shown = await show(appView(customerView({ steps, inputs, ...changes })), 'set-up');
  act(() => shown.services.ui.setState({ step }));
  await waitFor(() => expect(shown.services.ui.getState().step).toBe(step));
  const stored = () =>
    shown.bridge.calls.filter((call) => call.channel === 'customer.inputs').at(-1)?.input;
  return { ...shown, stored };
}

const box = (name: InputName) => screen.findByTestId<HTMLInputElement>(testId.input(name));

describe('fields with few answers', () => {
  it.each([
    ['contact-store', 'contactStore', false, 'yes'],
    ['federation', 'federation', false, 'yes'],
    ['mailbox-test', 'keepTestItem', true, 'yes'],
  ] as const)('at %s, %s is a box', async (step, name, first, stored) => {
    const shown = await atStep(step);
    const field = await box(name);
    expect([field.type, field.checked]).toEqual(['checkbox', first]);
    await userEvent.click(field);
    expect(field.checked).toBe(!first);
    await vi.waitFor(() => expect(shown.stored()).toEqual({ values: { [name]: stored } }));
  });

  it('lists the kinds of archiving, and keeps a value that it does not know', async () => {
    const shown = await atStep('archiving', { archiving: 'Everything' });
    const field = await screen.findByTestId<HTMLSelectElement>(testId.input('archiving'));
    expect(field.value).toBe('Everything');
    expect([...field.options].map((option) => option.value)).toEqual([
      ...['', 'ImOnly', 'ImAndWebConf', 'Everything'],
    ]);
    await userEvent.selectOptions(field, 'ImOnly');
    await vi.waitFor(() => expect(shown.stored()).toEqual({ values: { archiving: 'ImOnly' } }));
  });

  it('takes a day in the form that its hint names, and says so of another text', async () => {
    const wrong = { input: 'issuerEffectiveDate', value: '24.12.2026' } as const;
    const error = appError('HX-INPUT', wrong);
    await atStep(
      'sfb-certificate',
      { issuerEffectiveDate: '24.12.2026' },
      { inputProblems: [{ input: 'issuerEffectiveDate', error }] },
    );
    const field = await box('issuerEffectiveDate');
    expect([field.type, field.value]).toEqual(['text', '24.12.2026']);
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByText(/^Day \(UTC\), as YYYY-MM-DD,/)).toBeTruthy();
    expect(await screen.findByText(/^Type the day as YYYY-MM-DD/)).toBeTruthy();
    screen.getByTestId(TEST_IDS.stepNext);
  });

  it('keeps a moment with its time', async () => {
    await atStep('sfb-certificate', { issuerEffectiveDate: '2026-12-24T06:00Z' });
    expect((await box('issuerEffectiveDate')).value).toBe('2026-12-24T06:00Z');
  });
});

describe('replacing a certificate in order', () => {
  const thumbprint = customerView().certificate?.thumbprint ?? '';

  it('names the certificate in use, and can be at once', async () => {
    const shown = await atStep('create-certificate');
    const field = await box('rollNow');
    expect([field.type, field.checked]).toEqual(['checkbox', false]);
    expect(await screen.findByText(new RegExp(thumbprint))).toBeTruthy();
    expect(screen.queryByTestId(FORMS_TEST_IDS.atOnce)).toBeNull();
    await userEvent.click(field);
    await vi.waitFor(() => expect(shown.stored()).toEqual({ values: { rollNow: thumbprint } }));
    await userEvent.click(screen.getByTestId(FORMS_TEST_IDS.atOnce));
    expect(screen.queryByTestId(testId.input('effectiveDate'))).toBeNull();
    await vi.waitFor(() =>
      expect(shown.stored()).toMatchObject({ values: { effectiveDate: 'now' } }),
    );
  });

  it('takes a thumbprint where no certificate was read', async () => {
    await atStep('create-certificate', { rollNow: 'A'.repeat(40) }, { certificate: null });
    const field = await box('rollNow');
    expect([field.type, field.value]).toEqual(['text', 'A'.repeat(40)]);
  });
});

describe('Next', () => {
  const refused = { input: 'pool', value: 'x' } as const;
  const inputProblems = [{ input: 'pool', error: appError('HX-INPUT', refused) }] as const;

  it('stays at a field that needs another value, and puts the focus on what is wrong', async () => {
    const { services } = await atStep('sfb-partner', { pool: 'x' }, { inputProblems });
    (await box('pool')).focus();
    await userEvent.click(screen.getByTestId(TEST_IDS.stepNext));
    const summary = screen.getByTestId(TEST_IDS.stepSummary);
    await waitFor(() => expect(document.activeElement).toBe(summary));
    expect(services.ui.getState().step).toBe('sfb-partner');
    // Going away is always possible.
    await userEvent.click(screen.getByTestId(TEST_IDS.stepClose));
    await waitFor(() => expect(services.ui.getState().screen).toBe('overview'));
  });

  it('goes on where only a field of another step is wrong', async () => {
    const { services } = await atStep('contact-store', {}, { inputProblems });
    expect(screen.queryByTestId(TEST_IDS.stepSummary)).toBeNull();
    await userEvent.click(await screen.findByTestId(TEST_IDS.stepNext));
    await waitFor(() => expect(services.ui.getState().step).not.toBe('contact-store'));
  });
});

describe('what was read about a value', () => {
  const below = () => screen.queryByText('Reached at the last read');

  it('stands below it as long as it is the value that was read with', async () => {
    const { bridge } = await atStep('mail-user');
    await waitFor(() => expect(below()).not.toBeNull());
    expect(screen.getByText('The primary domain')).toBeTruthy();
    fireEvent.change(await box('domainController'), { target: { value: 'dc09.contoso.lab' } });
    expect(below()).toBeNull();
    act(() => bridge.push(appView(customerView({ busy: 'read' }))));
    fireEvent.change(await box('domainController'), { target: { value: 'dc01.contoso.lab' } });
    await waitFor(() => expect(screen.getAllByText('Checking…').length).toBeGreaterThan(0));
  });
});
