import {
  type AccountTerms,
  cannotWait,
  isLastWord,
  type MessageBrief,
  type NoRouteReason,
  type Route,
  routesOf,
  type Window,
} from '../deliveries/route.ts';

/** How far and how fast a message of an alert would go, and when it would be sent. The same as JSON: src/contracts/forecast.ts. */
export interface AlertForecast {
  /** The appointed time of a scheduled one, from which its seconds count; null for now. */
  sendFrom: Date | null;
  households: number;
  /** With `unreachable` these add up to `households`. */
  ways: Ways;
  unreachable: number;
  unreachableBecause: readonly { reason: UnreachableReason; households: number }[];
  channels: readonly ChannelForecast[];
  /** Households of which the contact point that counts is outside the free window of its channel. */
  outsideWindow: number;
  /** Messages that are charged, beyond what the package pays. */
  paidMessages: number;
  /** Before tax. */
  costDong: number;
  deferredUntil: Date | null;
  /** Until so many of the households that can be reached have it, deferred ones included; null when nobody can. */
  secondsToFirst: number | null;
  secondsToHalf: number | null;
  secondsTo99Percent: number | null;
  secondsToLast: number | null;
}

export interface Ways {
  free: number;
  paid: number;
  template: number;
  deferred: number;
}

export type ChannelForecast = Ways & { channel: 'telegram' | 'zalo'; households: number };
export type UnreachableReason = 'no_contact' | 'account_refused' | NoRouteReason;

/** An account and how a message goes through it at some time, by window. */
export interface AccountRoutes {
  terms: AccountTerms;
  routesAt(at: Date): Readonly<Record<Window, Route>>;
}

export function accountRoutes(accounts: readonly AccountTerms[], brief: MessageBrief): AccountRoutes[] {
  return accounts.map((terms) => ({ terms, routesAt: (at) => routesOf(terms, brief, at) }));
}

/**
 * In which order the contact points of a household are taken, before their rank: 0 for one that ends the search, 1 for
 * one that waits while the next is tried, 2 for one that waits for its refused account while the next is tried, 3 for one
 * that the message does not get to. Of a routine alert what waits ends the search, for a refused account too
 * (docs/decisions/0024). A last word goes to all of them, so the best one counts.
 */
export function preferenceOf(
  { terms, routesAt }: AccountRoutes,
  window: Window,
  brief: MessageBrief,
  at: Date,
): 0 | 1 | 2 | 3 {
  const { kind } = routesAt(at)[window];
  const toAll = isLastWord(brief.kind);
  const mayWait = !toAll && !cannotWait(brief.severity);
  if (mayWait && terms.refused) return 0;
  if (kind === 'none' || (toAll && terms.refused)) return 3;
  if (mayWait) return 0;
  if (terms.refused) return 2;
  return kind === 'wait' ? 1 : 0;
}

/** An audience, counted (src/db/forecast.ts). */
export interface ReachCount {
  households: number;
  /** Households without a contact point in use. */
  withoutContact: number;
  languages: readonly ('vi' | 'en')[];
  /**
   * Each household once, by the account and window of the contact point that gets the message, or would, and by when its
   * quiet hours end, at which time its window is looked at; null where none reign. `messages`: where more of a household's
   * contact points get it, all of them; else one for each household. `behindUntil`: when a message before it, that waits
   * there, may leave.
   */
  chosen: readonly {
    channelAccountId: string;
    window: Window;
    households: number;
    messages?: number;
    quietUntil: Date | null;
    behindUntil?: Date | null;
  }[];
  /** Lanes: how long they rest from now on, and how many messages go before this one. */
  lanes: readonly { channelAccountId: string; restSeconds: number; ahead: number }[];
}

/** So many messages of one account, one after the other from `startSeconds` on. */
interface Stretch {
  startSeconds: number;
  ratePerSecond: number;
  messages: number;
}

/** What is left of the lanes' rests and backlogs when a message is sent so many seconds from now. */
export function afterLead(
  count: ReachCount,
  accounts: readonly AccountRoutes[],
  leadSeconds: number,
): ReachCount {
  if (leadSeconds <= 0) return count;
  const rateOf = new Map(accounts.map(({ terms }) => [terms.channelAccountId, terms.ratePerSecond] as const));
  const lanes = count.lanes.map(({ channelAccountId, restSeconds, ahead }) => {
    const busySeconds = restSeconds + ahead / (rateOf.get(channelAccountId) ?? 1);
    return { channelAccountId, restSeconds: Math.max(0, busySeconds - leadSeconds), ahead: 0 };
  });
  return { ...count, lanes };
}

/**
 * With the calls by which a picture gets to the platforms first: on Zalo an upload is a call of its own, once for each
 * account; on Telegram the first household's message carries it. Zalo takes no voice notes.
 */
export function withUploads(
  count: ReachCount,
  accounts: readonly AccountRoutes[],
  media: 'photo' | 'voice' | null,
): ReachCount {
  if (media !== 'photo') return count;
  const uploading = accounts.map(({ terms }) => terms).filter(({ channel }) => channel === 'zalo');
  const lanes = uploading.map(({ channelAccountId }) => {
    const lane = count.lanes.find((one) => one.channelAccountId === channelAccountId);
    return { channelAccountId, restSeconds: lane?.restSeconds ?? 0, ahead: (lane?.ahead ?? 0) + 1 };
  });
  const others = count.lanes.filter(
    (lane) => !uploading.some(({ channelAccountId }) => channelAccountId === lane.channelAccountId),
  );
  return { ...count, lanes: [...others, ...lanes] };
}

