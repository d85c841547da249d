import { Button } from '@mantine/core';
import type { DutyShift } from '../../../contracts/now.ts';
import { useShifts } from '../../api/duty.ts';
import { useNow } from '../../api/now.ts';
import { useLanguage } from '../../ui/language.tsx';
import { PageFrame, Section } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';
import classes from './duty.module.css';
import { DutyCard } from './duty-card.tsx';
import { personWords } from './person-words.ts';

/** The shift that goes on, and those before with what they left. */
export function Page() {
  const { t } = useLanguage();
  return (
    <PageFrame title={t('duty-page-title')}>
      <QueryView query={useNow()} loading={<Loading rows={1} height={180} />}>
        {(now) => <DutyCard now={now} hasHistory={false} />}
      </QueryView>
      <Section title={t('duty-shifts')}>
        <Shifts />
      </Section>
    </PageFrame>
  );
}

function Shifts() {
  const { t } = useLanguage();
  const { rows, error, hasMore, isLoadingMore, loadMore, isOld, reload } = useShifts();
  if (rows === undefined) return error === null ? <Loading /> : <Failed error={error} onRetry={reload} />;
  if (rows.length === 0) return <Empty>{t('duty-shifts-none')}</Empty>;
  return (
    <>
      <ol className={classes.shifts}>
        {rows.map((shift) => (
          <Shift key={shift.id} shift={shift} />
        ))}
      </ol>
      {(hasMore || isOld) && (
        <div className={classes.buttons}>
          {hasMore && (
            <Button variant="default" loading={isLoadingMore} onClick={loadMore}>
              {t('rows-more')}
            </Button>
          )}
          {isOld && (
            <Button variant="default" onClick={reload}>
              {t('rows-old')}
            </Button>
          )}
        </div>
      )}
    </>
  );
}

function Shift({ shift }: { shift: DutyShift }) {
  const { t, dateTime } = useLanguage();
  return (
    <li className={classes.shift}>
      <p className={classes.dim}>
        {dateTime(shift.startedAt)} – {shift.endedAt === null ? t('duty-goes-on') : dateTime(shift.endedAt)}
      </p>
      <p>{personWords(shift.by)}</p>
      <p className={classes.noteText}>{shift.note ?? ''}</p>
    </li>
  );
}
