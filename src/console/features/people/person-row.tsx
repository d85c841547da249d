import { memo } from 'react';
import type { SimulatorPerson } from '../../../contracts/simulator.ts';
import { PersonAvatar } from '../../ui/avatar.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { NetworkTag } from '../../ui/network-tag.tsx';
import classes from './people.module.css';

export const ROW_HEIGHT = 76;

export function rowId(personId: string): string {
  return `person-${personId}`;
}

export interface PersonRowProps {
  person: SimulatorPerson;
  position: number;
  count: number;
  isOpen: boolean;
  isActive: boolean;
  onOpen: (personId: string) => void;
}

export const PersonRow = memo(function PersonRow({
  person,
  position,
  count,
  isOpen,
  isActive,
  onOpen,
}: PersonRowProps) {
  const { t, clock } = useLanguage();
  const isOfficer = person.role === 'officer';
  const where = isOfficer ? t('people-officer') : (person.group ?? t('people-no-group'));

  return (
    // Keys are handled by the list, which holds the focus and points at the active row.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    // biome-ignore lint/a11y/useFocusableInteractive: see above
    <div
      id={rowId(person.id)}
      role="option"
      aria-selected={isOpen}
      aria-posinset={position + 1}
      aria-setsize={count}
      className={classes.row}
      data-active={isActive}
      style={{ transform: `translateY(${position * ROW_HEIGHT}px)`, height: ROW_HEIGHT }}
      onClick={() => onOpen(person.id)}
    >
      <PersonAvatar id={person.id} name={person.name} isOfficer={isOfficer} />
      <span className={classes.rowBody}>
        <span className={classes.rowLine}>
          <span className={classes.name}>{person.name}</span>
          {person.lastAt !== null && <time className={classes.time}>{clock(person.lastAt)}</time>}
        </span>
        <span className={classes.rowLine}>
          <span className={classes.lastLine}>{person.lastLine ?? where}</span>
          {person.unread > 0 && (
            <span className={classes.unread}>
              <span aria-hidden="true">{person.unread > 99 ? '99+' : person.unread}</span>
              <span className="by-hidden">{t('people-unread', { count: person.unread })}</span>
            </span>
          )}
        </span>
        <span className={classes.rowLine}>
          <NetworkTag network={person.network} />
          <span className={classes.where}>{person.lastLine === null ? '' : where}</span>
          {person.blocked && (
            <span className={classes.tag} data-tone="bad">
              {t('people-tag-blocked')}
            </span>
          )}
          {!person.joined && (
            <span className={classes.tag}>
              {t(isOfficer ? 'people-tag-not-linked' : 'people-tag-not-joined')}
            </span>
          )}
        </span>
      </span>
    </div>
  );
});
