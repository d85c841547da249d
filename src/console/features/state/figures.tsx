import { useLanguage } from '../../ui/language.tsx';
import classes from './state.module.css';

export type Tone = 'good' | 'seen' | 'bad' | 'warn' | 'talk' | 'quiet' | 'waiting';

export interface Figure {
  key: string;
  label: string;
  value: number;
  tone: Tone;
}

/** One bar of parts of a whole, and the same parts in words and numbers: colour is never the only sign. */
export function FiguresBar({
  title,
  figures,
  whole,
}: {
  title: string;
  figures: readonly Figure[];
  whole: number;
}) {
  const number = useNumber();
  return (
    <div className={classes.block}>
      <h4 className={classes.subtitle}>{title}</h4>
      <div className={classes.bar} aria-hidden="true">
        {figures.map(({ key, value, tone }) => (
          <span key={key} data-tone={tone} style={{ width: `${whole === 0 ? 0 : (value / whole) * 100}%` }} />
        ))}
      </div>
      <dl className={classes.figures}>
        {figures.map(({ key, label, value, tone }) => (
          <div key={key} className={classes.figure} data-figure={key}>
            <dt>
              <span className={classes.dot} data-tone={tone} aria-hidden="true" />
              {label}
            </dt>
            <dd>{number(value)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** How far something is: "120/200" with a bar that says so to everyone. */
export function HowFar({ label, done, of }: { label: string; done: number; of: number }) {
  const number = useNumber();
  const share = of === 0 ? 0 : Math.min(100, (done / of) * 100);
  return (
    <div className={classes.howFar}>
      <div className={classes.howFarLine}>
        <span>{label}</span>
        <strong className="by-number">
          {number(done)}/{number(of)}
        </strong>
      </div>
      <div
        className={classes.bar}
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={of}
        aria-valuenow={Math.min(done, of)}
        aria-valuetext={`${done}/${of}`}
      >
        <span data-tone="good" style={{ width: `${share}%` }} />
      </div>
    </div>
  );
}

/** Grouped digits, as the language writes them; one decimal at most. */
export function useNumber(): (value: number) => string {
  const { language } = useLanguage();
  const format = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  return (value) => format.format(value);
}
