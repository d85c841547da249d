import type { ReactNode } from 'react';
import { useLanguage } from '../ui/language.tsx';
import { LanguageSwitch } from '../ui/language-switch.tsx';
import { useHeadingFocus, useWindowTitle } from '../ui/page-title.ts';
import { DemoBanner } from './demo-banner.tsx';
import classes from './open-frame.module.css';

interface OpenFrameProps {
  title: string;
  intro?: ReactNode;
  children: ReactNode;
  /** Below the card. */
  foot?: ReactNode;
}

/** A page for who is not signed in: one card. */
export function OpenFrame({ title, intro, children, foot }: OpenFrameProps) {
  const { t } = useLanguage();
  useWindowTitle(title);
  const heading = useHeadingFocus();
  return (
    <div className={classes.page}>
      <header>
        <DemoBanner />
        <div className={classes.top}>
          <span className={classes.brand}>
            Bình Yên <span className={classes.where}>{t('brand-line')}</span>
          </span>
          <LanguageSwitch />
        </div>
      </header>
      <main className={classes.main}>
        <div className={classes.card}>
          <h1 className={classes.title} ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {intro !== undefined && <p className={classes.intro}>{intro}</p>}
          {children}
        </div>
        {foot}
      </main>
    </div>
  );
}
