import type { ReactNode } from 'react';
import classes from './page-frame.module.css';
import { useHeadingFocus, useWindowTitle } from './page-title.ts';

interface PageFrameProps {
  title: string;
  /** One line under the heading. */
  intro?: ReactNode;
  /** Buttons beside the heading; below it on a phone. */
  actions?: ReactNode;
  /** `narrow` for forms and texts, `wide` for tables and maps. */
  width?: 'narrow' | 'wide';
  children: ReactNode;
}

/** The heading and body of a page of the console. */
export function PageFrame({ title, intro, actions, width = 'wide', children }: PageFrameProps) {
  useWindowTitle(title);
  const heading = useHeadingFocus();
  return (
    <div className={classes.page} data-width={width}>
      <div className={classes.top}>
        <div className={classes.words}>
          <h1 className={classes.title} ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {intro !== undefined && <p className={classes.intro}>{intro}</p>}
        </div>
        {actions !== undefined && <div className={classes.actions}>{actions}</div>}
      </div>
      {children}
    </div>
  );
}

/** A part of a page with a heading of its own. */
export function Section({ title, intro, actions, children }: Omit<PageFrameProps, 'width'>) {
  return (
    <section className={classes.section}>
      <div className={classes.top}>
        <div className={classes.words}>
          <h2 className={classes.sectionTitle}>{title}</h2>
          {intro !== undefined && <p className={classes.intro}>{intro}</p>}
        </div>
        {actions !== undefined && <div className={classes.actions}>{actions}</div>}
      </div>
      {children}
    </section>
  );
}
