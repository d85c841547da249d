import type { MessageBrief } from '../deliveries/route.ts';
import type { AlertDeps } from './alert-deps.ts';
import type { AlertMedia } from './alert-media.ts';
import { accountRoutes, afterLead, forecastOf, type ReachCount, withUploads } from './forecast.ts';

type ReachDeps = Pick<AlertDeps, 'alerts' | 'terms' | 'now'>;
type Counted = Parameters<typeof forecastOf>[1];

/** A message that is not sent yet. `media`: the file that goes with it. `at`: when it is sent, now or later. */
interface Unsent {
  brief: MessageBrief;
  media: Pick<AlertMedia, 'kind'> | null;
  at: Date;
}

/** When something leaves that has an appointed time, or none. */
export function sendingAt(sendFrom: Date | null, now: Date): Date {
  return sendFrom !== null && sendFrom > now ? sendFrom : now;
}

/** How far an alert to these groups would go, and which languages it would be read in. */
export function forecastFirst(
  deps: ReachDeps,
  audience: { policeUnitId: string; groupIds: readonly string[] },
  unsent: Unsent,
) {
  const { brief, at } = unsent;
  return forecastBy(deps, unsent, (accounts) => deps.alerts.countReach(audience, accounts, brief, at));
}

/** The same of an update, correction or closure: an update to the audience, a last word to who got the alert. */
export function forecastFollowUp(deps: ReachDeps, alertId: string, unsent: Unsent) {
  const { brief, at } = unsent;
  return forecastBy(deps, unsent, (accounts) => deps.alerts.countFollowUp(alertId, accounts, brief, at));
}

async function forecastBy(
  deps: ReachDeps,
  { brief, media, at }: Unsent,
  countBy: (accounts: Counted) => Promise<ReachCount>,
) {
  const accounts = accountRoutes(await deps.terms.all(), brief);
  const count = await countBy(accounts);
  const leadSeconds = (at.getTime() - deps.now().getTime()) / 1_000;
  const sent = withUploads(afterLead(count, accounts, leadSeconds), accounts, media?.kind ?? null);
  return { forecast: forecastOf(sent, accounts, brief, at, leadSeconds > 0), languages: count.languages };
}
