import { Button, Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { failureOf } from '../api/request.ts';
import { failureText } from './failure-text.ts';
import { useLanguage } from './language.tsx';
import classes from './states.module.css';

/** Grey rows in the place of what is on its way, as high as what will come. */
export function Loading({ rows = 4, height = 56 }: { rows?: number; height?: number }) {
  const { t } = useLanguage();
  return (
    <div className={classes.loading} role="status" aria-label={t('loading')}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all the same
        <Skeleton key={row} height={height} />
      ))}
    </div>
  );
}

/** There is nothing to show, and that is no failure; say what would make something appear. */
export function Empty({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className={classes.empty}>
      <p>{children}</p>
      {action}
    </div>
  );
}

/** It could not be loaded: why, and a button to ask again. */
export function Failed({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useLanguage();
  return (
    <div className={classes.failed} role="alert">
      <p>{failureText(failureOf(error), t)}</p>
      {onRetry !== undefined && (
        <Button variant="default" onClick={onRetry}>
          {t('retry')}
        </Button>
      )}
    </div>
  );
}

/** Why a form or a button did not do what it should; for below the form. */
export function FailureLine({ error }: { error: unknown }) {
  const { t } = useLanguage();
  if (error === null || error === undefined) return null;
  return (
    <p className={classes.line} role="alert">
      {failureText(failureOf(error), t)}
    </p>
  );
}
