import { Button, Group } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { discardDraft, draftsQuery } from '../../api/compose.ts';
import { useSession } from '../../api/session.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { useNotify } from '../../ui/notify.tsx';
import { Section } from '../../ui/page-frame.tsx';
import classes from './draft-list.module.css';
import { dropLocally, localDrafts } from './local-drafts.ts';
import { type StoredDraft, storedDrafts } from './stored-drafts.ts';

interface DraftListProps {
  drill: boolean;
  onResume: (stored: StoredDraft) => void;
}

/** What this person has begun and not sent: at the service, and in this browser alone. Nothing where there is none. */
export function DraftList({ drill, onResume }: DraftListProps) {
  const { t, dateTime } = useLanguage();
  const { staffId } = useSession();
  const { data } = useQuery(draftsQuery);
  const [local, setLocal] = useState(() => localDrafts(staffId));
  const notify = useNotify();
  const client = useQueryClient();
  const discard = useMutation({
    mutationFn: async ({ draftId, localKey }: StoredDraft) => {
      if (draftId !== null) await discardDraft(draftId);
      if (localKey !== null) dropLocally(staffId, localKey);
    },
    onSuccess: () => {
      setLocal(localDrafts(staffId));
      notify.done(t('draft-discarded'));
      return client.invalidateQueries({ queryKey: draftsQuery.queryKey });
    },
    onError: notify.failed,
  });
  const drafts = storedDrafts(data ?? [], local, staffId).filter(({ content }) => content.drill === drill);
  if (drafts.length === 0) return null;
  return (
    <Section title={t('drafts-title')}>
      <ul className={classes.list}>
        {drafts.map((stored) => {
          const { content, savedAt, returned, number } = stored;
          return (
            <li key={stored.draftId ?? stored.localKey} className={classes.draft}>
              <div className={classes.words}>
                <p className={classes.what}>
                  {t(`category-${content.category}`)}
                  {number !== null && ` · ${number}`}
                </p>
                <p className={classes.text}>{content.texts.vi || t('draft-without-text')}</p>
                {returned !== null && (
                  <p className={classes.returned}>{t('draft-returned', { comment: returned.comment })}</p>
                )}
                <p className={classes.when}>
                  {t(stored.localKey === null ? 'draft-saved-at' : 'draft-kept-at', {
                    time: dateTime(savedAt),
                  })}
                </p>
              </div>
              <Group gap="xs">
                <Button size="md" onClick={() => onResume(stored)}>
                  {t('draft-resume')}
                </Button>
                <ConfirmButton
                  size="md"
                  question={t('draft-discard-question')}
                  confirm={t('draft-discard')}
                  onConfirm={() => discard.mutate(stored)}
                >
                  {t('draft-discard')}
                </ConfirmButton>
              </Group>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
