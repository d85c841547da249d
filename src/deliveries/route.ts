import type { AlertFact, AlertFacts, AlertMessageKind, Severity } from '../alerts/alert.ts';
import type { FilledTemplate } from '../channels/channel.ts';
import { assertNever } from '../shared/assert-never.ts';

/**
 * How a message of an alert gets to one contact point: by the windows of its channel, what its account may spend and
 * has left, and the templates that are approved. The lane asks it for each row that it is about to send
 * (src/deliveries/router.ts), the forecast for a whole audience (src/db/forecast.ts).
 */

/** What a channel allows, and for what price. The values are in config/channels.ts. */
export interface RouteRules {
  /** By the time since the person last wrote to us; null where a channel has no windows. */
  windows: { freeMs: number; paidMs: number } | null;
  /** Hours in Vietnam during which promotion is refused. */
  night: { fromHour: number; toHour: number; utcOffsetMs: number };
  /** One ordinary message that is charged, in đồng and before tax. */
  paidDong: number;
  /** Reasons of a `deferred` outcome that hold for all charged messages of the account, not for one chat. */
  usedUpReasons: readonly string[];
}

export const TEMPLATE_TAGS = ['transaction', 'customer_care', 'promotion'] as const;
export type TemplateTag = (typeof TEMPLATE_TAGS)[number];

export interface TemplateParameter {
  /** As the platform knows it. */
  name: string;
  fact: AlertFact;
  /** UTF-16 code units. */
  maxLength: number;
}

export interface ChannelTemplate {
  id: string;
  /** The platform's id. */
  externalId: string;
  name: string;
  tag: TemplateTag;
  parameters: readonly TemplateParameter[];
  priceDong: number;
  severities: readonly Severity[];
  kinds: readonly AlertMessageKind[];
}

/** What an account may spend and has left. */
export interface AccountTerms {
  channelAccountId: string;
  channel: 'telegram' | 'zalo';
  rules: RouteRules;
  ratePerSecond: number;
  /** The platform takes nothing from it just now; its lane asks again and again. */
  refused: boolean;
  /** Messages of routine alerts may be charged too; those of urgent and critical ones always may. */
  paysForRoutine: boolean;
  /** Charged messages that the package still pays; null as long as the platform has not said it. */
  paidLeft: number | null;
  /** The platform takes no charged message, or no template, before this. */
  paidUsedUpUntil: Date | null;
  templatesUsedUpUntil: Date | null;
  /** Approved, and not refused since. */
  templates: readonly ChannelTemplate[];
}

/** What the route of an alert's message depends on. */
export interface MessageBrief {
  severity: Severity;
  kind: AlertMessageKind;
  /** Nothing is spent on an exercise without the setting for it, whatever its severity. */
  drill: boolean;
  /** Nothing of it is sent after this. */
  endsAt: Date;
  /** Null where no template can be filled in. */
  facts: AlertFacts | null;
}

/** A template with the facts of an alert filled in. */
export interface TemplateRoute extends FilledTemplate {
  /** Ours. */
  id: string;
  priceDong: number;
}

/** A last word about an alert. */
export function isLastWord(kind: AlertMessageKind): boolean {
  return kind === 'correction' || kind === 'closure';
}

export type WaitReason = 'night' | 'quota_used_up';
/** Why nothing gets to a contact point. */
export type NoRouteReason = 'no_template' | 'paid_not_allowed' | 'quota_used_up' | 'night';

export type Route =
  /** An ordinary message that costs nothing. */
  | { kind: 'free' }
  /** An ordinary message that is charged. */
  | { kind: 'paid' }
  | { kind: 'template'; template: TemplateRoute }
  | { kind: 'wait'; until: Date; reason: WaitReason }
  | { kind: 'none'; reason: NoRouteReason };

/** `closed`: only an approved template is accepted. */
export const WINDOWS = ['free', 'paid', 'closed'] as const;
export type Window = (typeof WINDOWS)[number];

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Whoever wrote at or after these is within the window; null where a channel has none. */
export function windowEdges({ windows }: RouteRules, now: Date): { freeFrom: Date; paidFrom: Date } | null {
  if (windows === null) return null;
  return {
    freeFrom: new Date(now.getTime() - windows.freeMs),
    paidFrom: new Date(now.getTime() - windows.paidMs),
  };
}

/** `lastInboundAt`: null for who never wrote, and for a chat that the platform called closed since. */
export function windowOf(rules: RouteRules, lastInboundAt: Date | null, now: Date): Window {
  const edges = windowEdges(rules, now);
  if (edges === null) return 'free';
  if (lastInboundAt === null) return 'closed';
  if (lastInboundAt >= edges.freeFrom) return 'free';
  return lastInboundAt >= edges.paidFrom ? 'paid' : 'closed';
}

/** Whether a household is not left waiting: its next contact point is tried when this one has to wait. */
export function cannotWait(severity: Severity): boolean {
  return severity === 'critical' || severity === 'urgent';
}

