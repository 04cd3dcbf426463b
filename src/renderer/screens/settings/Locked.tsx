import { LockClosed16Regular } from '@fluentui/react-icons';
import type { Translator } from '../../../shared/messages';
import { settingsTestId } from '../../settings-testids';

/** Says that the organisation fixed a setting, or part of its choices: in words, with a lock beside them. */
export function Locked({ policy, id }: { policy: Translator; id: string }) {
  return (
    <p className="row caption" data-testid={settingsTestId.locked(id)}>
      <LockClosed16Regular aria-hidden="true" />
      {policy.t('policy.locked')}
    </p>
  );
}
