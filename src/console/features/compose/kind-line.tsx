import { SegmentedControl } from '@mantine/core';
import type { AlertCategoryView } from '../../../contracts/alerts.ts';
import { severitySchema } from '../../../contracts/words.ts';
import { useLanguage } from '../../ui/language.tsx';
import type { Draft } from './draft.ts';
import classes from './kind-line.module.css';

interface KindLineProps {
  category: AlertCategoryView;
  draft: Draft;
  setDraft: (change: (draft: Draft) => Draft) => void;
}

/** What the alert is about, and how grave it is. */
export function KindLine({ category, draft, setDraft }: KindLineProps) {
  const { t } = useLanguage();
  return (
    <div className={classes.line}>
      <p className={classes.kind}>
        <span aria-hidden="true">{category.icon}</span> {t(`category-${category.code}`)}
      </p>
      {category.severities.length > 1 ? (
        <SegmentedControl
          size="md"
          aria-label={t('compose-severity')}
          data={category.severities.map((value) => ({ value, label: t(`compose-severity-${value}`) }))}
          value={draft.severity}
          onChange={(value) => setDraft((before) => ({ ...before, severity: severitySchema.parse(value) }))}
        />
      ) : (
        <span>{t(`compose-severity-${draft.severity}`)}</span>
      )}
    </div>
  );
}
