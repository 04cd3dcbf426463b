/** The Inspect screen over a fake bridge. */
import { fireEvent, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { inspectText } from '../../../src/adapters/inspection';
import type { HandShake, Inspection } from '../../../src/shared/inspection';
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
import { appView } from './fixtures';
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

async function inspect(text: string): Promise<Shown> {
  const shown = await show(appView(null), 'inspect');
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
