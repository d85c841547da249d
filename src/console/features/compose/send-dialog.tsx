import { Button, Checkbox, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { RaiseAnswer } from '../../../contracts/alerts.ts';
import { useLanguage } from '../../ui/language.tsx';
import { FailureLine } from '../../ui/states.tsx';
import { DrillMark } from '../alert-parts/drill-mark.tsx';
import classes from './send-dialog.module.css';
import { type SendPlan, sendWords } from './send-words.ts';
import type { SendExtras } from './use-send.ts';

interface SendDialogProps {
  plan: SendPlan;
  /** Category and groups, in words. */
  about: string;
  opened: boolean;
  onClose: () => void;
  onSend: (extras: SendExtras) => void;
  isSending: boolean;
  /** Why it was not sent: a failure, or an answer that is not the one hoped for. */
  error: unknown;
  refusal: RaiseAnswer['kind'] | null;
}

const REASON_LENGTH = { min: 10, max: 500 };

/** The last look before it leaves. A drill is confirmed as a drill; what cannot wait for approval says why. */
export function SendDialog({
  plan,
  about,
  opened,
  onClose,
  onSend,
  isSending,
  error,
  refusal,
}: SendDialogProps) {
  const { t } = useLanguage();
  const { drill, households, approval, time } = plan;
  const [isDrillConfirmed, setDrillConfirmed] = useState(false);
  const [isGlassBroken, setGlassBroken] = useState(false);
  const [reason, setReason] = useState('');
  const mayBreakGlass = approval.kind === 'second_person' && approval.mayBreakGlass && !drill;
  const breaks = mayBreakGlass && isGlassBroken;
  const canSend = (!drill || isDrillConfirmed) && (!breaks || reason.trim().length >= REASON_LENGTH.min);
  const title = drill
    ? 'send-drill-title'
    : approval.kind === 'second_person'
      ? 'send-ask-title'
      : 'send-title';

  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t(title)}
      size="lg"
      centered
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!canSend) return;
          onSend({ drillConfirmed: drill, breakGlass: breaks ? { reason: reason.trim() } : null });
        }}
      >
        <Stack>
          {drill && <DrillMark wide />}
          <Text size="md">{about}</Text>
          <Text size="md">
            {time === null
              ? t('send-to', { count: households })
              : t('send-to-later', { count: households, time })}
          </Text>
          {approval.kind === 'second_person' && (
            <div>
              <p className={classes.line}>{t('send-second-person')}</p>
              <ul className={classes.reasons}>
                {approval.reasons.map((code) => (
                  <li key={code}>{t(`approval-reason-${code}`)}</li>
                ))}
              </ul>
            </div>
          )}
          {drill && (
            <Checkbox
              size="md"
              data-autofocus
              label={t('send-drill-confirm')}
              checked={isDrillConfirmed}
              onChange={({ currentTarget }) => setDrillConfirmed(currentTarget.checked)}
            />
          )}
          {mayBreakGlass && (
            <Checkbox
              size="md"
              label={t('send-break-glass')}
              checked={isGlassBroken}
              onChange={({ currentTarget }) => setGlassBroken(currentTarget.checked)}
            />
          )}
          {breaks && (
            <Textarea
              size="md"
              autosize
              minRows={2}
              required
              label={t('send-break-glass-reason')}
              description={t('send-break-glass-reason-why', { count: REASON_LENGTH.min })}
              maxLength={REASON_LENGTH.max}
              value={reason}
              onChange={({ currentTarget }) => setReason(currentTarget.value)}
            />
          )}
          <FailureLine error={error} />
          {error !== null && <Text size="md">{t('send-again-is-safe')}</Text>}
          {refusal !== null && (
            <p className={classes.refusal} role="alert">
              {t(`send-refused-${refusal}`)}
            </p>
          )}
          <Group justify="flex-end">
            <Button variant="default" size="md" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button
              type="submit"
              size="md"
              className={classes.send ?? ''}
              classNames={{ label: classes.sendLabel ?? '' }}
              color={breaks ? 'red' : drill ? 'violet' : 'teal'}
              loading={isSending}
              disabled={!canSend}
              {...(drill ? {} : { 'data-autofocus': true })}
            >
              {breaks ? t('send-break-glass-now', { count: households }) : sendWords(plan, t)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
