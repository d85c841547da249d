import { Button } from '@mantine/core';
import { useLanguage } from '../../ui/language.tsx';
import { FailureLine } from '../../ui/states.tsx';
import classes from './replies.module.css';

/** Why a photo or voice note is not there, in its place. */
export function MediaFailed({ error, onAgain }: { error: Error; onAgain: () => void }) {
  const { t } = useLanguage();
  return (
    <div className={classes.mediaFailed}>
      <FailureLine error={error} />
      <Button variant="default" size="compact-sm" onClick={onAgain}>
        {t('retry')}
      </Button>
    </div>
  );
}
