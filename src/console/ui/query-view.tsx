import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useLanguage } from './language.tsx';
import classes from './states.module.css';
import { Failed, Loading } from './states.tsx';

interface QueryViewProps<Data> {
  query: UseQueryResult<Data>;
  /** What stands there while the first answer is on its way; as high as the content, so that nothing jumps. */
  loading?: ReactNode;
  children: (data: Data) => ReactNode;
}

/** What a query brought, or that it is loading, or why it failed. Old data stay on the screen and are said to be old. */
export function QueryView<Data>({ query, loading = <Loading />, children }: QueryViewProps<Data>) {
  const { t, clock } = useLanguage();
  if (query.data === undefined) {
    return query.error === null ? (
      loading
    ) : (
      <Failed error={query.error} onRetry={() => void query.refetch()} />
    );
  }
  return (
    <>
      {query.error !== null && (
        <p className={classes.old} role="status">
          {t('figures-are-old', { time: clock(new Date(query.dataUpdatedAt).toISOString()) })}
        </p>
      )}
      {children(query.data)}
    </>
  );
}
