import classes from './share-bar.module.css';

export interface Share {
  key: string;
  value: number;
  /** A colour of the theme: good, seen, bad, warn, talk, quiet, waiting. */
  tone: string;
}

/** Parts of a whole as one bar. Only a picture: the same figures stand beside it in words. */
export function ShareBar({ shares, whole }: { shares: readonly Share[]; whole: number }) {
  return (
    <span className={classes.bar} aria-hidden="true">
      {shares.map(({ key, value, tone }) => (
        <span
          key={key}
          style={{
            width: `${whole === 0 ? 0 : (value / whole) * 100}%`,
            background: `var(--by-tone-${tone})`,
          }}
        />
      ))}
    </span>
  );
}
