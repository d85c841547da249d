import { Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useLanguage } from '../../ui/language.tsx';
import classes from './schedule-field.module.css';
import { fromFieldTime, toFieldTime } from './vietnam-time.ts';

interface ScheduleFieldProps {
  /** ISO; null: at once. */
  sendFrom: string | null;
  onChange: (sendFrom: string | null) => void;
}

const HALF_AN_HOUR_MS = 30 * 60_000;

/** At once, or at a time of day in Vietnam. */
export function ScheduleField({ sendFrom, onChange }: ScheduleFieldProps) {
  const { t, dateTime } = useLanguage();
  const [typed, setTyped] = useState(() => (sendFrom === null ? '' : toFieldTime(sendFrom)));

  function turn(on: boolean): void {
    const iso = on ? new Date(Date.now() + HALF_AN_HOUR_MS).toISOString() : null;
    const value = iso === null ? '' : toFieldTime(iso);
    setTyped(value);
    onChange(fromFieldTime(value));
  }

  function type(value: string): void {
    setTyped(value);
    // A time that is half typed is none: the one before stays, so that nothing turns into "at once" by itself.
    const iso = fromFieldTime(value);
    if (iso !== null) onChange(iso);
  }

  return (
    <div className={classes.schedule}>
      <Switch
        size="md"
        label={t('compose-schedule')}
        checked={sendFrom !== null}
        onChange={({ currentTarget }) => turn(currentTarget.checked)}
      />
      {sendFrom !== null && (
        <TextInput
          size="md"
          type="datetime-local"
          aria-label={t('compose-send-from')}
          value={typed}
          error={noteOn(sendFrom)}
          onChange={({ currentTarget }) => type(currentTarget.value)}
        />
      )}
    </div>
  );

  function noteOn(iso: string): string | null {
    if (fromFieldTime(typed) === null) return t('compose-time-incomplete', { time: dateTime(iso) });
    return Date.parse(iso) <= Date.now() ? t('compose-time-over') : null;
  }
}
