import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { CustomerView, InputName } from '../../../shared/ipc/views';
import { useCall, useServices, useUi } from '../../state/context';

const DELAY = 400;

/** Fields as typed, and whether main has them. */
export interface Drafts {
  readonly valueOf: (name: InputName) => string;
  readonly change: (name: InputName, value: string) => void;
  /** Hands what is still unsaved to main at once. */
  readonly save: () => Promise<void>;
  readonly state: 'unchanged' | 'saving' | 'saved';
  readonly savedAt: string | null;
}

type Values = Partial<Record<InputName, string>>;

/** The drafts that main's view does not show yet, such as a field emptied to be filled anew. */
function unlike(drafts: Values, shown: Values | undefined): Values {
  return Object.fromEntries(
    Object.entries(drafts).filter(([name, value]) => shown?.[name as InputName] !== value),
  );
}

/**
 * Keeps what is typed until main's view says the same. Main stores it after a short pause, so nothing is lost by a
 * reload, a language switch or leaving the step.
 */
export function useDrafts(customer: CustomerView): Drafts {
  const call = useCall();
  const { ui, views } = useServices();
  const drafts = useUi((state) => state.drafts);
  const { id: customerId } = customer;
  const [state, setState] = useState<Drafts['state']>('unchanged');
  const [savedAt, setSavedAt] = useState<string | null>(null);
  // What could not be stored while main was busy, when this step was left, is tried again.
  const unsaved = useRef<Values>(drafts);
  const timer = useRef<number | null>(null);

  const save = useCallback(async () => {
    if (timer.current !== null) window.clearTimeout(timer.current);
    timer.current = null;
    const values = unsaved.current;
    const open = views.store.getState().view?.open ?? null;
    // What was typed for one customer is never stored with another, and nothing is stored while all is locked.
    if (open?.id !== customerId || open.busy !== null || Object.keys(values).length === 0) return;
    unsaved.current = {};
    const answer = await call('customer.inputs', { values });
    setState(answer.ok ? 'saved' : 'unchanged');
    if (!answer.ok) {
      unsaved.current = { ...values, ...unsaved.current };
      return;
    }
    setSavedAt(new Date().toISOString());
    // Main's view came before its answer.
    const shown = views.store.getState().view?.open?.inputs;
    ui.setState(({ drafts: before }) => ({ drafts: unlike(before, shown) }));
  }, [call, ui, views, customerId]);

  const change = useCallback(
    (name: InputName, value: string) => {
      ui.setState(({ drafts: before }) => ({ drafts: { ...before, [name]: value } }));
      unsaved.current = { ...unsaved.current, [name]: value };
      setState('saving');
      if (timer.current !== null) window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => void save(), DELAY);
    },
    [ui, save],
  );

  const { busy } = customer;
  useEffect(() => {
    if (busy === null) void save();
  }, [busy, save]);

  useEffect(
    () => () => {
      void save().then(() => {
        const open = views.store.getState().view?.open ?? null;
        if (open === null || open.id === customerId) ui.setState({ drafts: unsaved.current });
      });
    },
    [save, ui, views, customerId],
  );

  const { inputs } = customer;
  return useMemo(
    () => ({
      valueOf: (name: InputName) => drafts[name] ?? inputs[name],
      change,
      save,
      state,
      savedAt,
    }),
    [drafts, inputs, change, save, state, savedAt],
  );
}
