import { Badge, Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';
import type { Webhook } from '../../../contracts/webhooks.ts';
import {
  useNewWebhookSecret,
  useRemoveWebhook,
  useSwitchWebhook,
  useTestWebhook,
} from '../../api/webhooks.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Facts } from '../../ui/facts.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { useNotify } from '../../ui/notify.tsx';
import { Section } from '../../ui/page-frame.tsx';
import { Deliveries } from './deliveries.tsx';
import { SecretOnce } from './secret-once.tsx';
import classes from './webhooks.module.css';

export function WebhookCard({ webhook }: { webhook: Webhook }) {
  const { t, number, dateTime } = useLanguage();
  const [isOpen, { toggle, open }] = useDisclosure(false);
  const { url, kinds, state, pausedReason, pausedAt, failingSince, previousUntil } = webhook;
  const { host } = new URL(url);
  const isFailing = state === 'active' && failingSince !== null;
  const shown = state === 'active' ? (isFailing ? 'failing' : 'working') : 'paused';

  return (
    <Section
      title={host}
      intro={<span className={classes.url}>{url}</span>}
      actions={
        <Badge size="lg" color={COLORS[shown]} variant="light">
          {t(`webhooks-state-${shown}`)}
        </Badge>
      }
    >
      {isFailing && (
        <p className={classes.warning}>{t('webhooks-failing', { time: dateTime(failingSince) })}</p>
      )}
      {pausedReason !== null && pausedReason !== 'by_hand' && (
        <p className={classes.warning}>
          {t(`webhooks-paused-${pausedReason}`, { time: pausedAt === null ? '' : dateTime(pausedAt) })}
        </p>
      )}
      <Facts
        facts={[
          [t('webhooks-kinds'), kinds.map((kind) => t(`webhooks-kind-${kind}`)).join(' · ')],
          [t('webhooks-reach'), t(webhook.wholeProvince ? 'webhooks-reach-province' : 'webhooks-reach-unit')],
          [
            t('webhooks-last-accepted'),
            webhook.lastAcceptedAt === null ? t('never') : dateTime(webhook.lastAcceptedAt),
          ],
          [t('webhooks-waiting'), number(webhook.waiting)],
          ...(previousUntil === null ? [] : [[t('webhooks-old-secret'), dateTime(previousUntil)] as const]),
        ]}
      />
      <Acts webhook={webhook} host={host} onTested={open}>
        <Button variant="default" aria-expanded={isOpen} onClick={toggle}>
          {t('webhooks-deliveries')}
        </Button>
      </Acts>
      {isOpen && <Deliveries webhookId={webhook.id} label={t('webhooks-deliveries-of', { host })} />}
    </Section>
  );
}

const COLORS = { working: 'teal', failing: 'red', paused: 'yellow' } as const;

interface ActsProps {
  webhook: Webhook;
  host: string;
  onTested: () => void;
  children: ReactNode;
}

function Acts({ webhook, host, onTested, children }: ActsProps) {
  const { t, dateTime } = useLanguage();
  const notify = useNotify();
  const { id, state } = webhook;
  const test = useTestWebhook(id);
  const change = useSwitchWebhook(id);
  const secret = useNewWebhookSecret(id);
  const remove = useRemoveWebhook(id);
  const to = state === 'active' ? 'pause' : 'resume';

  return (
    <div className={classes.actions}>
      <Button
        variant="default"
        disabled={state === 'paused'}
        loading={test.isPending}
        onClick={() => test.mutate(undefined, { onSuccess: onTested, onError: notify.failed })}
      >
        {t('webhooks-test')}
      </Button>
      <Button
        variant="default"
        loading={change.isPending}
        onClick={() =>
          change.mutate(to, {
            onSuccess: () => notify.done(t(`webhooks-done-${to}`)),
            onError: notify.failed,
          })
        }
      >
        {t(`webhooks-${to}`)}
      </Button>
      {children}
      <ConfirmButton
        question={t('webhooks-new-secret-question')}
        confirm={t('webhooks-new-secret')}
        onConfirm={() => secret.mutate(undefined, { onError: notify.failed })}
      >
        {t('webhooks-new-secret')}
      </ConfirmButton>
      <ConfirmButton
        question={t('webhooks-remove-question', { host })}
        confirm={t('webhooks-remove')}
        onConfirm={() =>
          remove.mutate(undefined, {
            onSuccess: () => notify.done(t('webhooks-removed')),
            onError: notify.failed,
          })
        }
      >
        {t('webhooks-remove')}
      </ConfirmButton>
      {secret.data !== undefined && (
        <Dialog onClose={secret.reset} title={t('webhooks-new-secret')} size="lg" closeOnClickOutside={false}>
          <SecretOnce
            words={t('webhooks-once-again', { time: dateTime(secret.data.previousUntil) })}
            secret={secret.data.secret}
            onClose={secret.reset}
          />
        </Dialog>
      )}
    </div>
  );
}
