import { Outlet, useMatches, useRouter } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { useLiveUpdates } from '../api/live.ts';
import { type Action, SessionContext, useMay, useSessionState } from '../api/session.ts';
import { HelpWatch } from '../features/now/help-watch.tsx';
import { ForbiddenPage } from '../ui/forbidden-page.tsx';
import { useLanguage } from '../ui/language.tsx';
import { Failed } from '../ui/states.tsx';
import { BottomBar } from './bottom-bar.tsx';
import classes from './console-layout.module.css';
import { DemoBanner } from './demo-banner.tsx';
import { LiveNotice } from './live-notice.tsx';
import { PageLoading } from './page-loading.tsx';
import { SideMenu } from './side-menu.tsx';
import { TopBar } from './top-bar.tsx';
import { useKeepLanguage } from './use-keep-language.ts';

const SecondFactorFirst = lazy(() =>
  import('../features/account/second-factor-first.tsx').then((module) => ({
    default: module.SecondFactorFirst,
  })),
);

/** The gate: who is not signed in is led to the sign-in and, afterwards, back to where they wanted to go. */
export function ConsoleLayout() {
  const { data: session, error, refetch } = useSessionState();
  if (session === undefined) {
    return (
      <div className={classes.waiting}>
        {error !== null && <Failed error={error} onRetry={() => void refetch()} />}
      </div>
    );
  }
  if (session === null) {
    return <ToSignIn />;
  }
  if (session.secondFactor.required && !session.secondFactor.on) {
    return (
      <SessionContext value={session}>
        <Suspense fallback={<PageLoading />}>
          <SecondFactorFirst />
        </Suspense>
      </SessionContext>
    );
  }
  return (
    <SessionContext value={session}>
      <Shell />
    </SessionContext>
  );
}

function ToSignIn() {
  const router = useRouter();
  useEffect(() => {
    const { href, pathname } = router.latestLocation;
    // On its way already: the address of the sign-in is nobody's wish.
    if (pathname === '/sign-in') return;
    void router.navigate({ to: '/sign-in', search: href === '/' ? {} : { to: href }, replace: true });
  }, [router]);
  return null;
}

/** Header, menu and page. On a phone the menu is a bar at the bottom. */
function Shell() {
  const { t } = useLanguage();
  const may = useMay();
  const live = useLiveUpdates(may('see_alerts'));
  useKeepLanguage();

  return (
    <div className={classes.shell}>
      {may('see_replies') && <HelpWatch />}
      <a className={classes.skip} href="#content">
        {t('skip-to-content')}
      </a>
      <header className={classes.top}>
        <DemoBanner />
        <TopBar />
      </header>
      <SideMenu />
      <main className={classes.main} id="content" tabIndex={-1}>
        <RightGate />
      </main>
      <LiveNotice state={live} />
      <BottomBar />
    </div>
  );
}

function RightGate() {
  const may = useMay();
  const right = useMatches({
    select: (matches): Action | null => matches.at(-1)?.staticData.right ?? null,
  });
  return right !== null && !may(right) ? <ForbiddenPage /> : <Outlet />;
}
