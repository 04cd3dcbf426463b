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
    bridge.answer('customer.tenant-file', { ok: true, value: 'checks.key' });
    await userEvent.click(field('tenant-choose-keyFile'));
    expect(bridge.calls.at(-1)).toEqual({
      channel: 'customer.tenant-file',
      input: { which: 'keyFile' },
    });
    expect(field('tenant-check-keyFile').textContent).toBe('checks.key');
    await userEvent.click(save);
    expect(bridge.calls.at(-1)).toEqual({
      channel: 'customer.tenant',
      input: {
        cloud: 'custom',
        login: 'https://login.example',
        graph: 'https://graph.example',
        clientId: 'an-id',
        remember: true,
        appOnly: { clientId: '', certificateFile: 'kept', keyFile: 'chosen' },
      },
    });
  });

  it('take a stored file away, and leave the focus at the button that is still there', async () => {
    const view = customerView({ practice: false, lab: null });
    const appOnly = { clientId: 'an-id', certificateFile: 'c.cer', keyFile: 'c.key' };
    const { bridge } = await show(
      appView({ ...view, tenantSettings: { ...view.tenantSettings, appOnly } }),
    );
    await userEvent.click(screen.getByTestId(TEST_IDS.tenantSettings));
    await screen.findByTestId(TEST_IDS.tenantForm);
    expect(field('tenant-check-certificateFile').textContent).toBe('c.cer');
    await userEvent.click(screen.getByRole('button', { name: 'Certificate file Remove' }));
    expect(document.activeElement).toBe(field('tenant-choose-certificateFile'));
    expect(field('tenant-check-certificateFile').textContent).toBe('No file');
    // A dialog that was closed changes nothing.
    bridge.answer('customer.tenant-file', { ok: true, value: null });
    await userEvent.click(screen.getByRole('button', { name: 'Key file Choose…' }));
    expect(field('tenant-check-keyFile').textContent).toBe('c.key');
    await userEvent.click(field(TEST_IDS.tenantSave));
    expect(bridge.calls.at(-1)?.input).toMatchObject({
      appOnly: { clientId: 'an-id', certificateFile: 'none', keyFile: 'kept' },
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
