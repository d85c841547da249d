import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { useSignOut } from '../../api/session.ts';
import { OpenFrame } from '../../shell/open-frame.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { useNotify } from '../../ui/notify.tsx';
import { TurnOnSecondFactor } from './turn-on-second-factor.tsx';

/** All there is for who must have a second factor and has none yet: the service answers nothing else. */
export function SecondFactorFirst() {
  const { t } = useLanguage();
  const notify = useNotify();
  const signOut = useSignOut();
  // The page behind it begins at its top, however far down the codes were read.
  useEffect(() => () => window.scrollTo({ top: 0 }), []);
  return (
    <OpenFrame
      title={t('second-factor-first')}
      intro={t('second-factor-first-why')}
      foot={
        <Button
          variant="subtle"
          loading={signOut.isPending}
          onClick={() => signOut.mutate(undefined, { onError: notify.failed })}
        >
          {t('sign-out')}
        </Button>
      }
    >
      <TurnOnSecondFactor onDone={() => {}} />
    </OpenFrame>
  );
}
