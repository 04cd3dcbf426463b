import './modal.css';
import { useEffect, useLayoutEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';

const STOPS =
  'button:not(:disabled), a[href], input:not(:disabled), select:not(:disabled), textarea:not(:disabled), summary, [tabindex="0"]';

/** Keeps Tab inside: at the ends it goes around. */
function goAround(event: KeyboardEvent<HTMLElement>): void {
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>(STOPS)].filter(
    (stop) => stop.tabIndex >= 0,
  );
  const end = event.shiftKey ? stops[0] : stops.at(-1);
  const next = event.shiftKey ? stops.at(-1) : stops[0];
  const isOutside = !stops.some((stop) => stop === document.activeElement);
  if (next === undefined || (document.activeElement !== end && !isOutside)) return;
  event.preventDefault();
  next.focus();
}

/**
 * A dialog over everything else. Focus starts on what carries `data-initial-focus`, else on the
 * first field, stays inside, and returns to
 * what opened it; Escape closes this dialog and nothing below it.
 */
export function Modal(props: {
  className: string;
  testid: string;
  labelledBy: string;
  describedBy?: string;
  onClose: () => void;
  children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const { className, testid, labelledBy, describedBy, onClose, children } = props;
  const opener = useRef<Element | null>(null);
  // Before any effect of what is inside may move the focus.
  useLayoutEffect(() => {
    opener.current = document.activeElement;
    const shown = dialog.current;
    if (shown?.open === false) shown.showModal();
    const first =
      shown?.querySelector<HTMLElement>('[data-initial-focus]') ??
      shown?.querySelector<HTMLElement>('input');
    first?.focus();
  }, []);
  // After the dialog is gone: what is below it takes no focus before.
  useEffect(
    () => () => {
      const now = document.activeElement;
      // What took the focus meanwhile, such as the heading of another screen, keeps it.
      if (now !== null && now !== document.body && now.isConnected) return;
      const before = opener.current;
      const isThere = before instanceof HTMLElement && before !== document.body;
      if (isThere && before.isConnected) before.focus();
      else document.querySelector('h1')?.focus();
    },
    [],
  );
  return (
    <dialog
      ref={dialog}
      className={`modal ${className}`}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      data-testid={testid}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing || event.defaultPrevented) return;
        if (event.key === 'Tab') goAround(event);
        if (event.key !== 'Escape') return;
        // Chromium closes a dialog itself where the key reaches it, whatever `cancel` says.
        event.preventDefault();
        event.stopPropagation();
        onClose();
      }}
    >
      {children}
    </dialog>
  );
}
