import { Button, Textarea } from '@mantine/core';
import type { AttachedMedia } from '../../../contracts/alert-media.ts';
import type { FollowUpRequest } from '../../../contracts/alert-running.ts';
import { useLanguage } from '../../ui/language.tsx';
import { FailureLine } from '../../ui/states.tsx';
import { MediaField } from '../alert-parts/media-field.tsx';
import classes from './alerts.module.css';

/** As they stand in the fields. */
export interface FollowUpTexts {
  vi: string;
  en: string;
}

interface FollowUpTextProps {
  message: FollowUpRequest['message'];
  texts: FollowUpTexts;
  onTexts: (texts: FollowUpTexts) => void;
  media: AttachedMedia | null;
  onMedia: (media: AttachedMedia | null) => void;
  isChecking: boolean;
  refused: string | null;
  error: Error | null;
  onCheck: () => void;
  onCancel: () => void;
}

const TEXT_LIMIT = 4_000;

/** The first step: what is to be said. */
export function FollowUpText(props: FollowUpTextProps) {
  const { message, texts, onTexts, isChecking, refused, error } = props;
  const { t } = useLanguage();
  return (
    <form
      className={classes.sheet}
      onSubmit={(event) => {
        event.preventDefault();
        props.onCheck();
      }}
    >
      <p>{t(`act-${message}-means`)}</p>
      <Textarea
        data-autofocus
        required
        label={t('follow-up-text-vi')}
        autosize
        minRows={4}
        maxRows={14}
        maxLength={TEXT_LIMIT}
        value={texts.vi}
        onChange={(event) => onTexts({ ...texts, vi: event.currentTarget.value })}
      />
      <Textarea
        label={t('follow-up-text-en')}
        description={t('follow-up-text-en-why')}
        autosize
        minRows={2}
        maxRows={14}
        maxLength={TEXT_LIMIT}
        value={texts.en}
        onChange={(event) => onTexts({ ...texts, en: event.currentTarget.value })}
      />
      <MediaField media={props.media} onChange={props.onMedia} />
      {refused !== null && <p role="alert">{refused}</p>}
      <FailureLine error={error} />
      <div className={classes.sheetButtons}>
        <Button variant="default" onClick={props.onCancel}>
          {t('cancel')}
        </Button>
        <Button type="submit" loading={isChecking} disabled={texts.vi.trim() === ''}>
          {t('follow-up-check')}
        </Button>
      </div>
    </form>
  );
}