const NO_WAYS: Ways = { free: 0, paid: 0, template: 0, deferred: 0 };

/** `at`: when the message is sent. `scheduled`: that this is later than now. */
export function forecastOf(
  count: ReachCount,
  accounts: readonly AccountRoutes[],
  { endsAt }: Pick<MessageBrief, 'endsAt'>,
  at: Date,
  scheduled = false,
): AlertForecast {
  const channels = new Map<'telegram' | 'zalo', ChannelForecast>();
  const because = new Map<UnreachableReason, number>([['no_contact', count.withoutContact]]);
  const stretches: Stretch[] = [];
  let paidMessages = 0;
  let costDong = 0;
  let deferredUntil: Date | null = null;

  for (const { terms, routesAt } of accounts) {
    const { channelAccountId, channel, ratePerSecond } = terms;
    const lane = count.lanes.find((one) => one.channelAccountId === channelAccountId);
    const startSeconds = (lane?.restSeconds ?? 0) + (lane?.ahead ?? 0) / ratePerSecond;
    const chosen = count.chosen.filter((one) => one.channelAccountId === channelAccountId);
    let atOnce = 0;
    let ordinaryPaid = 0;
    for (const { window, households, messages = households, quietUntil, behindUntil = null } of chosen) {
      const own = behind(routesAt(quietUntil ?? at)[window], behindUntil, endsAt);
      const route = afterQuietHours(own, quietUntil, endsAt);
      if (route.kind === 'none' || terms.refused) {
        const reason = route.kind === 'none' ? route.reason : 'account_refused';
        because.set(reason, (because.get(reason) ?? 0) + households);
        continue;
      }
      const way = route.kind === 'wait' ? 'deferred' : route.kind;
      const known = channels.get(channel) ?? { channel, households: 0, ...NO_WAYS };
      if (households > 0) {
        channels.set(channel, {
          ...known,
          households: known.households + households,
          [way]: known[way] + households,
        });
      }
      // What leaves when the quiet hours end costs what it costs then.
      if (own.kind === 'paid') ordinaryPaid += messages;
      if (own.kind === 'template') {
        paidMessages += messages;
        costDong += messages * own.template.priceDong;
      }
      if (route.kind === 'wait') {
        const waitSeconds = (route.until.getTime() - at.getTime()) / 1_000;
        stretches.push({ startSeconds: waitSeconds, ratePerSecond, messages });
        if (deferredUntil === null || route.until > deferredUntil) deferredUntil = route.until;
        continue;
      }
      atOnce += messages;
    }
    const charged = Math.max(0, ordinaryPaid - (terms.paidLeft ?? 0));
    paidMessages += charged;
    costDong += charged * terms.rules.paidDong;
    if (atOnce > 0) stretches.push({ startSeconds, ratePerSecond, messages: atOnce });
  }

  const ways = [...channels.values()].reduce<Ways>(
    (sum, one) => ({
      free: sum.free + one.free,
      paid: sum.paid + one.paid,
      template: sum.template + one.template,
      deferred: sum.deferred + one.deferred,
    }),
    NO_WAYS,
  );
  const reached = ways.free + ways.paid + ways.template + ways.deferred;
  const leaving = stretches.reduce((sum, { messages }) => sum + messages, 0);
  const until = (messages: number) => (reached === 0 ? null : secondsUntil(stretches, messages));
  return {
    sendFrom: scheduled ? at : null,
    households: count.households,
    ways,
    unreachable: count.households - reached,
    unreachableBecause: [...because]
      .filter(([, households]) => households > 0)
      .map(([reason, households]) => ({ reason, households })),
    channels: [...channels.values()],
    outsideWindow: count.chosen
      .filter(({ window }) => window !== 'free')
      .reduce((sum, { households }) => sum + households, 0),
    paidMessages,
    costDong,
    deferredUntil,
    secondsToFirst: until(1),
    secondsToHalf: until(Math.ceil(leaving / 2)),
    secondsTo99Percent: until(Math.ceil(leaving * 0.99)),
    secondsToLast: until(leaving),
  };
}

/** Nobody gets a message before the one that it follows, whatever its own route is by then. */
function behind(route: Route, until: Date | null, endsAt: Date): Route {
  if (until === null) return route;
  return until < endsAt
    ? { kind: 'wait', until, reason: 'quota_used_up' }
    : { kind: 'none', reason: 'quota_used_up' };
}

/** A household that is not to be disturbed gets it when its quiet hours end, if that is soon enough. */
function afterQuietHours(route: Route, quietUntil: Date | null, endsAt: Date): Route {
  if (quietUntil === null || route.kind === 'none') return route;
  if (quietUntil >= endsAt) return { kind: 'none', reason: 'night' };
  const until = route.kind === 'wait' && route.until > quietUntil ? route.until : quietUntil;
  return { kind: 'wait', until, reason: 'night' };
}

/** Whole seconds until so many messages have left, all accounts together. */
function secondsUntil(stretches: readonly Stretch[], messages: number): number {
  const sentBy = (seconds: number) =>
    stretches.reduce((sum, { startSeconds, ratePerSecond, messages: most }) => {
      // A little more than nothing: 3 seconds at 1/3 s are one message.
      const sent = Math.floor((seconds - startSeconds) * ratePerSecond + 1e-6);
      return sum + Math.max(0, Math.min(most, sent));
    }, 0);
  let low = 0;
  let high = Math.max(
    ...stretches.map(({ startSeconds, ratePerSecond, messages: most }) =>
      Math.ceil(startSeconds + most / ratePerSecond),
    ),
  );
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (sentBy(middle) >= messages) high = middle;
    else low = middle + 1;
  }
  return low;
}
