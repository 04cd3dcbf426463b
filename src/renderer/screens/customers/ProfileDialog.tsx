import { useId, type ReactNode, type SubmitEvent } from 'react';
import type { AppError } from '../../../shared/errors';
import { Modal } from '../../components/Modal';
import { Problem } from '../../components/Problem';
import './profile-dialog.css';

/** A dialog about a profile; focus starts in its first field. A refusal is told inside, because the page is covered. */
export function ProfileDialog(props: {
  title: ReactNode;
  testid: string;
  error?: AppError | null;
  onCancel: () => void;
  onSubmit: () => void;
  children: ReactNode;
}) {
  const { title, testid, error = null, onCancel, onSubmit, children } = props;
  const titleId = useId();
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <Modal className="profile-dialog" testid={testid} labelledBy={titleId} onClose={onCancel}>
      <form className="stack" onSubmit={submit} noValidate>
        <h2 id={titleId} className="node-title">
          {title}
        </h2>
        {error !== null && <Problem error={error} />}
        {children}
      </form>
    </Modal>
  );
}
