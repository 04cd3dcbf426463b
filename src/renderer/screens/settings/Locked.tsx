import { LockClosed16Regular } from '@fluentui/react-icons';
import type { Translator } from '../../../shared/messages';
import { settingsTestId } from '../../settings-testids';

/** Says that the organisation fixed a setting, or limits its choices: in words, with a lock beside them. */
export function Locked(props: { policy: Translator; id: string; hasChoice?: boolean }) {
  const { policy, id, hasChoice = false } = props;
  return (
    <p className="row caption" data-testid={settingsTestId.locked(id)}>
      <LockClosed16Regular aria-hidden="true" />
      {policy.t(hasChoice ? 'policy.limited' : 'policy.locked')}
    </p>
  );
}
