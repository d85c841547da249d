import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { auditParams, auditQuery } from '../../api/audit.ts';
import { useDownload } from '../../api/download.ts';
import { useLanguage } from '../../ui/language.tsx';
import { useNotify } from '../../ui/notify.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';
import { usePageSearch } from '../../ui/use-page-search.ts';
import { AuditTable } from './audit-table.tsx';
import { AuditFilters } from './filters.tsx';
import { VerifyChain } from './verify-chain.tsx';

const daySchema = z.iso.date().optional().catch(undefined);
const searchSchema = z.object({
  action: z.string().max(300).optional().catch(undefined),
  staffId: z.uuid().optional().catch(undefined),
  subject: z.string().max(100).optional().catch(undefined),
  fromDay: daySchema,
  toDay: daySchema,
});

/** What staff did: append-only, sealed, to filter, to prove and to take along. */
export function Page() {
  const { t } = useLanguage();
  const notify = useNotify();
  const [view, change] = usePageSearch(searchSchema);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    auditQuery(view),
  );
  const download = useDownload();
  const entries = data?.pages.flatMap(({ items }) => items);

  return (
    <PageFrame
      title={t('nav-audit')}
      intro={t('audit-intro')}
      actions={
        <Button
          variant="default"
          loading={download.isPending}
          onClick={() =>
            download.mutate(
              { address: `/api/audit/export?${auditParams(view)}`, name: 'audit.csv' },
              { onError: notify.failed },
            )
          }
        >
          {t('audit-export')}
        </Button>
      }
    >
      <VerifyChain />
      <AuditFilters view={view} onChange={change} />
      {entries === undefined ? (
        error === null ? (
          <Loading rows={8} height={44} />
        ) : (
          <Failed error={error} onRetry={() => void refetch()} />
        )
      ) : entries.length === 0 ? (
        <Empty>{t('audit-none')}</Empty>
      ) : (
        <>
          <AuditTable entries={entries} />
          {error !== null && <Failed error={error} onRetry={() => void fetchNextPage()} />}
          {hasNextPage && error === null && (
            <div>
              <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
                {t('audit-older')}
              </Button>
            </div>
          )}
        </>
      )}
    </PageFrame>
  );
}
