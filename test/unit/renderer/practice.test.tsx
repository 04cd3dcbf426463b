/** Tour, drills, the practice lab's screen and the feature grid over a fake bridge. */
import { fireEvent, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { PRACTICE_IDS, practiceId } from '../../../src/renderer/practice/testids';
import { GROUP_OF } from '../../../src/renderer/practice/fault-groups';
import { moveCell } from '../../../src/renderer/screens/features/move-cell';
import { testId } from '../../../src/renderer/testids';
import { appError } from '../../../src/shared/errors';
import { LONE_FRAME } from '../../../src/shared/ipc/frame-view';
import { LANGUAGES } from '../../../src/shared/languages';
import { LAB_FAULTS, type LabStatus } from '../../../src/shared/lab';
import { createTranslator } from '../../../src/shared/messages';
import { messagesOf } from '../../../src/shared/messages/sync';
import { drillFor } from '../../../src/shared/practice/drills';
import type { PracticeProgress } from '../../../src/shared/practice/progress';
import { appView, customerView, unreadCustomer } from './fixtures';
import { RUNS } from './fixture-plan';
import { show, type Shown } from './render';

const LATER = { timeout: 20_000 };

function kept(shown: Shown): readonly PracticeProgress[] {
  return shown.bridge.calls
    .filter(({ channel }) => channel === 'practice.keep')
    .map(({ input }) => input as PracticeProgress);
}

const WORLD: LabStatus = {
  seed: 7,
  isCopy: false,
  start: 'half',
  now: '2026-01-12T08:00:00Z',
  faults: [],
  calls: { reads: 1, changes: 2 },
  organisation: {
    servers: ['EX01', 'EX02'],
    domainControllers: ['dc01.contoso.lab'],
    acceptedDomains: ['contoso.com'],
    mailUsers: [],
    partnerApplications: ['Exchange Online'],
  },
  tenant: {
    id: 't',
    domain: 'contoso.onmicrosoft.com',
    servicePrincipals: ['00000004-0000-0ff1-ce00-000000000000'],
  },
  premises: { pools: [], iis: [], serviceConnectionPoints: [], dns: [], testItems: [] },
};

describe('the tour', () => {
  it('is taken up on the Practice lab screen, follows the screen, and can be left and taken up again', async () => {
    const again = await show(appView(unreadCustomer()), 'overview');
    expect(again.queryByTestId(PRACTICE_IDS.tourStart)).toBeNull();
    await userEvent.click(again.getByTestId(testId.nav('practice')));
    await userEvent.click(await again.findByTestId(PRACTICE_IDS.tourStart, {}, LATER));
    const coach = await again.findByTestId(PRACTICE_IDS.coach, {}, LATER);
    expect(within(coach).getByText('Read what is there')).toBeDefined();
    await userEvent.click(within(coach).getByTestId(PRACTICE_IDS.tourGo));
    expect(again.services.ui.getState().screen).toBe('overview');
    expect(within(coach).queryByTestId(PRACTICE_IDS.tourGo)).toBeNull();
    again.bridge.push(appView({ ...unreadCustomer(), busy: 'read' }));
    await within(coach).findByText('Crossprem is reading');
    await userEvent.click(within(coach).getByTestId(PRACTICE_IDS.tourLeave));
    expect(again.queryByTestId(PRACTICE_IDS.coach)).toBeNull();
    expect(kept(again).map(({ tour }) => tour)).toEqual(['on', 'left']);
  });
});

describe('a drill', () => {
  const failing = customerView({ error: appError('HX-SVC', { fixed: 'a.svc', found: 'a.xml' }) });

  it('is asked for at its error, names what is lost, and the way out has the focus', async () => {
    const shown = await show(appView(failing), 'overview');
    const problem = shown.getByTestId(testId.error('HX-SVC'));
    const opener = await within(problem).findByTestId(PRACTICE_IDS.practise, {}, LATER);
    await userEvent.click(opener);
    const ask = await shown.findByTestId(PRACTICE_IDS.ask);
    expect(ask.textContent).toContain('plan 7F3A-91C2');
    expect(document.activeElement).toBe(within(ask).getByTestId(PRACTICE_IDS.askCancel));
    await userEvent.click(within(ask).getByTestId(PRACTICE_IDS.askCancel));
    expect(shown.queryByTestId(PRACTICE_IDS.ask)).toBeNull();
    expect(document.activeElement).toBe(opener);
    expect(shown.bridge.calls.map(({ channel }) => channel)).not.toContain('practice.drill');
  });

  it('beside a customer’s run starts in another window, and here everything stays', async () => {
    const running = { ...failing, practice: false, lab: null, busy: 'run' as const };
    const shown = await show(appView({ ...running, run: RUNS.failed() }), 'overview');
    await userEvent.click(await shown.findByTestId(PRACTICE_IDS.practise, {}, LATER));
    const ask = await shown.findByTestId(PRACTICE_IDS.ask);
    expect(ask.textContent).toContain('starts in another window');
    await userEvent.click(within(ask).getByTestId(PRACTICE_IDS.askStart));
    await waitFor(() => expect(shown.queryByTestId(PRACTICE_IDS.ask)).toBeNull());
    expect(shown.bridge.calls.filter(({ channel }) => /drill$/.test(channel))).toEqual([
      { channel: 'window.drill', input: { id: 'xml-svc' } },
    ]);
    expect(kept(shown)).toEqual([]);
    expect(shown.services.ui.getState().screen).toBe('overview');
  });

  it('that another window asked for begins here', async () => {
    const open = customerView();
    const shown = await show(appView(open), 'plan');
    await waitFor(() =>
      expect(shown.bridge.calls.some(({ channel }) => channel === 'practice.progress')).toBe(true),
    );
    const place = { kind: 'drill', drill: 'expired-certificate' } as const;
    shown.bridge.push({ ...appView(open), frame: { ...LONE_FRAME, asked: { turn: 1, place } } });
    await shown.findByTestId(PRACTICE_IDS.drillPhase, {}, LATER);
    expect(shown.services.ui.getState().screen).toBe('overview');
    expect(kept(shown).at(-1)?.drill?.id).toBe('expired-certificate');
  });

  it('is not started over a run in the lab itself, with what to do instead', async () => {
    const LAB = {
      seed: 7,
      start: 'half',
      isCopy: false,
      now: '2026-01-12T08:00:00Z',
      faults: [],
      reads: 1,
      changes: 0,
      way: null,
    } as const;
    const held = { ...RUNS.failed(), state: 'held' as const };
    const shown = await show(appView({ ...failing, lab: LAB, busy: 'run', run: held }), 'overview');
    await userEvent.click(await shown.findByTestId(PRACTICE_IDS.practise, {}, LATER));
    const ask = await shown.findByTestId(PRACTICE_IDS.ask);
    expect(ask.textContent).toContain('On the Run screen, retry or skip');
    expect(within(ask).queryByTestId(PRACTICE_IDS.askStart)).toBeNull();
  });

  it('follows the view from its trouble to its end, and a wrong remedy counts as a hint', async () => {
    const shown = await show(appView(unreadCustomer()), 'practice');
    const row = await shown.findByTestId(practiceId.drill('expired-certificate'), {}, LATER);
    expect(row.getAttribute('data-done')).toBe('');
    await userEvent.click(within(row).getByTestId(practiceId.drillStart('expired-certificate')));
    await userEvent.click(await shown.findByTestId(PRACTICE_IDS.askStart));
    const phase = async (): Promise<string | null> =>
      (await shown.findByTestId(PRACTICE_IDS.drillPhase, {}, LATER)).getAttribute('data-phase');
    expect(await phase()).toBe('look');
    const lab = customerView().lab;
    const finding = {
      code: 'HX-CERTEXP',
      args: { thumbprint: 'A', until: '2026-01-01' },
      severity: 'blocking',
      step: 'prepare',
    } as const;
    const faulty = lab === null ? null : { ...lab, faults: ['expired-certificate'] as const };
    shown.bridge.push(
      appView(customerView({ findings: [finding], lab: faulty, readAt: '2026-11-21T14:00:00Z' })),
    );
    await waitFor(async () => expect(await phase()).toBe('mend'));
    await userEvent.click(shown.getByTestId(practiceId.remedy('missing-role')));
    expect(shown.getByTestId(PRACTICE_IDS.drillWrong)).toBeDefined();
    await userEvent.click(shown.getByTestId(practiceId.remedy('expired-certificate')));
    expect(shown.bridge.calls.at(-1)).toEqual({
      channel: 'practice.mend',
      input: { id: 'expired-certificate' },
    });
    // The same read without the finding proves nothing; a later one does.
    shown.bridge.push(appView(customerView({ findings: [], readAt: '2026-11-21T14:00:00Z' })));
    expect(await phase()).toBe('mend');
    shown.bridge.push(appView(customerView({ findings: [], readAt: '2026-11-21T15:00:00Z' })));
    await waitFor(async () => expect(await phase()).toBe('solved'));
    expect(kept(shown).at(-1)?.done).toEqual([{ id: 'expired-certificate', how: 'hinted' }]);
  });
});

describe('the Practice lab screen', () => {
  it('groups every fault, finds them by word, and switches them', async () => {
    expect(Object.keys(GROUP_OF).sort()).toEqual([...LAB_FAULTS].sort());
    const shown = await show(appView(customerView()), 'practice');
    await userEvent.click(await shown.findByTestId(PRACTICE_IDS.tabFaults, {}, LATER));
    expect(shown.getAllByRole('switch')).toHaveLength(LAB_FAULTS.length);
    fireEvent.change(shown.getByTestId(PRACTICE_IDS.faultFilter), { target: { value: '403' } });
    await waitFor(() => expect(shown.getAllByRole('switch')).toHaveLength(1));
    await userEvent.click(shown.getByTestId(testId.labFault('graph-403')));
    expect(shown.bridge.calls.at(-1)?.input).toEqual({ name: 'graph-403', on: true });
  });

  it('shows what is there, and edits only that', async () => {
    const shown = await show(appView(null), 'practice');
    shown.bridge.answer('practice.world', { ok: true, value: WORLD });
    shown.bridge.push(appView(customerView()));
    await userEvent.click(await shown.findByTestId(PRACTICE_IDS.tabWorld, {}, LATER));
    expect((await shown.findByTestId(PRACTICE_IDS.world)).textContent).toContain('EX01 and EX02');
    expect(shown.getByTestId(practiceId.edit('hide-account'))).toHaveProperty('disabled', true);
    await userEvent.click(shown.getByTestId(practiceId.edit('add-key')));
    expect(shown.bridge.calls).toContainEqual({
      channel: 'practice.edit',
      input: { edit: 'add-key' },
    });
    expect(shown.getByTestId(PRACTICE_IDS.edited).textContent).toContain('Skype for Business');
  });
});

describe('the feature grid', () => {
  // acceptance 37
  it('has 17 rows and 5 topologies, marks own and ended columns, and moves by cell', async () => {
    const shown = await show(appView(customerView()), 'features');
    const grid = await shown.findByTestId(PRACTICE_IDS.featureTable, {}, LATER);
    expect(within(grid).getAllByRole('row')).toHaveLength(18);
    expect(within(grid).getAllByRole('columnheader')).toHaveLength(6);
    expect(grid.querySelectorAll('thead .own-column')).toHaveLength(1);
    const ended = [...grid.querySelectorAll('thead .retired-column')];
    expect(ended.length).toBeGreaterThan(0);
    for (const head of ended) expect(head.textContent).toMatch(/Ended .*2021/);
    // One stop in the tab order.
    expect(grid.querySelectorAll('[tabindex="0"]')).toHaveLength(1);
    const focused = (): string | null =>
      document.activeElement?.getAttribute('data-testid') ?? null;
    shown.getByTestId(practiceId.cell(1, 1)).focus();
    await userEvent.keyboard('{ArrowDown}{ArrowRight}');
    expect(focused()).toBe(practiceId.cell(2, 2));
    await userEvent.keyboard('{End}');
    expect(focused()).toBe(practiceId.cell(2, 5));
    await userEvent.keyboard('{Control>}{Home}{/Control}');
    expect(focused()).toBe(practiceId.cell(0, 0));
    await userEvent.keyboard('{Control>}{End}{/Control}');
    expect(focused()).toBe(practiceId.cell(17, 5));
    const turned = () => grid.querySelectorAll('[data-state="turns-on"]').length;
    expect(turned()).toBe(0);
    await userEvent.click(shown.getByTestId(PRACTICE_IDS.featureToggle));
    expect(turned()).toBeGreaterThan(0);
    await userEvent.click(shown.getByTestId(PRACTICE_IDS.featureExport));
    expect(shown.bridge.calls.at(-1)?.channel).toBe('topology.export');
  });

  it('stays inside', () => {
    const last = { row: 17, column: 5 };
    expect(moveCell(last, 'ArrowDown', false, last)).toEqual(last);
    expect(moveCell({ row: 0, column: 0 }, 'ArrowLeft', false, last)).toEqual({
      row: 0,
      column: 0,
    });
    expect(moveCell(last, 'a', false, last)).toBeNull();
  });
});

describe('errors', () => {
  const SIX = [
    ['HX-401', { user: 'zoe@contoso.com' }],
    ['HX-TEN', { found: 'fabrikam.com', expected: 'contoso.com' }],
    ['HX-OLD', { n: 1, total: 9, list: 'Hidden False → True' }],
    ['HX-KEY', { application: 'Skype for Business', a: 'A1B2', b: 'C3D4', d1: '2026', d2: '2031' }],
    ['HX-MSO', {}],
    ['HX-SVC', { found: 'https://a/autodiscover.xml', fixed: 'https://a/autodiscover.svc' }],
  ] as const;

  it('each have a drill', () => {
    expect(SIX.filter(([code]) => drillFor(code) === undefined)).toEqual([]);
  });

  // acceptance 29
  it.each(LANGUAGES)('the six of the specification are whole in %s', async (language) => {
    const { t } = createTranslator(language, messagesOf(language));
    for (const [code, args] of SIX) {
      const open = customerView({ error: appError(code, args) });
      const shown = await show(appView(open, { language }), 'overview');
      const { textContent } = shown.getByTestId(testId.error(code));
      for (const part of ['what', 'why', 'do', 'untouched'] as const)
        expect(textContent).toContain(t(`errors.${code}.${part}`, args));
      if (language === 'fr')
        expect(textContent).not.toMatch(
          /[^\u202f\u00a0][;!?»](?:\s|$)|«[^\u202f\u00a0]|[^\u202f\u00a0\d/A-Za-z]:\s|[a-zà-ÿ]:\s/u,
        );
      if (language === 'zh-TW') expect(textContent).not.toMatch(/\p{Script=Han}[,;:!?]/u);
      shown.unmount();
    }
  });
});
