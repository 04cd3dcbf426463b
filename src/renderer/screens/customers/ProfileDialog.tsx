import { useEffect, useId, useRef, type ReactNode, type SubmitEvent } from 'react';
import type { AppError } from '../../../shared/errors';
import { Problem } from '../../components/Problem';
import './profile-dialog.css';

/**
 * A dialog about a profile, over everything else: the page behind it cannot be reached, Escape is `onCancel`, and focus
 * goes to the first field and back to where it was. A refusal is told inside, because the page is covered.
 */
export function ProfileDialog(props: {
  title: ReactNode;
  testid: string;
  error?: AppError | null;
  onCancel: () => void;
  onSubmit: () => void;
  children: ReactNode;
}) {
  const { title, testid, error = null, onCancel, onSubmit, children } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const before = document.activeElement;
    const box = dialog.current;
    box?.showModal();
    (box?.querySelector<HTMLElement>('input') ?? box)?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <dialog
      ref={dialog}
      className="profile-dialog"
      aria-labelledby={titleId}
      data-testid={testid}
      onCancel={(event) => {
        event.preventDefault();
        onCancel();
      }}
    >
      <form className="stack" onSubmit={submit} noValidate>
        <h2 id={titleId} className="node-title">
          {title}
        </h2>
        {error !== null && <Problem error={error} />}
        {children}
      </form>
    </dialog>
  );
}
