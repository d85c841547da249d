import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { GroupCard } from '../../../contracts/groups.ts';
import { groupCardsQuery } from '../../api/groups.ts';
import { useMay } from '../../api/session.ts';
import { useLanguage } from '../../ui/language.tsx';
import { PageFrame, Section } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { Empty } from '../../ui/states.tsx';
import { EditGroupDialog } from './edit-group-dialog.tsx';
import { GroupItem } from './group-item.tsx';
import classes from './groups.module.css';
import { NewGroupDialog } from './new-group-dialog.tsx';

/** The neighbourhood groups of the unit: the codes households join by, quiet hours, and where they are. */
export function Page() {
  const { t, number } = useLanguage();
  const mayManage = useMay()('manage_groups');
  const cards = useQuery(groupCardsQuery);
  const [isAdding, adding] = useDisclosure(false);
  const [edited, setEdited] = useState<GroupCard | null>(null);
  return (
    <PageFrame
      title={t('groups-title')}
      intro={t('groups-intro')}
      actions={
        mayManage && (
          <Button size="md" onClick={adding.open}>
            {t('group-add')}
          </Button>
        )
      }
    >
      <QueryView query={cards}>
        {({ groups }) => (
          <>
            {groups.length === 0 && <Empty>{t(mayManage ? 'groups-none-add' : 'groups-none')}</Empty>}
            {[...new Set(groups.map(({ kind }) => kind))].map((kind) => {
              const own = groups.filter((group) => group.kind === kind);
              return (
                <Section key={kind} title={`${t(`group-kind-${kind}`)} (${number(own.length)})`}>
                  <ul className={classes.list}>
                    {own.map((group) => (
                      <GroupItem
                        key={group.id}
                        group={group}
                        onEdit={mayManage ? () => setEdited(group) : null}
                      />
                    ))}
                  </ul>
                </Section>
              );
            })}
          </>
        )}
      </QueryView>
      {isAdding && <NewGroupDialog onClose={adding.close} />}
      {edited !== null && <EditGroupDialog group={edited} onClose={() => setEdited(null)} />}
    </PageFrame>
  );
}
