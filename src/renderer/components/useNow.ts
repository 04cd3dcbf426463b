import { useEffect, useState } from 'react';
import { useView } from '../state/context';

/**
 * The open customer's time, drawn anew every `period` milliseconds; null stops the clock. The practice lab's clock
 * is virtual, so times of its customer must not be compared with this computer's.
 */
export function useNow(period: number | null): number {
  const offset = useView((view) => view.open?.clockOffset ?? 0);
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (period === null) return undefined;
    const tick = (): void => setNow(Date.now());
    const first = window.setTimeout(tick, 0);
    const timer = window.setInterval(tick, period);
    return () => {
      window.clearTimeout(first);
      window.clearInterval(timer);
    };
  }, [period]);
  return now + offset;
}
