import type { MessageBrief } from '../deliveries/route.ts';
import type { AlertDeps } from './alert-deps.ts';
import type { AlertMedia } from './alert-media.ts';
import { accountRoutes, forecastOf, type ReachCount, withUploads } from './forecast.ts';

type ReachDeps = Pick<AlertDeps, 'alerts' | 'terms'>;
type Counted = Parameters<typeof forecastOf>[1];

/** A message that is not sent yet. `media`: the file that goes with it. */
interface Unsent {
  brief: MessageBrief;
  media: Pick<AlertMedia, 'kind'> | null;
}

/** How far an alert to these groups would go now, and which languages it would be read in. */
export function forecastFirst(
  deps: ReachDeps,
  audience: { policeUnitId: string; groupIds: readonly string[] },
  unsent: Unsent,
  now: Date,
) {
  const { brief } = unsent;
  return forecastBy(deps, unsent, now, (accounts) => deps.alerts.countReach(audience, accounts, brief, now));
}

/** The same of an update, correction or closure: an update to the audience, a last word to who got the alert. */
export function forecastFollowUp(deps: ReachDeps, alertId: string, unsent: Unsent, now: Date) {
  const { brief } = unsent;
  return forecastBy(deps, unsent, now, (accounts) =>
    deps.alerts.countFollowUp(alertId, accounts, brief, now),
  );
}

async function forecastBy(
  deps: ReachDeps,
  { brief, media }: Unsent,
  now: Date,
  countBy: (accounts: Counted) => Promise<ReachCount>,
) {
  const accounts = accountRoutes(await deps.terms.all(), brief, now);
  const count = await countBy(accounts);
  const withFile = withUploads(count, accounts, media?.kind ?? null);
  return { forecast: forecastOf(withFile, accounts, brief, now), languages: count.languages };
}
