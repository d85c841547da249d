import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { webhooksQuery } from '../../api/webhooks.ts';
import { useLanguage } from '../../ui/language.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { Empty, Loading } from '../../ui/states.tsx';
import { NewWebhookForm } from './new-webhook.tsx';
import { WebhookCard } from './webhook-card.tsx';
import classes from './webhooks.module.css';

/** Other systems of the police that are told what changes, and whether they take it. */
export function Page() {
  const { t } = useLanguage();
  const webhooks = useQuery(webhooksQuery);
  const [isOpen, { open, close }] = useDisclosure(false);
  return (
    <PageFrame
      title={t('nav-webhooks')}
      intro={t('webhooks-intro')}
      actions={
        <Button variant="default" onClick={open}>
          {t('webhooks-add')}
        </Button>
      }
    >
      <QueryView query={webhooks} loading={<Loading rows={2} height={260} />}>
        {(list) =>
          list.webhooks.length === 0 ? (
            <Empty>{t('webhooks-none')}</Empty>
          ) : (
            <div className={classes.webhooks}>
              {list.webhooks.map((webhook) => (
                <WebhookCard key={webhook.id} webhook={webhook} />
              ))}
            </div>
          )
        }
      </QueryView>
      {isOpen && <NewWebhookForm kinds={webhooks.data?.kinds ?? []} onClose={close} />}
    </PageFrame>
  );
}
