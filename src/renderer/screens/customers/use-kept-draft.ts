import { useCallback, useEffect, useRef, useState } from 'react';
import { useServices } from '../../state/context';
import type { Forms } from '../../state/form-drafts';

type Typed = Forms['newCustomer'];

interface Kept {
  /** ISO 8601: when what was restored had been typed; null: nothing was, or it was changed since. */
  readonly restoredAt: string | null;
  /** Hands over at once what was typed last. */
  readonly save: () => void;
  /** Nothing is kept any more. */
  readonly forget: () => void;
}

const DELAY = 400;

/**
 * Lets main keep what is typed for a new customer, and takes back what it kept when the program ended. `typed` null:
 * nothing was typed in this window. A draft of another template stays where it is until something is typed here.
 */
export function useKeptDraft(
  template: string,
  typed: Typed | null,
  restore: (typed: Typed) => void,
): Kept {
  const { bridge } = useServices();
  const [restored, setRestored] = useState<{ readonly at: string; readonly typed: Typed } | null>(
    null,
  );
  const latest = useRef(typed);
  useEffect(() => {
    latest.current = typed;
  }, [typed]);

  useEffect(() => {
    if (latest.current !== null) return;
    let isShown = true;
    void bridge.call('draft.read', {}).then((answer) => {
      const kept = answer.ok ? answer.value : null;
      // What is typed meanwhile counts.
      if (!isShown || latest.current !== null || kept?.typed.template !== template) return;
      setRestored({ at: kept.typedAt, typed: kept.typed.values });
      restore(kept.typed.values);
    });
    return () => {
      isShown = false;
    };
  }, [bridge, template, restore]);

  const unsaved = useRef<Typed | null>(null);
  const save = useCallback(() => {
    const values = unsaved.current;
    unsaved.current = null;
    // A disk that takes nothing costs the memory only: what is typed is still in the form.
    if (values !== null) void bridge.call('draft.keep', { typed: { template, values } });
  }, [bridge, template]);
  useEffect(() => {
    if (typed === null || typed === restored?.typed) return undefined;
    unsaved.current = typed;
    const timer = window.setTimeout(save, DELAY);
    return () => window.clearTimeout(timer);
  }, [typed, restored, save]);
  useEffect(() => save, [save]);

  const forget = useCallback(() => {
    unsaved.current = null;
    void bridge.call('draft.keep', { typed: null });
  }, [bridge]);
  return {
    restoredAt: restored !== null && typed === restored.typed ? restored.at : null,
    save,
    forget,
  };
}
