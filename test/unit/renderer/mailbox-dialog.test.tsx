// @vitest-environment happy-dom
import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { appError } from '../../../src/shared/errors';
import type { CustomerView, MailboxesFound } from '../../../src/shared/ipc/views';
import { loadStepMessages } from '../../../src/shared/messages/step';
import { FORMS_TEST_IDS, mailboxTestId } from '../../../src/renderer/forms-testids';
import { testId } from '../../../src/renderer/testids';
import { appView, customerView } from './fixtures';
import { show } from './render';

const ADDRESSES = ['ada@contoso.com', 'adele@contoso.com'];

/** The wizard at step 2 of this customer. */
async function atAccounts(changes: Partial<CustomerView> = {}) {
  const shown = await show(appView(customerView(changes)), 'set-up');
  act(() => shown.services.ui.setState({ step: 'mail-user' }));
  await screen.findByTestId(testId.input('testMailbox'));
  return shown;
}

/** Opens the dialog and searches. */
async function searched(found: MailboxesFound) {
  const shown = await atAccounts();
  shown.bridge.answer('step.mailboxes', { ok: true, value: found });
  await userEvent.click(await screen.findByTestId(FORMS_TEST_IDS.mailboxOpen));
  await userEvent.type(await screen.findByTestId(FORMS_TEST_IDS.mailboxText), ' ad ');
  await userEvent.click(screen.getByTestId(FORMS_TEST_IDS.mailboxSearch));
  return shown;
}

describe('choosing a mailbox', () => {
  it('fills in the one that is selected, and gives the focus back', async () => {
    const { bridge } = await searched({ addresses: ADDRESSES, isCut: false });
    expect(bridge.calls.find(({ channel }) => channel === 'step.mailboxes')?.input).toEqual({
      text: 'ad',
    });
    await userEvent.click(await screen.findByTestId(mailboxTestId('adele@contoso.com')));
    const field = screen.getByTestId<HTMLInputElement>(testId.input('testMailbox'));
    expect(field.value).toBe('adele@contoso.com');
    expect(screen.queryByTestId(FORMS_TEST_IDS.mailboxDialog)).toBeNull();
    await waitFor(() =>
      expect(document.activeElement).toBe(screen.getByTestId(FORMS_TEST_IDS.mailboxOpen)),
    );
    const stored = { values: { testMailbox: 'adele@contoso.com' } };
    await vi.waitFor(() =>
      expect(
        bridge.calls.filter(({ channel }) => channel === 'customer.inputs').at(-1)?.input,
      ).toEqual(stored),
    );
  });

  it('says how many were found, and that there may be more', async () => {
    await searched({ addresses: ADDRESSES, isCut: true });
    await waitFor(() =>
      expect(screen.getByTestId(FORMS_TEST_IDS.mailboxResult).textContent).toContain('2 mailboxes'),
    );
    expect(screen.getByTestId(FORMS_TEST_IDS.mailboxDialog).textContent).toContain('more');
  });

  it('says where none was found', async () => {
    await searched({ addresses: [], isCut: false });
    await waitFor(() =>
      expect(screen.getByTestId(FORMS_TEST_IDS.mailboxResult).textContent).toContain('No mailbox'),
    );
  });

  it('asks for something to look for', async () => {
    const { bridge } = await atAccounts();
    await userEvent.click(await screen.findByTestId(FORMS_TEST_IDS.mailboxOpen));
    await userEvent.click(await screen.findByTestId(FORMS_TEST_IDS.mailboxSearch));
    await screen.findByText(/Type the beginning/);
    expect(bridge.calls.map(({ channel }) => channel)).not.toContain('step.mailboxes');
  });

  it('tells why a search failed, with its code', async () => {
    const { bridge } = await atAccounts();
    bridge.answer('step.mailboxes', { ok: false, error: appError('HX-REACH', { target: 'EX01' }) });
    await userEvent.click(await screen.findByTestId(FORMS_TEST_IDS.mailboxOpen));
    await userEvent.type(await screen.findByTestId(FORMS_TEST_IDS.mailboxText), 'ad{Enter}');
    await waitFor(() =>
      expect(screen.getByTestId(FORMS_TEST_IDS.mailboxResult).textContent).toContain('HX-REACH'),
    );
  });

  it('can be stopped, and what comes later is not shown', async () => {
    const { bridge } = await atAccounts();
    let answer: (found: MailboxesFound) => void = () => undefined;
    const usual = bridge.call.bind(bridge);
    vi.spyOn(bridge, 'call').mockImplementation((channel, input) => {
      if (channel !== 'step.mailboxes') return usual(channel, input);
      return new Promise((resolve) => {
        answer = (value) => resolve({ ok: true, value: value as never });
      });
    });
    await userEvent.click(await screen.findByTestId(FORMS_TEST_IDS.mailboxOpen));
    await userEvent.type(await screen.findByTestId(FORMS_TEST_IDS.mailboxText), 'ad{Enter}');
    await userEvent.click(await screen.findByTestId(FORMS_TEST_IDS.mailboxStop));
    expect(bridge.calls.map(({ channel }) => channel)).toContain('read.cancel');
    await act(async () => {
      answer({ addresses: ADDRESSES, isCut: false });
      await Promise.resolve();
    });
    expect(screen.queryByTestId(mailboxTestId('ada@contoso.com'))).toBeNull();
    screen.getByTestId(FORMS_TEST_IDS.mailboxSearch);
  });

  it.each<Partial<CustomerView>>([
    { collected: '/collected' },
    { inputs: { ...customerView().inputs, domainController: '' } },
    {
      connection: {
        exchangeServer: 'ex01.contoso.com',
        exchange: 'carry',
        tenant: 'sign-in',
        online: 'sign-in',
        skype: 'carry',
        skypeServer: '',
      },
    },
  ])('is not offered where the servers cannot be asked', async (changes) => {
    await atAccounts(changes);
    // The texts are there by then.
    await act(async () => void (await loadStepMessages('en')));
    expect(screen.queryByTestId(FORMS_TEST_IDS.mailboxOpen)).toBeNull();
  });
});
