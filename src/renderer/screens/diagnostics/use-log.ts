import { useCallback, useEffect, useRef, useState } from 'react';
import type { ChannelInput } from '../../../shared/ipc/contract';
import type { LogPageView } from '../../../shared/ipc/log-view';
import { useCall } from '../../state/context';

/** What is looked for. */
export type LogQuery = ChannelInput<'logs.read'>;

/** Everything. */
export const WHOLE_LOG: LogQuery = {
  search: '',
  isExpression: false,
  level: 'info',
  target: '',
  id: '',
};

/** The lines that fit, read anew with each change of the query; answers that were overtaken are dropped. */
export function useLog(query: LogQuery): {
  readonly page: LogPageView | null;
  readonly again: () => void;
} {
  const call = useCall();
  const [page, setPage] = useState<LogPageView | null>(null);
  const turn = useRef(0);
  const again = useCallback((): void => {
    turn.current += 1;
    const mine = turn.current;
    void call('logs.read', query).then((answer) => {
      if (answer.ok && turn.current === mine) setPage(answer.value);
    });
  }, [call, query]);
  useEffect(again, [again]);
  return { page, again };
}
