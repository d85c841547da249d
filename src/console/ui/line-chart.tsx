import { type PointerEvent, useState } from 'react';
import { type CurvePoint, sampleMoments, stepPath, timeTicks, valueAt, valueTicks } from './chart-scale.ts';
import { useLanguage } from './language.tsx';
import classes from './line-chart.module.css';
import { useWidth } from './use-width.ts';

export interface Curve {
  key: string;
  label: string;
  tone: 'seen' | 'good';
  /** The second sign beside the colour. */
  isDashed: boolean;
  /** Running totals, oldest first. */
  points: readonly CurvePoint[];
}

interface LineChartProps {
  label: string;
  curves: readonly Curve[];
  fromMs: number;
  toMs: number;
  /** The whole that the curves may reach. */
  max: number;
  /** Moments to name, e.g. when an update went out. */
  marks: readonly { ms: number; label: string }[];
}

/** The same number is in the style sheet. */
const HEIGHT = 250;
const INSET = { top: 16, right: 14, bottom: 26, left: 52 };
const TABLE_ROWS = 12;
const PX_PER_TIME_TICK = 92;

/** Running totals over time as stepped lines, with the same figures as a table below. */
export function LineChart({ label, curves, fromMs, toMs, max, marks }: LineChartProps) {
  const { t, number, momentOf } = useMoments(toMs - fromMs);
  const [plot, width] = useWidth<HTMLDivElement>(600);
  const [pointedMs, setPointedMs] = useState<number | null>(null);

  const inner = Math.max(1, width - INSET.left - INSET.right);
  const values = valueTicks(max);
  const top = values.at(-1) ?? 1;
  const x = (ms: number) => INSET.left + (inner * (ms - fromMs)) / Math.max(1, toMs - fromMs);
  const y = (value: number) => HEIGHT - INSET.bottom - ((HEIGHT - INSET.top - INSET.bottom) * value) / top;
  const { ticks } = timeTicks(fromMs, toMs, Math.max(2, Math.floor(inner / PX_PER_TIME_TICK)));
  const readMs = pointedMs === null ? toMs : Math.min(toMs, Math.max(fromMs, pointedMs));

  function point(event: PointerEvent<SVGSVGElement>): void {
    const left = event.currentTarget.getBoundingClientRect().left;
    setPointedMs(fromMs + ((event.clientX - left - INSET.left) / inner) * (toMs - fromMs));
  }

  return (
    <div className={classes.chart}>
      <ul className={classes.legend}>
        {curves.map(({ key, label: name, tone, isDashed, points }) => (
          <li key={key} data-tone={tone}>
            <span className={classes.key} data-dashed={isDashed} aria-hidden="true" />
            {name}
            <strong>{number(valueAt(points, readMs))}</strong>
          </li>
        ))}
        <li className={classes.moment} aria-hidden="true">
          {momentOf(readMs)}
        </li>
      </ul>
      <div ref={plot} className={classes.plot}>
        <svg
          width={width}
          height={HEIGHT}
          role="img"
          aria-label={label}
          onPointerMove={point}
          onPointerLeave={() => setPointedMs(null)}
        >
          {values.map((value) => (
            <g key={value}>
              <line
                className={classes.grid}
                x1={INSET.left}
                x2={width - INSET.right}
                y1={y(value)}
                y2={y(value)}
              />
              <text className={classes.tick} x={INSET.left - 8} y={y(value) + 4} textAnchor="end">
                {number(value)}
              </text>
            </g>
          ))}
          {ticks.map((ms) => (
            <text key={ms} className={classes.tick} x={x(ms)} y={HEIGHT - 6} textAnchor="middle">
              {momentOf(ms)}
            </text>
          ))}
          {marks
            .filter(({ ms }) => ms > fromMs && ms <= toMs)
            .map(({ ms, label: name }) => (
              <g key={ms}>
                <line
                  className={classes.mark}
                  x1={x(ms)}
                  x2={x(ms)}
                  y1={INSET.top - 4}
                  y2={HEIGHT - INSET.bottom}
                />
                <text className={classes.markText} x={x(ms)} y={INSET.top - 6} textAnchor="middle">
                  {name}
                </text>
              </g>
            ))}
          {curves.map(({ key, tone, isDashed, points }) => (
            <path
              key={key}
              className={classes.line}
              data-dashed={isDashed}
              data-tone={tone}
              d={stepPath(points, { fromMs, toMs }, x, y)}
            />
          ))}
          {pointedMs !== null && (
            <line
              className={classes.cursor}
              x1={x(readMs)}
              x2={x(readMs)}
              y1={INSET.top}
              y2={HEIGHT - INSET.bottom}
            />
          )}
          {curves.map(({ key, tone, points }) => (
            <circle
              key={key}
              className={classes.dot}
              data-tone={tone}
              cx={x(readMs)}
              cy={y(valueAt(points, readMs))}
              r={4.5}
            />
          ))}
        </svg>
      </div>
      <details className={classes.asTable}>
        <summary>{t('chart-as-table')}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('chart-time')}</th>
              {curves.map(({ key, label: name }) => (
                <th key={key} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sampleMoments(fromMs, toMs, TABLE_ROWS).map((ms) => (
              <tr key={ms}>
                <td>{momentOf(ms)}</td>
                {curves.map(({ key, points }) => (
                  <td key={key}>{number(valueAt(points, ms))}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </div>
  );
}

const SECONDS_BELOW_MS = 20 * 60_000;
const DAYS_ABOVE_MS = 36 * 3_600_000;

/** Moments as exact as the span asks for: with seconds in the first minutes, with the day when it goes on for days. */
function useMoments(spanMs: number) {
  const { t, number, clock, clockSeconds, dayClock } = useLanguage();
  const write = spanMs < SECONDS_BELOW_MS ? clockSeconds : spanMs > DAYS_ABOVE_MS ? dayClock : clock;
  return { t, number, momentOf: (ms: number) => write(new Date(ms).toISOString()) };
}
