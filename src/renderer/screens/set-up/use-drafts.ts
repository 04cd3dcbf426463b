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

/**
 * Keeps what is typed until main's view says the same. Main stores it after a short pause, so nothing is lost by a
 * reload, a language switch or leaving the step.
 */
export function useDrafts(customer: CustomerView): Drafts {
  const call = useCall();
  const { ui } = useServices();
  const drafts = useUi((state) => state.drafts);
  const [state, setState] = useState<Drafts['state']>('unchanged');
  const [savedAt, setSavedAt] = useState<string | null>(null);
  const unsaved = useRef<Values>({});
  const timer = useRef<number | null>(null);

  const save = useCallback(async () => {
    if (timer.current !== null) window.clearTimeout(timer.current);
    timer.current = null;
    const values = unsaved.current;
    if (Object.keys(values).length === 0) return;
    unsaved.current = {};
    const answer = await call('customer.inputs', { values });
    setState(answer.ok ? 'saved' : 'unchanged');
    if (answer.ok) setSavedAt(new Date().toISOString());
  }, [call]);

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

  useEffect(() => () => void save(), [save]);

  useEffect(() => {
    const open = Object.entries(drafts).filter(
      ([name, value]) => customer.inputs[name as InputName] !== value,
    );
    if (open.length < Object.keys(drafts).length) ui.setState({ drafts: Object.fromEntries(open) });
  }, [customer.inputs, drafts, ui]);

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
