import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { HISTORY_IDS, historyId } from '../../../src/renderer/history-testids';
import type { HistoryEntryView } from '../../../src/shared/ipc/views';
import { appView, customerView } from './fixtures';
import { show } from './render';

const HEIGHT = 520;
const ROW = 52;

// The test's document has no layout: a list of this height with rows of this one.
beforeEach(() => {
  const height = function (this: HTMLElement): number {
    return this.classList.contains('history-many') ? HEIGHT : ROW;
  };
  for (const name of ['offsetHeight', 'clientHeight'] as const)
    vi.spyOn(HTMLElement.prototype, name, 'get').mockImplementation(height);
});

const at = (minute: number): string => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();

/** A run, and a read behind it, newest first. */
function entries(count: number): HistoryEntryView[] {
  return Array.from({ length: count }, (_, index): HistoryEntryView => {
    const own = { id: `e${String(index)}`, at: at(count - index) };
    return index % 2 === 0
      ? {
          ...{ kind: 'run', ...own, planKind: 'apply', fingerprint: `F-${String(index)}` },
          ...{ result: 'done', undone: false, carriedTo: null },
        }
      : {
          ...{ kind: 'read', ...own, scenario: 'tenant-exchange', read: 40, notRead: 0 },
          ...{ verified: null, kept: true },
        };
  });
}

async function history(count: number) {
  const shown = await show(appView(customerView()), 'overview');
  const answer = { entries: entries(count), damagedAt: null, drift: null };
  shown.bridge.answer('history.list', { ok: true, value: answer });
  act(() => shown.services.ui.setState({ screen: 'history', historyPlace: { kind: 'list' } }));
  await screen.findByTestId(HISTORY_IDS.list, {}, { timeout: 20_000 });
  return shown;
}

const rows = () => within(screen.getByTestId(HISTORY_IDS.list)).getAllByRole('listitem');
const places = () => rows().map((row) => Number(row.getAttribute('aria-posinset')));

describe('a history of a thousand runs and a thousand reads', () => {
  it('has only what is in sight in the page, and says how many there are', async () => {
    await history(2_000);
    await waitFor(() => expect(rows().length).toBeGreaterThan(5));
    expect(rows().length).toBeLessThan(40);
    expect(new Set(rows().map((row) => row.getAttribute('aria-setsize')))).toEqual(
      new Set(['2000']),
    );
    expect(places()[0]).toBe(1);
    expect(screen.getByTestId(HISTORY_IDS.shown).textContent).toBe('2,000 entries');
    // What scrolls can be reached and is named.
    const scroller = screen.getByRole('region', { name: 'History' });
    expect(scroller.tabIndex).toBe(0);
  });

  it('keeps the run that has the focus, and the ones that Tab leads to, when it is scrolled', async () => {
    await history(2_000);
    const button = await screen.findByTestId(historyId.open('e4'));
    act(() => button.focus());
    const scroller = screen.getByRole('region', { name: 'History' });
    scroller.scrollTop = 1_000 * ROW;
    fireEvent.scroll(scroller);
    await waitFor(() => expect(places()).toContain(1_001));
    expect(document.activeElement).toBe(button);
    expect(places()).toEqual(expect.arrayContaining([3, 5, 7]));
    expect(rows().length).toBeLessThan(50);
    expect(places()).toEqual([...places()].sort((a, b) => a - b));
  });

  it('is filtered and searched as a whole, from the top again', async () => {
    await history(2_000);
    const kind = screen.getByTestId(HISTORY_IDS.kind);
    fireEvent.change(kind, { target: { value: 'run' } });
    expect(screen.getByTestId(HISTORY_IDS.shown).textContent).toBe('1,000 entries');
    expect(new Set(rows().map((row) => row.getAttribute('aria-setsize')))).toEqual(
      new Set(['1000']),
    );
    fireEvent.change(screen.getByTestId(HISTORY_IDS.search), { target: { value: 'f-1998' } });
    expect(rows()).toHaveLength(1);
    expect(screen.getByTestId(historyId.entry('e1998'))).toBeTruthy();
  });
});

describe('a short history', () => {
  it('is in the page as it is', async () => {
    await history(12);
    expect(rows()).toHaveLength(12);
    expect(screen.queryByRole('region', { name: 'History' })).toBeNull();
  });
});

describe('a page of a journal', () => {
  it('says where in the whole its lines stand', async () => {
    const shown = await history(2);
    const line = { at: at(1), type: 'intent' as const, action: 'a1', word: null };
    shown.bridge.answer('history.run', {
      ok: true,
      value: {
        ...{ id: 'e0', planKind: 'apply', fingerprint: 'F-0', startedAt: at(1), endedAt: at(2) },
        ...{ result: 'done', consents: [], actions: [] },
        lines: {
          from: 300,
          total: 100_000,
          items: [301, 302].map((number) => ({ number, ...line })),
        },
      },
    });
    shown.bridge.answer('history.check', { ok: true, value: { state: 'intact', lines: 100_000 } });
    fireEvent.click(screen.getByTestId(historyId.open('e0')));
    const table = await screen.findByTestId(HISTORY_IDS.journal);
    expect(table.getAttribute('aria-rowcount')).toBe('100001');
    const found = within(table).getAllByRole('row');
    expect(found.map((row) => row.getAttribute('aria-rowindex'))).toEqual(['1', '302', '303']);
  });
});
