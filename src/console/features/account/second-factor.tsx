import { Button, Group, Text } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useSession } from '../../api/session.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Section } from '../../ui/page-frame.tsx';
import { Loading } from '../../ui/states.tsx';

/** What draws QR codes is loaded when somebody wants one. */
const TurnOnSecondFactor = lazy(async () => ({
  default: (await import('./turn-on-second-factor.tsx')).TurnOnSecondFactor,
}));
const NewRecoveryCodes = lazy(async () => ({
  default: (await import('./new-recovery-codes.tsx')).NewRecoveryCodes,
}));

/** Fewer codes than this: time for new ones. */
const FEW_CODES = 3;

/** Two-step sign-in: turn it on, move it to another phone, get new recovery codes. */
export function SecondFactor() {
  const { t } = useLanguage();
  const { secondFactor } = useSession();
  const [doing, setDoing] = useState<'nothing' | 'key' | 'codes'>('nothing');
  const done = () => setDoing('nothing');
  const left = secondFactor.recoveryCodesLeft ?? 0;

  return (
    <Section
      title={t('second-factor')}
      intro={t(secondFactor.on ? 'second-factor-is-on' : 'second-factor-is-off')}
    >
      {secondFactor.on && (
        <Text c={left < FEW_CODES ? 'var(--by-tone-warn)' : 'dimmed'}>
          {t('second-factor-codes-left', { count: left })}
        </Text>
      )}
      {doing === 'nothing' && (
        <Group>
          <Button variant={secondFactor.on ? 'default' : 'filled'} onClick={() => setDoing('key')}>
            {t(secondFactor.on ? 'second-factor-move' : 'second-factor-turn-on')}
          </Button>
          {secondFactor.on && (
            <Button variant="default" onClick={() => setDoing('codes')}>
              {t('second-factor-new-codes')}
            </Button>
          )}
        </Group>
      )}
      <Suspense fallback={<Loading rows={3} />}>
        {doing === 'key' && <TurnOnSecondFactor onDone={done} onCancel={done} />}
        {doing === 'codes' && <NewRecoveryCodes onDone={done} />}
      </Suspense>
    </Section>
  );
}
