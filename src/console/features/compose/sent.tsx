import { Button, Group } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { RaiseAnswer } from '../../../contracts/alerts.ts';
import { useLanguage } from '../../ui/language.tsx';
import { TextLink } from '../../ui/links.tsx';
import { Section } from '../../ui/page-frame.tsx';
import { DrillMark } from '../alert-parts/drill-mark.tsx';
import classes from './sent.module.css';

export type Sent = Extract<RaiseAnswer, { kind: 'raised' | 'pending_approval' }>;

/** What became of what was written. */
export function SentView({ sent, drill, onNext }: { sent: Sent; drill: boolean; onNext: () => void }) {
  const { t, dateTime } = useLanguage();
  const { number } = sent;
  const isRaised = sent.kind === 'raised';
  const part = useRef<HTMLDivElement>(null);
  useEffect(() => part.current?.focus(), []);
  return (
    <div ref={part} tabIndex={-1} className={classes.part} role="status">
      <Section title={t(isRaised ? 'sent-raised' : 'sent-pending', { number })}>
        {drill && <DrillMark wide />}
        {isRaised ? (
          <>
            <p className={classes.line}>{t('sent-raised-to', { count: sent.households })}</p>
            {sent.approveBy !== null && (
              <p className={classes.line}>{t('sent-approve-by', { time: dateTime(sent.approveBy) })}</p>
            )}
          </>
        ) : (
          <p className={classes.line}>
            {sent.approversTold > 0
              ? t('sent-approvers-told', { count: sent.approversTold })
              : t('sent-nobody-told')}
          </p>
        )}
        <Group>
          <TextLink to="/alerts/$alertId" params={{ alertId: sent.alertId }}>
            {t('sent-follow')}
          </TextLink>
          <Button variant="default" size="md" onClick={onNext}>
            {t('sent-next')}
          </Button>
        </Group>
      </Section>
    </div>
  );
}
