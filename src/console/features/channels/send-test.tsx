import { Button, Text } from '@mantine/core';
import { isOnItsWay, useChannelTest } from '../../api/channels.ts';
import { useLanguage } from '../../ui/language.tsx';
import { FailureLine } from '../../ui/states.tsx';
import classes from './channels.module.css';
import { reasonWords } from './reason-words.ts';

/** Sends a short message to the officer's own chat and says what became of it. */
export function SendTest({ accountId, isTestable }: { accountId: string; isTestable: boolean }) {
  const { t } = useLanguage();
  const { begin, isBeginning, error, test } = useChannelTest(accountId);
  const isUnderWay = isBeginning || (test !== undefined && isOnItsWay(test));
  return (
    <div className={classes.test}>
      <Button variant="default" disabled={!isTestable} loading={isUnderWay} onClick={begin}>
        {t('channels-test')}
      </Button>
      {!isTestable && <Text c="dimmed">{t('channels-not-testable')}</Text>}
      <div role="status">
        {test !== undefined && (
          <Text>
            {t(`channels-test-${test.state}`)}
            {test.reason !== null && ` ${reasonWords(test.reason, t)}`}
          </Text>
        )}
      </div>
      <FailureLine error={error} />
    </div>
  );
}
