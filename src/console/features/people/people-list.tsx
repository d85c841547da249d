import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { SimulatorPerson } from '../../../contracts/simulator.ts';
import { useLanguage } from '../../ui/language.tsx';
import { rowOfKey } from '../../ui/row-of-key.ts';
import { useRowWindow } from '../../ui/use-row-window.ts';
import classes from './people.module.css';
import { PersonRow, ROW_HEIGHT, rowId } from './person-row.tsx';
import { useSteadyOrder } from './use-steady-order.ts';

/** Rows that Page Up and Page Down go over. */
const PAGE_ROWS = 8;

interface PeopleListProps {
  people: readonly SimulatorPerson[];
  openId: string | null;
  onOpen: (personId: string) => void;
}

/** A list box: one tab stop, arrows move, Enter opens. Only the rows near the view are drawn. */
export function PeopleList({ people, openId, onOpen }: PeopleListProps) {
  const { t } = useLanguage();
  const box = useRef<HTMLDivElement>(null);
  const [hasPointer, setHasPointer] = useState(false);
  const [hasFocus, setHasFocus] = useState(false);
  const [activeId, setActiveId] = useState<string | null>(null);
  const ordered = useSteadyOrder(people, hasPointer || hasFocus);
  const { from, to } = useRowWindow(box, ROW_HEIGHT, ordered.length);

  const activeIndex = ordered.findIndex(({ id }) => id === (activeId ?? openId));

  useEffect(() => {
    const element = box.current;
    if (element === null || !hasFocus || activeIndex < 0) return;
    const top = activeIndex * ROW_HEIGHT;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + ROW_HEIGHT > element.scrollTop + element.clientHeight) {
      element.scrollTop = top + ROW_HEIGHT - element.clientHeight;
    }
  }, [activeIndex, hasFocus]);

  function open(personId: string): void {
    setActiveId(personId);
    onOpen(personId);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const target = rowOfKey(event.key, activeIndex, ordered.length, PAGE_ROWS);
    if (target === null) return;
    event.preventDefault();
    const person = ordered[target];
    if (person === undefined) return;
    if (event.key === 'Enter' || event.key === ' ') open(person.id);
    else setActiveId(person.id);
  }

  // The active row stays in the document when scrolled away: screen readers follow the id.
  const drawn = ordered
    .map((person, position) => ({ person, position }))
    .filter(({ position }) => (position >= from && position < to) || position === activeIndex);
  const active = ordered[activeIndex];

  return (
    <div
      ref={box}
      role="listbox"
      tabIndex={0}
      aria-label={t('people-title')}
      aria-activedescendant={active === undefined ? undefined : rowId(active.id)}
      className={classes.list}
      onKeyDown={onKeyDown}
      onFocus={() => setHasFocus(true)}
      onBlur={() => setHasFocus(false)}
      onPointerEnter={() => setHasPointer(true)}
      onPointerLeave={() => setHasPointer(false)}
    >
      <div role="presentation" className={classes.rows} style={{ height: ordered.length * ROW_HEIGHT }}>
        {drawn.map(({ person, position }) => (
          <PersonRow
            key={person.id}
            person={person}
            position={position}
            count={ordered.length}
            isOpen={person.id === openId}
            isActive={hasFocus && position === activeIndex}
            onOpen={open}
          />
        ))}
      </div>
    </div>
  );
}
