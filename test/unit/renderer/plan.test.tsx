import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { PLAN_IDS } from '../../../src/renderer/plan-testids';
import { TEST_IDS, testId } from '../../../src/renderer/testids';
import { planView } from './fixture-plan';
import { appView, customerView } from './fixtures';
import { show } from './render';

const apply = () => screen.getByTestId<HTMLButtonElement>(TEST_IDS.apply);
const reason = () => screen.getByTestId(TEST_IDS.applyReason).textContent;
const box = (tag: 'adds-credential' | 'removes-credential') =>
  screen.getByTestId<HTMLInputElement>(testId.consent(tag));

describe('Apply on the plan', () => {
  it('starts without any consent and says what that leaves out', async () => {
    await show(appView(customerView()), 'plan');
    expect(box('adds-credential').checked).toBe(false);
    expect(box('removes-credential').checked).toBe(false);
    expect(apply().textContent).toBe('Apply 4 changes on 1 system');
    expect(reason()).toBe('2 consents open: 2 rows are left out.');
  });

  it('counts again with each consent, and a row waits for all of its own', async () => {
    await show(appView(customerView()), 'plan');
    await userEvent.click(box('adds-credential'));
    expect(apply().textContent).toBe('Apply 5 changes on 2 systems');
    await userEvent.click(box('removes-credential'));
    expect(apply().textContent).toBe('Apply 6 changes on 2 systems');
    await userEvent.click(box('adds-credential'));
    expect(apply().textContent).toBe('Apply 4 changes on 1 system');
  });

  it('sends the fingerprint with the given consents only', async () => {
    const { bridge } = await show(appView(customerView()), 'plan');
    await userEvent.click(box('adds-credential'));
    await userEvent.click(apply());
    expect(bridge.calls.filter((call) => call.channel === 'run.start')).toEqual([
      {
        channel: 'run.start',
        input: { fingerprint: '7F3A-91C2', consents: ['adds-credential'] },
      },
    ]);
  });

  // acceptance 20
  it('ticks nothing when Ctrl+Enter is pressed', async () => {
    const { bridge } = await show(appView(customerView()), 'plan');
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    expect(box('adds-credential').checked).toBe(false);
    expect(bridge.calls.at(-1)).toEqual({
      channel: 'run.start',
      input: { fingerprint: '7F3A-91C2', consents: [] },
    });
  });

  // acceptance 20
  it('asks for restart, mailbox, full trust and key each by its own box, with the rows it covers', async () => {
    const base = planView();
    const [exchange, tenant] = base.groups;
    if (exchange === undefined || tenant === undefined) throw new Error('two groups');
    const tags = ['interrupts-service', 'writes-mailbox', 'grants-full-trust'] as const;
    const risky = exchange.actions.slice(0, tags.length).map((action, index) => {
      const own = tags.slice(index, index + 1);
      return { ...action, tags: own, consentTags: own };
    });
    const plan = planView({
      groups: [
        { ...exchange, actions: [...risky, ...exchange.actions.slice(tags.length)] },
        tenant,
      ],
      consents: [
        ...tags.map((tag, index) => ({ tag, actions: [risky[index]?.id ?? ''] })),
        ...base.consents,
      ],
    });
    await show(appView(customerView({ plan })), 'plan');
    const all = [...tags, 'adds-credential', 'removes-credential'] as const;
    const ticked = (tag: (typeof all)[number]) =>
      screen.getByTestId<HTMLInputElement>(testId.consent(tag));
    expect(all.map((tag) => ticked(tag).checked)).toEqual(all.map(() => false));
    const rows = screen.getAllByTestId(PLAN_IDS.consentRows);
    expect(rows.map((item) => item.querySelectorAll('li').length)).toEqual([1, 1, 1, 2, 1]);
    expect(rows[3]?.textContent).toContain('Skype for Business Online');
    expect(rows[3]?.textContent).toContain('Teams scheduler');
    for (const tag of all) {
      const before = apply().textContent;
      await userEvent.click(ticked(tag));
      expect(apply().textContent, tag).not.toBe(before);
      expect(ticked(tag).getAttribute('aria-describedby')).not.toBeNull();
    }
    expect(apply().textContent).toBe('Apply 6 changes on 2 systems');
  });

  it('says of a row that a given consent alone does not set free that it waits', async () => {
    await show(appView(customerView()), 'plan');
    const waiting = () =>
      screen
        .getAllByTestId(PLAN_IDS.consentRows)
        .flatMap((item) => [...item.querySelectorAll('li')])
        .filter((row) => row.textContent.includes('Waits for another consent'));
    expect(waiting()).toEqual([]);
    await userEvent.click(box('adds-credential'));
    expect(waiting().map((row) => row.textContent)).toEqual([
      expect.stringContaining('Skype for Business Online') as string,
    ]);
    await userEvent.click(box('removes-credential'));
    expect(waiting()).toEqual([]);
  });

  it('forgets consents when another plan comes', async () => {
    const { bridge } = await show(appView(customerView()), 'plan');
    await userEvent.click(box('adds-credential'));
    bridge.push(appView(customerView({ plan: planView({ fingerprint: 'AAAA-0001' }) })));
    await screen.findByText('AAAA-0001');
    expect(box('adds-credential').checked).toBe(false);
    expect(apply().textContent).toBe('Apply 4 changes on 1 system');
  });

  it.each([
    ['main is busy', customerView({ busy: 'read' }), 'The state is being read.'],
    [
      'the plan is out of date',
      customerView({
        plan: planView({ outdated: [{ property: 'x', expected: '1', found: '2' }] }),
      }),
      'The plan is out of date. Update it first.',
    ],
  ])('cannot be used while %s, and says so in words', async (_, customer, words) => {
    await show(appView(customer), 'plan');
    expect(apply().disabled).toBe(true);
    expect(reason()).toBe(words);
  });
});
