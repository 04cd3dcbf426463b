import { useState } from 'react';
import type { AppError } from '../../../shared/errors';
import type { ChannelOutput } from '../../../shared/ipc/bridge';
import type { Channel, ChannelInput } from '../../../shared/ipc/contract';
import { useCall, useServices } from '../../state/context';

/** Calls main from a dialog: what was refused is told in the dialog, not on the page that it covers. */
export function useProfileCall() {
  const call = useCall();
  const { ui } = useServices();
  const [error, setError] = useState<AppError | null>(null);
  const [busy, setBusy] = useState(false);
  const ask = async <C extends Channel>(
    channel: C,
    input: ChannelInput<C>,
    then: (value: ChannelOutput<C>) => void,
  ): Promise<void> => {
    setBusy(true);
    setError(null);
    const answer = await call(channel, input);
    setBusy(false);
    if (answer.ok) then(answer.value);
    else {
      ui.setState({ callError: null });
      setError(answer.error);
    }
  };
  return { ask, error, busy };
}
