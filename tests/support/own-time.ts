/** So often it is noted that time goes by, and so much may go by unnoticed before the machine counts as standing still. */
const TICK_MS = 10;
const STILL_AFTER_MS = 50;

/**
 * Measures how long something takes for this process: what the machine stood still for on the way is not counted, what the
 * process itself computed is. The function that it returns ends it and gives the milliseconds.
 */
export function startOwnTime(): () => number {
  let livedMs = 0;
  let last = { ms: performance.now(), cpu: process.cpuUsage() };
  const tick = () => {
    const { user, system } = process.cpuUsage(last.cpu);
    const now = { ms: performance.now(), cpu: process.cpuUsage() };
    livedMs += Math.min(now.ms - last.ms, Math.max(STILL_AFTER_MS, (user + system) / 1_000));
    last = now;
  };
  const timer = setInterval(tick, TICK_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    tick();
    return livedMs;
  };
}
