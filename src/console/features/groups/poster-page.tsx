import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { GroupCards } from '../../../contracts/groups.ts';
import { groupCardsQuery } from '../../api/groups.ts';
import { useSession } from '../../api/session.ts';
import { useLanguage } from '../../ui/language.tsx';
import { LinkButton } from '../../ui/links.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { QrCode } from '../../ui/qr-code.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { Empty } from '../../ui/states.tsx';
import classes from './poster.module.css';

const route = getRouteApi('/console/groups/$groupId/poster');

/** A sheet for the door of the community house: how to join this group. */
export function Page() {
  const { groupId } = route.useParams();
  const { t } = useLanguage();
  const cards = useQuery(groupCardsQuery);
  return (
    <PageFrame
      title={t('poster-title')}
      intro={t('poster-intro')}
      actions={
        <>
          <LinkButton to="/groups" variant="default">
            {t('poster-back')}
          </LinkButton>
          <Button onClick={() => window.print()}>{t('print-now')}</Button>
        </>
      }
    >
      <QueryView query={cards}>
        {({ groups, accounts }) => {
          const group = groups.find(({ id }) => id === groupId);
          return group === undefined ? (
            <Empty>{t('group-not-yours')}</Empty>
          ) : (
            <Poster name={group.name} joinCode={group.joinCode} accounts={accounts} />
          );
        }}
      </QueryView>
    </PageFrame>
  );
}

interface PosterProps {
  name: string;
  joinCode: string;
  accounts: GroupCards['accounts'];
}

function Poster({ name, joinCode, accounts }: PosterProps) {
  const { t } = useLanguage();
  const { unit } = useSession();
  return (
    <section className={classes.sheet} aria-label={name}>
      <p className={classes.unit}>{unit.name}</p>
      <h2 className={classes.call}>{t('poster-call')}</h2>
      <p className={classes.name}>{name}</p>
      <ol className={classes.steps}>
        <li>{t('poster-open')}</li>
        <li>
          {t('poster-send')} <strong className={classes.code}>{joinCode}</strong>
        </li>
        <li>{t('poster-follow')}</li>
      </ol>
      <div className={classes.codes}>
        {accounts.map(({ channel, name: account, url }) => (
          <figure key={`${channel} ${account}`} className={classes.account}>
            {url !== null && (
              <QrCode
                text={url.replace('{code}', joinCode)}
                label={t('poster-code-of', { account })}
                size={190}
              />
            )}
            <figcaption>
              <strong>{t(`channel-${channel}`)}</strong>
              <br />
              {account}
            </figcaption>
          </figure>
        ))}
      </div>
      <p className={classes.care}>{t('poster-care')}</p>
    </section>
  );
}
