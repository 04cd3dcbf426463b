import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { TEST_IDS, testId } from '../../../src/renderer/testids';
import { appError } from '../../../src/shared/errors';
import type { CustomerView, LabView } from '../../../src/shared/ipc/views';
import { appView, customerView } from './fixtures';
import { show } from './render';

const CONNECTION = {
  exchangeServer: 'ex01.contoso.com',
  exchange: 'remote',
  tenant: 'sign-in',
  online: 'sign-in',
  skype: 'carry',
  skypeServer: '',
} as const;
const own = (changes: Partial<CustomerView> = {}): CustomerView =>
  customerView({ practice: false, lab: null, connection: CONNECTION, ...changes });
const LAB: LabView = {
  seed: 7,
  start: 'empty',
  isCopy: false,
  now: '2026-11-21T14:02:00Z',
  faults: [],
  reads: 0,
  changes: 0,
  way: null,
};
const QUESTION = {
  id: 'd9b2d63d-a233-4123-847a-6ac6cf4a4c2e',
  server: 'ex01.contoso.com',
  user: '',
  refused: false,
};

describe('the connection', () => {
  it('offers the ways to each side, and Exchange Online goes the tenant’s until one is chosen', async () => {
    const { bridge } = await show(appView(own()));
    await userEvent.click(screen.getByTestId(testId.nav('connection')));
    await userEvent.click(await screen.findByTestId(testId.way('exchange', 'carry')));
    await userEvent.click(screen.getByTestId(testId.way('tenant', 'carry')));
    expect(screen.getAllByRole('radio')).toHaveLength(10);
    await userEvent.click(screen.getByTestId(TEST_IDS.connectionSave));
    expect(bridge.calls.at(-1)).toEqual({
      channel: 'customer.connection',
      input: {
        exchangeServer: 'ex01.contoso.com',
        exchange: 'carry',
        tenant: 'carry',
        online: 'carry',
        skype: 'carry',
        skypeServer: '',
      },
    });
  });

  it('takes a front end and the way to it; a name that is none is not saved', async () => {
    const { bridge } = await show(appView(own()));
    await userEvent.click(screen.getByTestId(testId.nav('connection')));
    await userEvent.type(await screen.findByTestId(TEST_IDS.connectionFrontEnd), 'no name');
    await userEvent.click(screen.getByTestId(TEST_IDS.connectionSave));
    expect(bridge.calls.map((call) => call.channel)).not.toContain('customer.connection');
    await userEvent.clear(screen.getByTestId(TEST_IDS.connectionFrontEnd));
    await userEvent.type(screen.getByTestId(TEST_IDS.connectionFrontEnd), 'fe01.contoso.com');
    await userEvent.click(screen.getByTestId(testId.way('skype', 'remote')));
    await userEvent.click(screen.getByTestId(TEST_IDS.connectionSave));
    expect(bridge.calls.at(-1)).toMatchObject({
      input: { skype: 'remote', skypeServer: 'fe01.contoso.com' },
    });
  });

  it('takes another way to Exchange Online than to the tenant', async () => {
    const { bridge } = await show(appView(own()));
    await userEvent.click(screen.getByTestId(testId.nav('connection')));
    await userEvent.click(await screen.findByTestId(testId.way('online', 'carry')));
    await userEvent.click(screen.getByTestId(testId.way('exchange', 'local')));
    await userEvent.click(screen.getByTestId(TEST_IDS.connectionSave));
    expect(bridge.calls.at(-1)).toMatchObject({ input: { tenant: 'sign-in', online: 'carry' } });
  });

  it('is not saved without a server', async () => {
    const { bridge } = await show(appView(own()));
    await userEvent.click(screen.getByTestId(testId.nav('connection')));
    await userEvent.clear(await screen.findByTestId(TEST_IDS.connectionServer));
    const before = bridge.calls.length;
    await userEvent.click(screen.getByTestId(TEST_IDS.connectionSave));
    expect(bridge.calls).toHaveLength(before);
  });

  it('lets main choose the PowerShell', async () => {
    const { bridge } = await show(appView(own(), { powershell: '/opt/pwsh' }));
    await userEvent.click(screen.getByTestId(testId.nav('connection')));
    expect((await screen.findByTestId(TEST_IDS.powershellPath)).textContent).toBe('/opt/pwsh');
    await userEvent.click(screen.getByTestId(TEST_IDS.powershellFound));
    await userEvent.click(screen.getByTestId(TEST_IDS.powershellChoose));
    expect(bridge.calls.slice(-2).map(({ input }) => input)).toEqual([
      { use: 'found' },
      { use: 'choose' },
    ]);
  });

  it('of the practice customer is the lab’s', async () => {
    const { bridge } = await show(appView(customerView()));
    await userEvent.click(screen.getByTestId(testId.nav('connection')));
    await userEvent.click(await screen.findByTestId(TEST_IDS.practicePowerShell));
    expect(screen.queryByRole('radio')).toBeNull();
    expect(bridge.calls.at(-1)).toEqual({
      channel: 'app.preferences',
      input: { practiceDirect: true },
    });
  });
});

