import { Chip, CloseButton, Group, Skeleton, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { type PeopleFilter, peopleFilterSchema } from '../../../contracts/simulator.ts';
import { failureOf } from '../../api/request.ts';
import { usePeople } from '../../api/simulator-queries.ts';
import { failureText } from '../../ui/failure-text.ts';
import { SearchIcon } from '../../ui/icons.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { NewPerson } from './new-person.tsx';
import classes from './people.module.css';
import { PeopleList } from './people-list.tsx';

interface PeoplePanelProps {
  openId: string | null;
  onOpen: (personId: string) => void;
}

const TYPING_PAUSE_MS = 200;

/** Everyone in the simulation: search, filters, the list. */
export function PeoplePanel({ openId, onOpen }: PeoplePanelProps) {
  const { t } = useLanguage();
  const [search, setSearch] = useState('');
  const [filter, setFilter] = useState<PeopleFilter>('all');
  const [settledSearch] = useDebouncedValue(search, TYPING_PAUSE_MS);
  const { data, error } = usePeople({ search: settledSearch.trim(), filter });

  function showAll(): void {
    setSearch('');
    setFilter('all');
  }

  return (
    <section className={classes.panel} aria-label={t('people-title')}>
      <div className={classes.tools}>
        <Group gap="xs" wrap="nowrap">
          <TextInput
            className={classes.search}
            type="search"
            size="md"
            maxLength={100}
            aria-label={t('people-search')}
            placeholder={t('people-search')}
            leftSection={<SearchIcon />}
            rightSection={
              search === '' ? null : (
                <CloseButton aria-label={t('people-search-clear')} onClick={() => setSearch('')} />
              )
            }
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
          <NewPerson
            onAdded={(personId) => {
              showAll();
              onOpen(personId);
            }}
          />
        </Group>
        <Chip.Group value={filter} onChange={(value) => setFilter(peopleFilterSchema.parse(value))}>
          <div className={classes.filters} role="radiogroup" aria-label={t('people-filter')}>
            {peopleFilterSchema.options.map((option) => (
              <Chip key={option} value={option} size="sm" variant="outline">
                {t(`people-filter-${option}`)}
              </Chip>
            ))}
          </div>
        </Chip.Group>
        <Text size="sm" c="dimmed" className="by-number" aria-live="polite">
          {data === undefined ? ' ' : t('people-count', { shown: data.people.length, total: data.total })}
        </Text>
      </div>
      {data === undefined ? (
        <PeoplePlaceholder message={error === null ? null : failureText(failureOf(error), t)} />
      ) : data.people.length === 0 ? (
        <Text p="md" c="dimmed">
          {t(data.total === 0 ? 'people-none-yet' : 'people-none-found')}
        </Text>
      ) : (
        <PeopleList people={data.people} openId={openId} onOpen={onOpen} />
      )}
    </section>
  );
}

function PeoplePlaceholder({ message }: { message: string | null }) {
  const { t } = useLanguage();
  if (message !== null) {
    return (
      <Text p="md" role="alert">
        {message}
      </Text>
    );
  }
  return (
    <div className={classes.placeholder} role="status" aria-label={t('loading')}>
      {['a', 'b', 'c', 'd', 'e', 'f'].map((key) => (
        <Skeleton key={key} height={52} />
      ))}
    </div>
  );
}
