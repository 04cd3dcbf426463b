/** The Inspect screen over a fake bridge. */
import { fireEvent, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { inspectText } from '../../../src/adapters/inspection';
import { appError } from '../../../src/shared/errors';
import type { HandShake, Inspection } from '../../../src/shared/inspection';
import type { CustomerView } from '../../../src/shared/ipc/views';
import { INSPECT_IDS } from '../../../src/renderer/inspect-testids';
import { PRACTICE_IDS } from '../../../src/renderer/practice/testids';
import { TEST_IDS, testId } from '../../../src/renderer/testids';
import {
  NOW,
  actorToken,
  applicationToken,
  handShake,
  har,
  knownWith,
  signer,
} from '../support/traces';
import { RUNS } from './fixture-plan';
import { appView, customerView } from './fixtures';
import { show, type Shown } from './render';

const current = signer('Auth');
const bearer = actorToken(applicationToken(current));
const options = { known: knownWith(current), now: NOW };

/** What main would answer about this text. */
async function prepared(text: string, shown: Shown): Promise<Inspection> {
  const { inspection, inspector } = await inspectText(text, options);
  const shakes = new Map<number, HandShake>();
  for (const { index } of inspection.rows) {
    const shake = await inspector.handShake(index);
    if (shake !== undefined) shakes.set(index, shake);
  }
  shown.bridge.answer('inspect.text', { ok: true, value: inspection });
  const call = shown.bridge.call.bind(shown.bridge);
  vi.spyOn(shown.bridge, 'call').mockImplementation((channel, input) => {
    const index = 'index' in input ? input.index : -1;
    const shake = shakes.get(index);
    if (channel === 'inspect.hand-shake' && shake !== undefined)
      shown.bridge.answer('inspect.hand-shake', { ok: true, value: shake });
    return call(channel, input);
  });
  return inspection;
}

async function inspect(text: string, open: CustomerView | null = null): Promise<Shown> {
  const shown = await show(appView(open), 'inspect');
  await prepared(text, shown);
  fireEvent.change(shown.getByTestId(TEST_IDS.inspectText), { target: { value: text } });
  fireEvent.click(shown.getByTestId(TEST_IDS.inspectRun));
  await shown.findByTestId(TEST_IDS.inspectResult, {}, { timeout: 20_000 });
  return shown;
}

const refusedAndAccepted = har([
  ...handShake(bearer),
  ...handShake(actorToken(applicationToken(current, { exp: 1 })), { status: 401 }).map((call) => ({
    ...call,
    url: call.url ?? 'https://ews.contoso.com/EWS/Exchange.asmx',
  })),
]);

// The test's document has no layout; the list shows what fits into its height.
beforeAll(() => {
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(300);
});

describe('Inspect', () => {
  test('shows a token with its verdicts, and copies it without signatures', async () => {
    const shown = await inspect(bearer);
    const tokens = within(shown.getByTestId(TEST_IDS.inspectTokens));
    expect(tokens.getAllByText('Matches').length).toBeGreaterThan(5);
    expect(tokens.getByText('Token of the application inside')).toBeDefined();
    await userEvent.click(shown.getByTestId(testId.copyToken('lonely-0')));
    const copied = shown.bridge.calls.find(({ channel }) => channel === 'clipboard.write');
    expect(JSON.stringify(copied)).toContain('signature-removed');
    const signature = applicationToken(current).split('.')[2]!;
    expect(document.body.textContent).not.toContain(signature.slice(0, 20));
    expect(shown.getByTestId(TEST_IDS.inspectText)).toHaveProperty('value', bearer);
  });

  test('lists what went wrong first, shows its ladder, and goes on with the arrow keys', async () => {
    const shown = await inspect(refusedAndAccepted);
    const cause = await shown.findByTestId(TEST_IDS.inspectCause);
    expect(cause.textContent).toContain('The token had ended when it was used.');
    expect(
      within(shown.getByTestId(TEST_IDS.inspectLadder)).getAllByRole('listitem').length,
    ).toBeGreaterThan(2);
    const list = shown.getByTestId(TEST_IDS.inspectList);
    expect(within(list).getAllByRole('option')).toHaveLength(1);
    await userEvent.click(shown.getByTestId(TEST_IDS.inspectFailed));
    expect(within(list).getAllByRole('option')).toHaveLength(2);
    fireEvent.keyDown(list, { key: 'Home' });
    await shown.findByText('The call was let through with the token.');
    expect(within(list).getAllByRole('option')[0]?.getAttribute('aria-selected')).toBe('true');
  });

  test('says why a word is no token', async () => {
    const shown = await inspect('abcdefghijklmnopqrstuvwxyz');
    expect(shown.getByTestId(TEST_IDS.inspectSummary).textContent).toContain(
      '2 dots are expected, 0 found',
    );
  });

  test('forgets in main when one clears or leaves', async () => {
    const shown = await inspect(bearer);
    const closes = () =>
      shown.bridge.calls.filter(({ channel }) => channel === 'inspect.close').length;
    await userEvent.click(shown.getByTestId(TEST_IDS.inspectClear));
    expect(shown.queryByTestId(TEST_IDS.inspectResult)).toBeNull();
    const before = closes();
    expect(before).toBeGreaterThan(0);
    await userEvent.click(shown.getByTestId(testId.nav('customers')));
    await waitFor(() => expect(closes()).toBeGreaterThan(before));
  });
});

describe('Compare with', () => {
  const FABRIKAM = { kind: 'customer', id: 'fabrikam' } as const;
  const fabrikam = knownWith(null, {
    customer: 'Fabrikam',
    tenantId: '99999999-2222-4333-8444-555555555555',
  });

  /** The screen with the open customer, and main's answer for Fabrikam. */
  async function compared(): Promise<Shown> {
    const shown = await inspect(bearer, customerView({ run: RUNS.done() }));
    const first = await inspectText(bearer, options);
    const { inspection } = await first.inspector.comparedWith({
      known: fabrikam,
      open: knownWith(current),
    });
    shown.bridge.answer('inspect.compare', { ok: true, value: inspection });
    return shown;
  }
  const choice = (shown: Shown): HTMLSelectElement => {
    const found = shown.getByTestId(INSPECT_IDS.compare);
    if (!(found instanceof HTMLSelectElement)) throw new Error('no list of choices');
    return found;
  };
  const choose = (shown: Shown, value: string): void => {
    choice(shown).focus();
    fireEvent.change(choice(shown), { target: { value } });
  };
  const inputs = (shown: Shown, channel: string) =>
    shown.bridge.calls.filter((made) => made.channel === channel).map(({ input }) => input);

  test('offers the open customer first, then nobody, then the others by name', async () => {
    const shown = await inspect(bearer, customerView());
    expect(choice(shown).value).toBe('open');
    expect(inputs(shown, 'inspect.text')).toMatchObject([{ compare: { kind: 'open' } }]);
    const labels = [...choice(shown).options].map(({ text }) => text);
    expect(labels.slice(0, 2)).toEqual(['Contoso (practice) (open)', 'Nobody']);
    expect(labels[2]).toBe('Fabrikam Residences · fabrikam.onmicrosoft.com');
    expect(labels.filter((label) => label.includes('Contoso (practice)'))).toHaveLength(1);
    expect(shown.getByLabelText('Compare with')).toBe(choice(shown));
  });

  test('starts at nobody where no customer is open', async () => {
    const shown = await inspect(bearer);
    expect(choice(shown).value).toBe('nobody');
    expect([...choice(shown).options].map(({ value }) => value)).not.toContain('open');
  });

  test('judges anew, says so, stays where one is, and shuts attaching with the reason', async () => {
    const shown = await compared();
    const attach = await shown.findByTestId(PRACTICE_IDS.attach);
    expect(attach).toHaveProperty('disabled', false);
    choose(shown, 'customer:fabrikam');
    const fit = await shown.findByTestId(INSPECT_IDS.fit);
    expect(fit.textContent).toBe(
      'The tokens fit Contoso, the customer that is open here, better than Fabrikam.',
    );
    expect(inputs(shown, 'inspect.compare')).toEqual([{ compare: FABRIKAM }]);
    expect(shown.getByTestId(INSPECT_IDS.compared).textContent).toBe(
      'Compared with Fabrikam: no known certificate',
    );
    expect(document.activeElement).toBe(choice(shown));
    expect(
      within(shown.getByTestId(TEST_IDS.inspectTokens)).getAllByText('Differs').length,
    ).toBeGreaterThan(0);
    expect(await shown.findByTestId(PRACTICE_IDS.attach)).toHaveProperty('disabled', true);
    expect(shown.getByTestId(PRACTICE_IDS.attached).textContent).toBe(
      'Compared with another customer. To attach it, compare with Contoso (practice).',
    );
    // The next inspection is compared with the same one.
    fireEvent.click(shown.getByTestId(TEST_IDS.inspectRun));
    await waitFor(() => expect(inputs(shown, 'inspect.text')).toHaveLength(2));
    expect(inputs(shown, 'inspect.text')[1]).toMatchObject({ compare: FABRIKAM });
  });

  test('goes back to whom the result is compared with where main refuses', async () => {
    const shown = await inspect(bearer, customerView());
    shown.bridge.answer('inspect.compare', {
      ok: false,
      error: appError('HX-CUST', { file: 'x' }),
    });
    choose(shown, 'customer:fabrikam');
    expect(choice(shown).value).toBe('customer:fabrikam');
    await waitFor(() => expect(choice(shown).value).toBe('open'));
    expect(shown.getByTestId(TEST_IDS.inspectTokens)).toBeDefined();
  });

  test('what was inspected for one customer is gone when another one is open', async () => {
    const shown = await compared();
    choose(shown, 'customer:fabrikam');
    await shown.findByTestId(INSPECT_IDS.fit);
    shown.bridge.push(appView(customerView({ id: 'fabrikam', name: 'Fabrikam Residences' })));
    await waitFor(() => expect(shown.queryByTestId(TEST_IDS.inspectResult)).toBeNull());
    await shown.findByTestId(INSPECT_IDS.compare);
    expect(choice(shown).value).toBe('open');
    expect(shown.getByTestId(TEST_IDS.inspectText)).toHaveProperty('value', '');
    expect(inputs(shown, 'inspect.close').length).toBeGreaterThan(0);
  });

  test('is not offered for the example, which is compared with whom it is made up for', async () => {
    const shown = await show(appView(customerView()), 'inspect');
    const { inspection } = await inspectText(bearer, options);
    shown.bridge.answer('practice.example', { ok: true, value: inspection });
    fireEvent.click(await shown.findByTestId(PRACTICE_IDS.example));
    await shown.findByTestId(PRACTICE_IDS.exampleNote, {}, { timeout: 20_000 });
    expect(choice(shown).disabled).toBe(true);
    expect(shown.queryByTestId(PRACTICE_IDS.attach)).toBeNull();
  });
});
