import { useEffect, useState } from 'react';

/** The time of this device, renewed each `everyMs`: for words like "5 minutes ago". */
export function useNowMs(everyMs = 10_000): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return nowMs;
}
