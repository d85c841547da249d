import { Select, TextInput } from '@mantine/core';
import { type AlertCategoryView, legalBasisSchema } from '../../../contracts/alerts.ts';
import { useLanguage } from '../../ui/language.tsx';
import classes from './details-fields.module.css';
import type { Draft } from './draft.ts';
import { ScheduleField } from './schedule-field.tsx';

interface DetailsFieldsProps {
  category: AlertCategoryView;
  draft: Draft;
  setDraft: (change: (draft: Draft) => Draft) => void;
}

/** What an alert of this category has to name, and what any may: a source, a legal basis, a time. */
export function DetailsFields({ category, draft, setDraft }: DetailsFieldsProps) {
  const { t } = useLanguage();
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  return (
    <div className={classes.fields}>
      {(category.aboutPerson || draft.media?.showsPerson === true) && (
        <Select
          size="md"
          label={t('compose-legal-basis')}
          placeholder={t('compose-choose')}
          withAsterisk
          clearable
          clearButtonProps={{ 'aria-label': t('compose-clear') }}
          data={legalBasisSchema.options.map((value) => ({ value, label: t(`legal-basis-${value}`) }))}
          value={draft.legalBasis}
          onChange={(value) => set({ legalBasis: legalBasisSchema.nullable().parse(value) })}
        />
      )}
      {category.needsSource && (
        <>
          <TextInput
            size="md"
            label={t('compose-document-number')}
            maxLength={80}
            value={draft.documentNumber ?? ''}
            onChange={({ currentTarget }) => set({ documentNumber: currentTarget.value })}
          />
          <TextInput
            size="md"
            label={t('compose-issuing-authority')}
            maxLength={120}
            value={draft.issuingAuthority ?? ''}
            onChange={({ currentTarget }) => set({ issuingAuthority: currentTarget.value })}
          />
        </>
      )}
      <ScheduleField sendFrom={draft.sendFrom} onChange={(sendFrom) => set({ sendFrom })} />
    </div>
  );
}