/** The route by window: all that differs between the contact points of one account. */
export function routesOf(
  terms: AccountTerms,
  brief: MessageBrief,
  now: Date,
): Readonly<Record<Window, Route>> {
  return {
    free: routeIn('free', terms, brief, now),
    paid: routeIn('paid', terms, brief, now),
    closed: routeIn('closed', terms, brief, now),
  };
}

/** Made once: nearly every message takes it. */
export const FREE: Route = { kind: 'free' };

function routeIn(window: Window, terms: AccountTerms, brief: MessageBrief, now: Date): Route {
  switch (window) {
    case 'free':
      return FREE;
    case 'paid':
      return paidRoute(terms, brief, now);
    case 'closed':
      return closedRoute(terms, brief, now);
    default:
      return assertNever(window);
  }
}

/** How the message gets to one contact point of the account. */
export function routeOf(
  terms: AccountTerms,
  brief: MessageBrief,
  lastInboundAt: Date | null,
  now: Date,
): Route {
  return routeIn(windowOf(terms.rules, lastInboundAt, now), terms, brief, now);
}

function maySpend({ paysForRoutine }: AccountTerms, { severity, drill }: MessageBrief): boolean {
  return paysForRoutine || (cannotWait(severity) && !drill);
}

function paidRoute(terms: AccountTerms, brief: MessageBrief, now: Date): Route {
  if (!maySpend(terms, brief)) return { kind: 'none', reason: 'paid_not_allowed' };
  const { paidUsedUpUntil } = terms;
  if (paidUsedUpUntil === null || paidUsedUpUntil <= now) return { kind: 'paid' };
  const instead = closedRoute(terms, brief, now);
  return instead.kind === 'template' ? instead : waitOrNone(paidUsedUpUntil, 'quota_used_up', brief);
}

function closedRoute(terms: AccountTerms, brief: MessageBrief, now: Date): Route {
  const night = isNight(terms.rules, now);
  const fitting = terms.templates
    .filter(({ severities, kinds }) => severities.includes(brief.severity) && kinds.includes(brief.kind))
    .flatMap((template) => {
      const filled = fillTemplate(template, brief.facts);
      return filled === null ? [] : [{ filled, rests: night && template.tag === 'promotion' }];
    })
    .sort(
      (one, other) =>
        Number(one.rests) - Number(other.rests) || one.filled.priceDong - other.filled.priceDong,
    );
  const [best] = fitting;
  if (best === undefined) return { kind: 'none', reason: 'no_template' };
  if (!maySpend(terms, brief)) return { kind: 'none', reason: 'paid_not_allowed' };
  const { templatesUsedUpUntil } = terms;
  if (templatesUsedUpUntil !== null && templatesUsedUpUntil > now) {
    return waitOrNone(templatesUsedUpUntil, 'quota_used_up', brief);
  }
  if (best.rests) return waitOrNone(nextMorning(terms.rules, now), 'night', brief);
  return { kind: 'template', template: best.filled };
}

function waitOrNone(until: Date, reason: WaitReason, { endsAt }: MessageBrief): Route {
  return until < endsAt ? { kind: 'wait', until, reason } : { kind: 'none', reason };
}

/**
 * The template with the facts of one alert; null where one of them is missing or does not fit. The words of the alert
 * alone may be shortened: half a number would be a wrong number.
 */
export function fillTemplate(template: ChannelTemplate, facts: AlertFacts | null): TemplateRoute | null {
  if (facts === null) return null;
  const data: Record<string, string> = {};
  for (const { name, fact, maxLength } of template.parameters) {
    const whole = facts[fact].normalize('NFC').replace(/\s+/gu, ' ').trim();
    const value = fact === 'text' ? shortened(whole, maxLength) : whole;
    if (value === '' || value.length > maxLength) return null;
    data[name] = value;
  }
  return { id: template.id, externalId: template.externalId, priceDong: template.priceDong, data };
}

/** Ends behind a word where there is one in the second half. Never in the middle of a character. */
function shortened(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  let cut = '';
  for (const { segment } of new Intl.Segmenter('vi').segment(text)) {
    if (cut.length + segment.length > maxLength - 1) break;
    cut += segment;
  }
  const word = cut.lastIndexOf(' ');
  return `${(word > maxLength / 2 ? cut.slice(0, word) : cut).trimEnd()}…`;
}

/** Whether it is night in Vietnam. */
export function isNight(rules: RouteRules, now: Date): boolean {
  const hour = sinceMidnight(rules, now) / HOUR_MS;
  return hour >= rules.night.fromHour || hour < rules.night.toHour;
}

/** The end of the night, always later than now. */
export function nextMorning(rules: RouteRules, now: Date): Date {
  const morning = now.getTime() - sinceMidnight(rules, now) + rules.night.toHour * HOUR_MS;
  return new Date(morning > now.getTime() ? morning : morning + DAY_MS);
}

function sinceMidnight({ night }: RouteRules, now: Date): number {
  return (now.getTime() + night.utcOffsetMs) % DAY_MS;
}
