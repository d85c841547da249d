import type { ReactNode } from 'react';
import classes from './rows.module.css';

/** A short list of things, each with what can be done about it. */
export function Rows({ children }: { children: ReactNode }) {
  return <ul className={classes.rows}>{children}</ul>;
}

interface RowProps {
  title: ReactNode;
  details: readonly string[];
  actions?: ReactNode;
  children?: ReactNode;
}

export function Row({ title, details, actions, children }: RowProps) {
  return (
    <li className={classes.row}>
      <div className={classes.words}>
        <div className={classes.title}>{title}</div>
        {details.map((detail) => (
          <div key={detail} className={classes.detail}>
            {detail}
          </div>
        ))}
        {children}
      </div>
      {actions !== undefined && actions !== false && <div className={classes.actions}>{actions}</div>}
    </li>
  );
}
