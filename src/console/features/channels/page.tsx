import { useQuery } from '@tanstack/react-query';
import { channelsQuery } from '../../api/channels.ts';
import { useLanguage } from '../../ui/language.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { Empty, Loading } from '../../ui/states.tsx';
import { AccountCard } from './account-card.tsx';
import classes from './channels.module.css';

/** Bots and official accounts: whether they send, how much waits, how long their credentials last. */
export function Page() {
  const { t } = useLanguage();
  const channels = useQuery(channelsQuery);
  return (
    <PageFrame title={t('nav-channels')} intro={t('channels-intro')}>
      <QueryView query={channels} loading={<Loading rows={2} height={300} />}>
        {({ accounts, asOf }) =>
          accounts.length === 0 ? (
            <Empty>{t('channels-none')}</Empty>
          ) : (
            <div className={classes.accounts}>
              {accounts.map((account) => (
                <AccountCard key={account.channelAccountId} account={account} asOf={asOf} />
              ))}
            </div>
          )
        }
      </QueryView>
    </PageFrame>
  );
}
