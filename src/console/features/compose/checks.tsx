import { useLanguage } from '../../ui/language.tsx';
import { Section } from '../../ui/page-frame.tsx';
import { Failed } from '../../ui/states.tsx';
import type { KeyedFinding } from '../alert-parts/findings.ts';
import { FindingsList } from '../alert-parts/findings-list.tsx';
import classes from './parts.module.css';
import type { Composition } from './use-composition.ts';

interface ChecksProps {
  composition: Composition;
  onShow: (finding: KeyedFinding) => void;
}

/** What was found in what stands on the screen. */
export function Checks({ composition, onShow }: ChecksProps) {
  const { t } = useLanguage();
  const { answer, error, findings, ticked, tick, refetch } = composition;
  return (
    <Section title={t('findings-title')}>
      {error !== null && <Failed error={error} onRetry={() => void refetch()} />}
      {error === null && answer === null && <p className={classes.empty}>{t('findings-checking')}</p>}
      {answer !== null && <FindingsList findings={findings} ticked={ticked} onTick={tick} onShow={onShow} />}
    </Section>
  );
}
