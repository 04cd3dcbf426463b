// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { TEST_IDS } from '../../../src/renderer/testids';
import { appView, customerView } from './fixtures';
import { show } from './render';

const field = (id: string): HTMLInputElement => screen.getByTestId(id);

describe('the tenant’s settings', () => {
  it('are not there for the practice lab', async () => {
    await show(appView(customerView()));
    expect(screen.queryByTestId(TEST_IDS.tenantSettings)).toBeNull();
  });

  it('open beside the sign-in, and are sent as they are typed', async () => {
    const { bridge } = await show(appView(customerView({ practice: false, lab: null })));
    await userEvent.click(screen.getByTestId(TEST_IDS.tenantSettings));
    await screen.findByTestId(TEST_IDS.tenantForm);
    const save = screen.getByTestId<HTMLButtonElement>(TEST_IDS.tenantSave);
    expect(save.disabled).toBe(true);
    expect(screen.queryByTestId(TEST_IDS.tenantLogin)).toBeNull();
    await userEvent.selectOptions(field(TEST_IDS.tenantCloud), 'custom');
    fireEvent.change(field(TEST_IDS.tenantLogin), { target: { value: 'https://login.example' } });
    fireEvent.change(field(TEST_IDS.tenantGraph), { target: { value: 'https://graph.example' } });
    fireEvent.change(field(TEST_IDS.tenantClient), { target: { value: 'an-id' } });
    await userEvent.click(field(TEST_IDS.tenantRemember));
    fireEvent.change(field('tenant-check-keyFile'), { target: { value: '/k.pem' } });
    await userEvent.click(save);
    expect(bridge.calls.at(-1)).toEqual({
      channel: 'customer.tenant',
      input: {
        cloud: 'custom',
        login: 'https://login.example',
        graph: 'https://graph.example',
        clientId: 'an-id',
        remember: true,
        appOnly: { clientId: '', certificateFile: '', keyFile: '/k.pem' },
      },
    });
  });

  it('give focus back to what opened them', async () => {
    await show(appView(customerView({ practice: false, lab: null })));
    const opener = screen.getByTestId(TEST_IDS.tenantSettings);
    await userEvent.click(opener);
    await screen.findByTestId(TEST_IDS.tenantForm);
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByTestId(TEST_IDS.tenantForm)).toBeNull();
    expect(document.activeElement).toBe(opener);
  });
});
