import { Button, Menu } from '@mantine/core';
import { useState } from 'react';
import type { AlertAct, AlertPage } from '../../../contracts/alert-page.ts';
import { useLanguage } from '../../ui/language.tsx';
import { FollowUpSheet } from './follow-up-sheet.tsx';
import { HoldSheet } from './hold-sheet.tsx';
import { RemindersSheet } from './reminders-sheet.tsx';

/** What stands in the line; everything else is behind "more". */
const IN_LINE: readonly AlertAct[] = ['update', 'closure'];

/** What this person may do with the alert now, as the service says. Each asks before it does anything. */
export function AlertActions({ page }: { page: AlertPage }) {
  const { t } = useLanguage();
  const [act, setAct] = useState<AlertAct | null>(null);
  const inLine = page.acts.filter((one) => IN_LINE.includes(one));
  const more = page.acts.filter((one) => !IN_LINE.includes(one));
  const [only, another] = more;

  return (
    <>
      {inLine.map((one) => (
        <Button key={one} variant={one === 'update' ? 'filled' : 'default'} onClick={() => setAct(one)}>
          {t(`act-${one}`)}
        </Button>
      ))}
      {only !== undefined && another === undefined && (
        <Button
          variant="default"
          onClick={() => setAct(only)}
          {...(only === 'stop' && { variant: 'outline', color: 'red' })}
        >
          {t(`act-${only}`)}
        </Button>
      )}
      {another !== undefined && (
        <Menu position="bottom-end" width={260}>
          <Menu.Target>
            <Button variant="default">{t('act-more')}</Button>
          </Menu.Target>
          <Menu.Dropdown>
            {more.map((one) => (
              <Menu.Item key={one} {...(one === 'stop' && { color: 'red' })} onClick={() => setAct(one)}>
                {t(`act-${one}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      <Sheet page={page} act={act} onClose={() => setAct(null)} />
    </>
  );
}

interface SheetProps {
  page: AlertPage;
  act: AlertAct | null;
  onClose: () => void;
}

function Sheet({ page, act, onClose }: SheetProps) {
  const { alert } = page;
  switch (act) {
    case null:
      return null;
    case 'update':
    case 'correction':
    case 'closure':
      return <FollowUpSheet alert={alert} message={act} onClose={onClose} />;
    case 'reminders':
      return <RemindersSheet page={page} onClose={onClose} />;
    case 'pause':
    case 'resume':
    case 'stop':
      return <HoldSheet alert={alert} act={act} onClose={onClose} />;
  }
}
