import { Button, Drawer, Text } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { useSimulatorState } from '../../api/simulator-queries.ts';
import { DemoBanner } from '../../shell/demo-banner.tsx';
import { ConnectionNotice } from '../../ui/connection-notice.tsx';
import { ChartIcon } from '../../ui/icons.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { LanguageSwitch } from '../../ui/language-switch.tsx';
import { useWindowTitle } from '../../ui/page-title.ts';
import { useSelectedPerson } from '../../ui/use-selected-person.ts';
import { ChatPanel } from '../chat/chat-panel.tsx';
import { PeoplePanel } from '../people/people-panel.tsx';
import { StatePanel } from '../state/state-panel.tsx';
import classes from './simulator-page.module.css';

/** Below this the state is in a drawer; the same number is in the style sheet. */
const STATE_BESIDE = '(min-width: 74em)';

/** People, one phone, and the state of the whole: three columns, or one at a time on a small screen. */
export function Page() {
  const { t } = useLanguage();
  useWindowTitle(t('page-subtitle'));
  const { data: state, error, dataUpdatedAt } = useSimulatorState();
  const { personId, select, close } = useSelectedPerson();
  const isStateBeside = useMediaQuery(STATE_BESIDE, undefined, { getInitialValueInEffect: false });
  const [isStateOpen, { open: openState, close: closeState }] = useDisclosure(false);

  function openPerson(next: string): void {
    closeState();
    select(next);
  }

  const statePanel = <StatePanel state={state} error={error} onOpen={openPerson} />;

  return (
    <div className={classes.page} data-chat={personId === null ? 'closed' : 'open'}>
      <header className={classes.top}>
        <DemoBanner />
        <div className={classes.bar}>
          <h1 className={classes.name}>
            Bình Yên <span className={classes.where}>{t('page-subtitle')}</span>
          </h1>
          {!isStateBeside && (
            <Button size="compact-md" variant="default" leftSection={<ChartIcon />} onClick={openState}>
              {t('state-title')}
            </Button>
          )}
          <LanguageSwitch />
        </div>
        <ConnectionNotice isLost={error !== null && state !== undefined} lastAt={dataUpdatedAt} />
      </header>
      <main className={classes.columns}>
        <div className={classes.people}>
          <PeoplePanel openId={personId} onOpen={openPerson} />
        </div>
        <div className={classes.chat}>
          {personId === null ? (
            <Text c="dimmed" ta="center" maw={340}>
              {t('chat-choose')}
            </Text>
          ) : (
            <ChatPanel key={personId} personId={personId} state={state} onBack={close} onOpen={openPerson} />
          )}
        </div>
        {isStateBeside && (
          <aside className={classes.state} aria-label={t('state-title')}>
            {statePanel}
          </aside>
        )}
      </main>
      <Drawer
        opened={isStateOpen && !isStateBeside}
        onClose={closeState}
        position="right"
        size={420}
        title={t('state-title')}
        closeButtonProps={{ 'aria-label': t('close') }}
        styles={{
          body: { padding: 0 },
          content: { background: 'var(--by-page)' },
          header: { background: 'var(--by-page)' },
        }}
      >
        {statePanel}
      </Drawer>
    </div>
  );
}