describe('the practice stripe', () => {
  it('says how commands reach the lab', async () => {
    const word = (): string | null =>
      screen.getByTestId(TEST_IDS.practiceStripe).querySelector('strong')?.textContent ?? null;
    const { bridge } = await show(appView(customerView({ lab: LAB })));
    expect(word()).toBe('Practice');
    const push = (way: LabView['way']): void =>
      act(() => bridge.push(appView(customerView({ lab: { ...LAB, way } }))));
    push({ kind: 'powershell', version: '7.6.5' });
    expect(word()).toBe('Practice · PowerShell 7.6.5');
    push({ kind: 'direct' });
    expect(word()).toBe('Practice · direct');
    push({ kind: 'direct', fallback: appError('HX-POLICY', { executable: 'pwsh' }) });
    expect(screen.getByTestId(TEST_IDS.practiceStripe).textContent).toContain('HX-POLICY');
  });
});

describe('collected files', () => {
  it('are named on every screen, and Apply says why it waits', async () => {
    await show(appView(own({ collected: '/tmp/collected' })));
    expect(screen.getByTestId(TEST_IDS.collectedStripe).textContent).toContain('/tmp/collected');
    await userEvent.click(screen.getByTestId(testId.nav('plan')));
    expect((await screen.findByTestId(TEST_IDS.apply)).hasAttribute('disabled')).toBe(true);
    expect(screen.getByTestId(TEST_IDS.applyReason).textContent).toContain('Collected files');
  });
});

describe('a question for a credential', () => {
  const password = 'Pa55 "w0rd"';

  it('names the server, and sends the answer once', async () => {
    const { bridge } = await show(appView(own(), { credential: QUESTION }));
    expect(screen.getByTestId(TEST_IDS.credential).textContent).toContain('ex01.contoso.com');
    const field = screen.getByTestId<HTMLInputElement>(TEST_IDS.credentialPassword);
    expect(field.type).toBe('password');
    await userEvent.type(screen.getByTestId(TEST_IDS.credentialUser), 'CONTOSO\\ada');
    await userEvent.type(field, password);
    await userEvent.click(screen.getByTestId(TEST_IDS.credentialConnect));
    expect(bridge.calls.at(-1)).toEqual({
      channel: 'credential.answer',
      input: { kind: 'given', id: QUESTION.id, user: 'CONTOSO\\ada', password },
    });
    expect(field.value).toBe('');
  });

  it('sends nothing while a field is empty, and can be cancelled', async () => {
    const { bridge } = await show(
      appView(own(), { credential: { ...QUESTION, user: 'CONTOSO\\ada', refused: true } }),
    );
    expect(screen.getByRole('alert').textContent).toContain('refused');
    const before = bridge.calls.length;
    await userEvent.click(screen.getByTestId(TEST_IDS.credentialConnect));
    expect(bridge.calls).toHaveLength(before);
    await userEvent.click(screen.getByTestId(TEST_IDS.credentialCancel));
    expect(bridge.calls.at(-1)?.input).toEqual({ kind: 'cancelled', id: QUESTION.id });
  });
});
