import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type AuditView, auditFiltersQuery } from '../../api/audit.ts';
import { useLanguage } from '../../ui/language.tsx';
import { actionWords } from './action-words.ts';
import classes from './audit.module.css';

interface AuditFiltersProps {
  view: AuditView;
  onChange: (change: AuditView) => void;
}

const TYPING_PAUSE_MS = 400;
const NOTHING: AuditView = {
  action: undefined,
  staffId: undefined,
  subject: undefined,
  fromDay: undefined,
  toDay: undefined,
};

/** An empty field is no filter. */
const filled = (value: string) => (value === '' ? undefined : value);

export function AuditFilters({ view, onChange }: AuditFiltersProps) {
  const { t } = useLanguage();
  const { data } = useQuery(auditFiltersQuery);
  const [subject, setSubject] = useState(view.subject ?? '');
  const settle = useDebouncedCallback(
    (typed: string) => onChange({ subject: filled(typed.trim()) }),
    TYPING_PAUSE_MS,
  );
  const isFiltered = Object.values(view).some((value) => value !== undefined);
  const everything = { value: '', label: t('audit-all') };

  return (
    <search className={classes.filters} aria-label={t('audit-filters')}>
      <NativeSelect
        label={t('audit-action')}
        value={view.action ?? ''}
        data={[
          everything,
          ...(data?.actions ?? []).map((action) => ({ value: action, label: actionWords(action, t) })),
        ]}
        onChange={(event) => onChange({ action: filled(event.currentTarget.value) })}
      />
      <NativeSelect
        label={t('audit-by')}
        value={view.staffId ?? ''}
        data={[
          everything,
          ...(data?.staff ?? []).map(({ staffId, name, office }) => ({
            value: staffId,
            label: name ?? office,
          })),
        ]}
        onChange={(event) => onChange({ staffId: filled(event.currentTarget.value) })}
      />
      <TextInput
        type="date"
        label={t('audit-from')}
        max={view.toDay}
        value={view.fromDay ?? ''}
        onChange={(event) => onChange({ fromDay: filled(event.currentTarget.value) })}
      />
      <TextInput
        type="date"
        label={t('audit-to')}
        min={view.fromDay}
        value={view.toDay ?? ''}
        onChange={(event) => onChange({ toDay: filled(event.currentTarget.value) })}
      />
      <TextInput
        label={t('audit-subject')}
        placeholder="BMT-2026-0147"
        maxLength={100}
        value={subject}
        onChange={(event) => {
          setSubject(event.currentTarget.value);
          settle(event.currentTarget.value);
        }}
      />
      <Button
        variant="default"
        disabled={!isFiltered}
        onClick={() => {
          setSubject('');
          onChange(NOTHING);
        }}
      >
        {t('audit-no-filters')}
      </Button>
    </search>
  );
}
