import { Button, Text } from '@mantine/core';
import type { AuditVerdict } from '../../../contracts/audit.ts';
import { useVerifyAudit } from '../../api/audit.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Section } from '../../ui/page-frame.tsx';
import { FailureLine } from '../../ui/states.tsx';
import classes from './audit.module.css';

/** Reads the chain of seals again: whether anybody has changed, taken out or put in an entry since. */
export function VerifyChain() {
  const { t } = useLanguage();
  const { mutate, isPending, data, error } = useVerifyAudit();
  return (
    <Section title={t('audit-chain')} intro={t('audit-chain-intro')}>
      <div className={classes.verify}>
        <Button variant="default" loading={isPending} onClick={() => mutate()}>
          {t('audit-verify')}
        </Button>
        <div className={classes.verdict} role="status">
          {isPending && <Text c="dimmed">{t('audit-verifying')}</Text>}
          {data !== undefined && !isPending && <Verdict verdict={data} />}
        </div>
        <FailureLine error={error} />
      </div>
    </Section>
  );
}

function Verdict({ verdict }: { verdict: AuditVerdict }) {
  const { t, number } = useLanguage();
  if (verdict.kind === 'broken') {
    return (
      <Text fw={600} c="var(--by-tone-bad)">
        {t('audit-broken', { first: verdict.firstId })}
      </Text>
    );
  }
  return (
    <Text fw={600} c="var(--by-tone-good)">
      {t('audit-intact', {
        entries: number(verdict.entries),
        seals: number(verdict.seals),
        unsealed: number(verdict.unsealed),
      })}
    </Text>
  );
}
