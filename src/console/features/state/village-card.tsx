import { ActionIcon, CopyButton, Tooltip } from '@mantine/core';
import type { SimulatorState } from '../../../contracts/simulator.ts';
import { CheckIcon, CopyIcon } from '../../ui/icons.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { HowFar, useNumber } from './figures.tsx';
import classes from './state.module.css';

/** Who has joined, in all and group by group, with the codes that let others join. */
export function VillageCard({ village, groups }: Pick<SimulatorState, 'village' | 'groups'>) {
  const { t } = useLanguage();
  const number = useNumber();
  return (
    <section className={classes.card} aria-label={t('village-title')}>
      <h3 className={classes.title}>{t('village-title')}</h3>
      <HowFar label={t('village-joined')} done={village.joined} of={village.planned} />
      <p className={classes.small}>
        {t('village-joining', { count: number(village.joining) })} ·{' '}
        {t('village-blocked', { count: number(village.blocked) })}
      </p>
      <p className={classes.small}>
        {t('village-homes', {
          telegram: number(village.homes.telegram),
          zalo: number(village.homes.zalo),
          both: number(village.homes.both),
        })}
      </p>
      <ul className={classes.groups}>
        {groups.map((group) => (
          <li key={group.joinCode}>
            <HowFar label={group.name} done={group.joined} of={group.planned} />
            <div className={classes.code}>
              <span>{t('village-code')}</span>
              <code>{group.joinCode}</code>
              <CopyCode code={group.joinCode} label={t('village-copy', { name: group.name })} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function CopyCode({ code, label }: { code: string; label: string }) {
  const { t } = useLanguage();
  return (
    <CopyButton value={code} timeout={2000}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? t('copied') : label}>
          <ActionIcon size={32} variant="subtle" aria-label={copied ? t('copied') : label} onClick={copy}>
            {copied ? <CheckIcon /> : <CopyIcon />}
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  );
}
