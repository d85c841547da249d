import { Button } from '@mantine/core';
import type { SimulatorState } from '../../../contracts/simulator.ts';
import { useLanguage } from '../../ui/language.tsx';
import classes from './state.module.css';
import { CopyCode } from './village-card.tsx';

interface StartCardProps {
  officer: SimulatorState['officer'];
  onOpen: (personId: string) => void;
}

/** How to see the main thing happen. */
export function StartCard({ officer, onOpen }: StartCardProps) {
  const { t } = useLanguage();
  return (
    <section className={classes.card} aria-label={t('how-title')}>
      <h3 className={classes.title}>{t('how-title')}</h3>
      <ol className={classes.steps}>
        <li>{t('how-step-officer')}</li>
        <li>{t('how-step-watch')}</li>
        <li>{t('how-step-household')}</li>
      </ol>
      {officer !== null && (
        <>
          {officer.linkCode !== null && (
            <div className={classes.code}>
              <span>{t('how-link-code')}</span>
              <code>{officer.linkCode}</code>
              <CopyCode code={officer.linkCode} label={t('how-copy-link')} />
            </div>
          )}
          <Button fullWidth onClick={() => onOpen(officer.personId)}>
            {t('how-open-officer')}
          </Button>
        </>
      )}
    </section>
  );
}
