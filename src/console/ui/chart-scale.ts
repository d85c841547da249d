export interface CurvePoint {
  ms: number;
  value: number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Steps of a clock that people count in. */
const TIME_STEPS = [
  5 * SECOND,
  10 * SECOND,
  30 * SECOND,
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  7 * DAY,
];
/** Vietnam has no daylight saving: whole hours and days there are at this distance from those of UTC. */
const VIETNAM_OFFSET_MS = 7 * HOUR;

/** Moments to write under a time axis, at most `most`, on whole minutes, hours or days of Vietnam. */
export function timeTicks(fromMs: number, toMs: number, most: number): { ticks: number[]; stepMs: number } {
  const span = Math.max(1, toMs - fromMs);
  const stepMs = TIME_STEPS.find((step) => span / step <= most) ?? Math.ceil(span / most / DAY) * DAY;
  const first = Math.ceil((fromMs + VIETNAM_OFFSET_MS) / stepMs) * stepMs - VIETNAM_OFFSET_MS;
  const ticks: number[] = [];
  for (let tick = first; tick <= toMs; tick += stepMs) ticks.push(tick);
  return { ticks, stepMs };
}

/** Round numbers from 0 to at least `max`: 0, 20, 40, 60. */
export function valueTicks(max: number, most = 4): number[] {
  const rough = Math.max(1, max) / most;
  const size = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(
    1,
    [1, 2, 2.5, 5, 10].map((factor) => factor * size).find((round) => round >= rough) ?? rough,
  );
  const whole = Math.ceil(step);
  const ticks = [0];
  while ((ticks.at(-1) ?? 0) < max) ticks.push((ticks.at(-1) ?? 0) + whole);
  return ticks;
}

/** The running total at a moment: that of the last point not after it; 0 before the first. */
export function valueAt(points: readonly CurvePoint[], ms: number): number {
  let value = 0;
  for (const point of points) {
    if (point.ms > ms) break;
    value = point.value;
  }
  return value;
}

/** Steps of a running total from `fromMs` to `toMs` as an SVG path. */
export function stepPath(
  points: readonly CurvePoint[],
  window: { fromMs: number; toMs: number },
  x: (ms: number) => number,
  y: (value: number) => number,
): string {
  const { fromMs, toMs } = window;
  const parts = [`M${x(fromMs).toFixed(1)} ${y(valueAt(points, fromMs)).toFixed(1)}`];
  for (const { ms, value } of points) {
    if (ms <= fromMs || ms > toMs) continue;
    parts.push(`H${x(ms).toFixed(1)}V${y(value).toFixed(1)}`);
  }
  parts.push(`H${x(toMs).toFixed(1)}`);
  return parts.join('');
}

/** At most `most` moments of the window, evenly apart, for the table that says the same as the lines. */
export function sampleMoments(fromMs: number, toMs: number, most: number): number[] {
  if (toMs <= fromMs) return [toMs];
  return Array.from({ length: most }, (_, index) => fromMs + ((toMs - fromMs) * index) / (most - 1));
}
