import { Button, Group } from '@mantine/core';
import type { GroupCard } from '../../../contracts/groups.ts';
import { useLanguage } from '../../ui/language.tsx';
import { LinkButton } from '../../ui/links.tsx';
import { timeOf } from './group-form.ts';
import classes from './groups.module.css';

interface GroupItemProps {
  group: GroupCard;
  /** Null for who may only look. */
  onEdit: (() => void) | null;
}

export function GroupItem({ group, onEdit }: GroupItemProps) {
  const { t, number } = useLanguage();
  const { id, name, joinCode, households, reachable, quietHours, place } = group;
  return (
    <li className={classes.group}>
      <h3 className={classes.name}>{name}</h3>
      <p className={classes.code}>
        <span className={classes.dim}>{t('group-code')}</span> <strong>{joinCode}</strong>
      </p>
      <p className={classes.fact}>
        {t('group-households', { households: number(households), reachable: number(reachable) })}
      </p>
      <p className={classes.fact}>
        {quietHours === null
          ? t('group-quiet-none')
          : t('group-quiet', { from: timeOf(quietHours.fromMinute), to: timeOf(quietHours.toMinute) })}
      </p>
      <p className={classes.fact}>{t(place === null ? 'group-place-none' : 'group-place-known')}</p>
      <Group gap="xs">
        <LinkButton to="/groups/$groupId/poster" params={{ groupId: id }} size="md" variant="default">
          {t('group-poster')}
        </LinkButton>
        {onEdit !== null && (
          <Button size="md" variant="default" onClick={onEdit} aria-label={t('group-edit-named', { name })}>
            {t('group-edit')}
          </Button>
        )}
      </Group>
    </li>
  );
}
