/**
 * Every page of the console: one line each.
 *
 * To add a page:
 * 1. Make `features/<name>/page.tsx`, which exports a component `Page`; it is loaded when it is first opened. It starts
 *    with `<PageFrame title={t('…')}>` (ui/page-frame.tsx: heading, title of the window, focus) and shows its data with
 *    `<QueryView query={…}>` (ui/query-view.tsx: loading, failed, old and empty).
 * 2. Add a line to `pages` below: its path, the right it needs (null: every staff member), the import.
 * 3. If it belongs in the menu, add a line to shell/navigation.ts.
 * 4. Requests go through api/request.ts, in `api/<name>.ts`. Query keys begin with a word of `staleKeys` in api/refresh.ts;
 *    then the event stream keeps the page up to date. What the person may do: `useMay()` of api/session.ts.
 * 5. Words: a section of your own in locales/vi.ftl and en.ftl. Numbers and times: `useLanguage()`.
 *
 * Parameters: `getRouteApi('/console/alerts/$alertId').useParams()`. Filters: `usePageSearch(schema)`. Links: `TextLink`,
 * `LinkButton` (ui/links.tsx). What was done or failed: `useNotify()` (ui/notify.tsx). Before what cannot be undone:
 * `ConfirmButton` (ui/confirm-button.tsx).
 */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  notFound,
  type RouteComponent,
} from '@tanstack/react-router';
import type { Action } from './api/session.ts';
import { ConsoleLayout } from './shell/console-layout.tsx';
import { PageLoading } from './shell/page-loading.tsx';
import { NotFound, PageBroken, Root } from './shell/root.tsx';
import { hasSimulator } from './ui/simulator-presence.ts';

const root = createRootRoute({ component: Root, notFoundComponent: NotFound });

/** Pages for who is signed in, in the layout with the menu. */
const consoleRoute = createRoute({ getParentRoute: () => root, id: 'console', component: ConsoleLayout });

type Load = () => Promise<{ Page: RouteComponent }>;

/** A page for staff who have the right. */
function page<const Path extends string>(path: Path, right: Action | null, load: Load) {
  const component = lazyRouteComponent(load, 'Page');
  return createRoute({ getParentRoute: () => consoleRoute, path, staticData: { right }, component });
}

/** A page for anybody, without the menu. */
function openPage<const Path extends string>(path: Path, load: Load) {
  return createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load, 'Page') });
}

const pages = [
  page('/', null, () => import('./features/home/page.tsx')),
  page('/now', 'see_alerts', () => import('./features/now/page.tsx')),
  page('/alerts', 'see_alerts', () => import('./features/alerts/page.tsx')),
  page('/alerts/$alertId', 'see_alerts', () => import('./features/alerts/alert-page.tsx')),
  page('/alerts/$alertId/print', 'see_silent', () => import('./features/alerts/print-page.tsx')),
  page('/replies', 'see_replies', () => import('./features/replies/page.tsx')),
  page('/duty', 'take_duty', () => import('./features/duty/page.tsx')),
  page('/compose', 'compose_alert', () => import('./features/compose/page.tsx')),
  page('/approvals', 'approve_alert', () => import('./features/approvals/page.tsx')),
  page('/approvals/$alertId', 'approve_alert', () => import('./features/approvals/approval-page.tsx')),
  page('/templates', 'compose_alert', () => import('./features/templates/page.tsx')),
  page('/drills', 'run_drill', () => import('./features/drills/page.tsx')),
  page('/drills/$alertId', 'run_drill', () => import('./features/drills/drill-page.tsx')),
  page('/groups', 'see_groups', () => import('./features/groups/page.tsx')),
  page('/groups/$groupId/poster', 'see_groups', () => import('./features/groups/poster-page.tsx')),
  page('/staff', 'see_staff', () => import('./features/staff/page.tsx')),
  page('/channels', 'see_channels', () => import('./features/channels/page.tsx')),
  page('/systems', 'manage_webhooks', () => import('./features/webhooks/page.tsx')),
  page('/audit', 'see_audit', () => import('./features/audit/page.tsx')),
  page('/account', null, () => import('./features/account/page.tsx')),
] as const;

const openPages = [
  openPage('/sign-in', () => import('./features/sign-in/page.tsx')),
  openPage('/setup', () => import('./features/setup/page.tsx')),
  openPage('/invitation', () => import('./features/invitation/page.tsx')),
] as const;

const simulatorRoute = createRoute({
  getParentRoute: () => root,
  path: '/simulator',
  beforeLoad: () => {
    if (!hasSimulator()) notFound({ throw: true });
  },
  component: lazyRouteComponent(() => import('./features/simulator/page.tsx'), 'Page'),
});

export function createConsoleRouter() {
  return createRouter({
    routeTree: root.addChildren([consoleRoute.addChildren(pages), ...openPages, simulatorRoute]),
    defaultPendingComponent: PageLoading,
    defaultErrorComponent: PageBroken,
    defaultPreload: 'intent',
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>;
  }
  interface StaticDataRouteOption {
    /** Who lacks it is told so instead of seeing the page. */
    right?: Action | null;
  }
}
