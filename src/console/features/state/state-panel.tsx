import { Skeleton, Text } from '@mantine/core';
import type { SimulatorState } from '../../../contracts/simulator.ts';
import { failureOf } from '../../api/request.ts';
import { failureText } from '../../ui/failure-text.ts';
import { useLanguage } from '../../ui/language.tsx';
import { AlertCard } from './alert-card.tsx';
import { ServerCard } from './server-card.tsx';
import { StartCard } from './start-card.tsx';
import classes from './state.module.css';
import { VillageCard } from './village-card.tsx';

interface StatePanelProps {
  state: SimulatorState | undefined;
  error: Error | null;
  onOpen: (personId: string) => void;
}

/** The whole simulation at a glance. */
export function StatePanel({ state, error, onOpen }: StatePanelProps) {
  const { t } = useLanguage();
  if (state === undefined) {
    return error === null ? (
      <div className={classes.panel} role="status" aria-label={t('loading')}>
        <Skeleton height={260} />
        <Skeleton height={300} />
        <Skeleton height={140} />
      </div>
    ) : (
      <Text p="md" role="alert">
        {failureText(failureOf(error), t)}
      </Text>
    );
  }
  return (
    <div className={classes.panel}>
      <AlertCard alert={state.alert} />
      <StartCard officer={state.officer} onOpen={onOpen} />
      <VillageCard village={state.village} groups={state.groups} />
      <ServerCard server={state.server} network="telegram" />
      {state.zaloServer !== null && <ServerCard server={state.zaloServer} network="zalo" />}
    </div>
  );
}
