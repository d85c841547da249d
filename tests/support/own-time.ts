/** So often it is noted that time goes by, and so much may go by unnoticed before the machine counts as standing still. */
const TICK_MS = 10;
const STILL_AFTER_MS = 50;

/**
 * Measures how long something takes for this process: what the machine stood still for on the way is not counted. The
 * function that it returns ends it and gives the milliseconds.
 */
export function startOwnTime(): () => number {
  let livedMs = 0;
  let lastMs = performance.now();
  const tick = () => {
    const nowMs = performance.now();
    livedMs += Math.min(nowMs - lastMs, STILL_AFTER_MS);
    lastMs = nowMs;
  };
  const timer = setInterval(tick, TICK_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    tick();
    return livedMs;
  };
}
