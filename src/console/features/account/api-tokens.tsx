import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import type { ApiToken } from '../../../contracts/tokens.ts';
import { tokensQuery, useEndToken } from '../../api/account.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { useNotify } from '../../ui/notify.tsx';
import { Section } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { Row, Rows } from '../../ui/rows.tsx';
import { Empty, Loading } from '../../ui/states.tsx';

// Its form is loaded when it is asked for.
const NewToken = lazy(async () => ({ default: (await import('./new-token.tsx')).NewToken }));

/** Tokens with which the person's own programs do what the person may do. */
export function ApiTokens() {
  const { t } = useLanguage();
  const tokens = useQuery(tokensQuery);
  const [isOpen, { open, close }] = useDisclosure(false);
  const grantable = tokens.data?.grantable ?? [];
  return (
    <Section
      title={t('tokens')}
      intro={t('tokens-intro')}
      actions={
        grantable.length > 0 && (
          <Button variant="default" onClick={open}>
            {t('tokens-make')}
          </Button>
        )
      }
    >
      <QueryView query={tokens} loading={<Loading rows={1} />}>
        {(list) =>
          list.tokens.length === 0 ? (
            <Empty>{t('tokens-none')}</Empty>
          ) : (
            <Rows>
              {list.tokens.map((token) => (
                <TokenRow key={token.id} token={token} />
              ))}
            </Rows>
          )
        }
      </QueryView>
      {isOpen && (
        <Suspense>
          <NewToken grantable={grantable} onClose={close} />
        </Suspense>
      )}
    </Section>
  );
}

function TokenRow({ token }: { token: ApiToken }) {
  const { t, dateTime } = useLanguage();
  const notify = useNotify();
  const end = useEndToken();
  const { name, actions, expiresAt, lastUsedAt } = token;
  return (
    <Row
      title={name}
      details={[
        actions.map((action) => t(`action-${action}`)).join(' · '),
        t('tokens-until', { time: dateTime(expiresAt) }),
        lastUsedAt === null ? t('tokens-unused') : t('tokens-used', { time: dateTime(lastUsedAt) }),
      ]}
      actions={
        <ConfirmButton
          question={t('tokens-end-question', { name })}
          confirm={t('tokens-end')}
          onConfirm={() =>
            end.mutate(token.id, {
              onSuccess: () => notify.done(t('tokens-ended')),
              onError: notify.failed,
            })
          }
        >
          {t('tokens-end')}
        </ConfirmButton>
      }
    />
  );
}
