import { Switch } from '@mantine/core';
import { switchBell, useBell } from '../../ui/bell.ts';
import { useLanguage } from '../../ui/language.tsx';
import classes from './now.module.css';

/** Whether a call for help sounds in this browser. */
export function BellSwitch() {
  const { t } = useLanguage();
  const bell = useBell();
  return (
    <Switch
      className={classes.bell}
      label={t('bell')}
      description={t(`bell-${bell}`)}
      checked={bell !== 'off'}
      onChange={(event) => switchBell(event.currentTarget.checked)}
    />
  );
}
