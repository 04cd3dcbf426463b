import type { ChannelInput } from '../../../shared/ipc/contract';
import { useCall, useServices } from '../../state/context';
import { goTo } from '../../state/ui-store';

/** Asks main for a plan of key lists, and shows it where one was made. */
export function usePlanned() {
  const call = useCall();
  const { ui } = useServices();
  return async <C extends 'keys.restore' | 'keys.drop-expired'>(
    channel: C,
    input: ChannelInput<C>,
  ): Promise<void> => {
    const answer = await call(channel, input);
    // false: the person chose no file.
    if (answer.ok && answer.value !== false) goTo(ui, 'plan');
  };
}
