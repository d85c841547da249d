import { Button, Menu } from '@mantine/core';
import { useState } from 'react';
import type { AlertPage } from '../../../contracts/alert-page.ts';
import { useMay } from '../../api/session.ts';
import { useLanguage } from '../../ui/language.tsx';
import { FollowUpSheet } from './follow-up-sheet.tsx';
import { HoldSheet } from './hold-sheet.tsx';
import { RemindersSheet } from './reminders-sheet.tsx';

/** What can be done with an alert that goes on. Each asks before it does anything. */
export type AlertAct = 'update' | 'correction' | 'closure' | 'reminders' | 'pause' | 'resume' | 'stop';

/** An open alert is one that nobody has closed and whose time is not over. */
const OPEN: readonly AlertPage['alert']['state'][] = ['sending', 'active', 'updated'];

export function isOpen({ state }: Pick<AlertPage['alert'], 'state'>): boolean {
  return OPEN.includes(state);
}

export function AlertActions({ page }: { page: AlertPage }) {
  const { alert } = page;
  const { t } = useLanguage();
  const may = useMay();
  const [act, setAct] = useState<AlertAct | null>(null);
  const close = () => setAct(null);
  const mayWrite = may('compose_alert');
  const mayStop = may('stop_alert');

  if (!isOpen(alert) || (!mayWrite && !mayStop)) return null;
  const held = alert.paused ? 'resume' : 'pause';
  return (
    <>
      {mayWrite && <Button onClick={() => setAct('update')}>{t('act-update')}</Button>}
      {mayWrite && (
        <Button variant="default" onClick={() => setAct('closure')}>
          {t('act-closure')}
        </Button>
      )}
      <Menu position="bottom-end" width={260}>
        <Menu.Target>
          <Button variant="default">{t('act-more')}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          {mayWrite && <Menu.Item onClick={() => setAct('correction')}>{t('act-correction')}</Menu.Item>}
          {mayWrite && <Menu.Item onClick={() => setAct('reminders')}>{t('act-reminders')}</Menu.Item>}
          {mayWrite && <Menu.Item onClick={() => setAct(held)}>{t(`act-${held}`)}</Menu.Item>}
          {mayStop && (
            <Menu.Item color="red" onClick={() => setAct('stop')}>
              {t('act-stop')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Sheet page={page} act={act} onClose={close} />
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
