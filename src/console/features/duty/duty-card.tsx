import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { Now } from '../../../contracts/now.ts';
import { useMay, useSession } from '../../api/session.ts';
import { useLanguage } from '../../ui/language.tsx';
import { LinkButton } from '../../ui/links.tsx';
import { Section } from '../../ui/page-frame.tsx';
import classes from './duty.module.css';
import { HandOverSheet } from './hand-over-sheet.tsx';
import { personWords } from './person-words.ts';
import { TakeOverSheet } from './take-over-sheet.tsx';

/** Who is on duty, what the one before left, and the way to take or hand over. */
export function DutyCard({ now, hasHistory = true }: { now: Now; hasHistory?: boolean }) {
  const { t } = useLanguage();
  const may = useMay();
  const { staffId } = useSession();
  const [isTaking, taking] = useDisclosure(false);
  const [isHanding, handing] = useDisclosure(false);
  const { current, previous } = now.duty;
  const isOwn = current?.by.staffId === staffId;

  return (
    <Section
      title={t('duty-title')}
      actions={
        hasHistory &&
        may('take_duty') && (
          <LinkButton to="/duty" variant="default" size="compact-sm">
            {t('duty-history')}
          </LinkButton>
        )
      }
    >
      <OnDuty current={current} />
      {previous?.note != null && previous.note !== '' && (
        <p className={classes.note}>
          <span className={classes.noteTitle}>{t('duty-note-of', { name: personWords(previous.by) })}</span>
          {previous.note}
        </p>
      )}
      {may('take_duty') && (
        <div className={classes.buttons}>
          {isOwn ? (
            <Button onClick={handing.open}>{t('duty-hand-over')}</Button>
          ) : (
            <Button variant={current === null ? 'filled' : 'default'} onClick={taking.open}>
              {t('duty-take-over')}
            </Button>
          )}
        </div>
      )}
      <TakeOverSheet now={now} opened={isTaking} onClose={taking.close} />
      <HandOverSheet now={now} opened={isHanding} onClose={handing.close} />
    </Section>
  );
}

function OnDuty({ current }: { current: Now['duty']['current'] }) {
  const { t, dateTime } = useLanguage();
  if (current === null) return <p className={classes.nobody}>{t('duty-nobody')}</p>;
  return (
    <p className={classes.who}>
      <span className={classes.name}>{personWords(current.by)}</span>
      <span className={classes.dim}>{t('duty-since', { time: dateTime(current.startedAt) })}</span>
    </p>
  );
}
