/**
 * Runs `run` with a signal that is aborted with the caller's, or after `timeoutMs` with the reason 'timed_out'. By hand:
 * AbortSignal.any leaks on Node 20 when one of its sources lives as long as the process.
 */
export async function withDeadline<T>(
  timeoutMs: number,
  signal: AbortSignal,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const ended = new AbortController();
  const end = () => ended.abort('aborted');
  if (signal.aborted) end();
  const timer = setTimeout(() => ended.abort('timed_out'), timeoutMs);
  signal.addEventListener('abort', end, { once: true });
  try {
    return await run(ended.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
  }
}

/** Why a signal was aborted, as a reason that may be shown. */
export function abortReason(signal: AbortSignal): 'timed_out' | 'aborted' {
  return signal.reason === 'timed_out' ? 'timed_out' : 'aborted';
}
