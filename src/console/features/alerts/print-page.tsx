import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { z } from 'zod';
import type { AlertHousehold } from '../../../contracts/alert-page.ts';
import { situationSchema } from '../../../contracts/words.ts';
import { useAlert, useAllHouseholds } from '../../api/alerts.ts';
import { useLanguage } from '../../ui/language.tsx';
import { LinkButton } from '../../ui/links.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Empty, Failed } from '../../ui/states.tsx';
import { usePageSearch } from '../../ui/use-page-search.ts';
import { TO_LOOK_AFTER } from './alert-figures.ts';
import classes from './print.module.css';
import { PrintGroup } from './print-group.tsx';

const route = getRouteApi('/console/alerts/$alertId/print');
const searchSchema = z.object({
  group: z.uuid().optional().catch(undefined),
  situation: situationSchema.optional().catch(undefined),
});

/** Households to look after on paper: A4, large type, each group on a sheet of its own for who goes there. */
export function Page() {
  const { alertId } = route.useParams();
  const { t, number } = useLanguage();
  const [{ group, situation }] = usePageSearch(searchSchema);
  const alert = useAlert(alertId).data?.alert;
  const { rows, total, isComplete, isCut, error, retry } = useAllHouseholds(alertId, {
    situations: situation === undefined ? TO_LOOK_AFTER : [situation],
    groupId: group,
  });

  return (
    <PageFrame
      title={t('print-title', { number: alert?.number ?? '' })}
      actions={
        <>
          <LinkButton
            to="/alerts/$alertId"
            params={{ alertId }}
            search={{ view: 'households', group, situation }}
            variant="default"
          >
            {t('print-back')}
          </LinkButton>
          <Button disabled={!isComplete || rows.length === 0} onClick={() => window.print()}>
            {t('print-now')}
          </Button>
        </>
      }
    >
      <p className={classes.progress} role="status">
        {isComplete
          ? t(isCut ? 'print-cut' : 'print-ready', { count: number(rows.length) })
          : t('print-loading', { count: number(rows.length), total: number(total) })}
      </p>
      {error !== null && <Failed error={error} onRetry={retry} />}
      {isComplete && rows.length === 0 && <Empty>{t('households-none')}</Empty>}
      {isComplete &&
        alert !== undefined &&
        groupsOf(rows).map((households) => (
          <PrintGroup key={households[0]?.groupId ?? 'none'} alert={alert} households={households} />
        ))}
    </PageFrame>
  );
}

/** Rows come by group; one list for each. */
function groupsOf(rows: readonly AlertHousehold[]): AlertHousehold[][] {
  const groups = new Map<string | null, AlertHousehold[]>();
  for (const row of rows) {
    const group = groups.get(row.groupId);
    if (group === undefined) groups.set(row.groupId, [row]);
    else group.push(row);
  }
  return [...groups.values()];
}
