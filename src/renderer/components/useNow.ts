import { useEffect, useState } from 'react';

/** The time, drawn anew every `period` milliseconds; null stops the clock. */
export function useNow(period: number | null): number {
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
  return now;
}
