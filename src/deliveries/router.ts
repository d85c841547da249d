import type { Channel } from '../channels/channel.ts';
import type { Outcome } from '../channels/outcome.ts';
import type { Clock } from '../shared/clock.ts';
import { errorFields, type Logger } from '../shared/logger.ts';
import { createFileDesk, type DeskSent, leftOut } from './file-desk.ts';
import { FILE_REST_MS } from './lane.ts';
import { type NextStep, nextStep, plain, type SendSituation, waiting } from './next-step.ts';
import type { Charged, ClaimedSend, FileStore, TermsStore } from './ports.ts';
import { type AccountTerms, cannotWait, FREE, type Route, routeOf } from './route.ts';

/** An officer's change of what an account may spend holds after this. */
const READ_EVERY_MS = 2_000;

/** What the lane knows; the router adds what the row says. */
type DriveSituation = Omit<SendSituation, 'alert' | 'reroutes'>;

export interface Routed {
  outcome: Outcome;
  /** What is written, and what is learned for the messages that follow. */
  next(situation: DriveSituation): Promise<NextStep>;
}

/** Chooses how each row of one account goes, by the rules that the forecast follows too (./route.ts). */
export interface Router {
  /** As the account has it now. */
  readonly ratePerSecond: number;
  /** What is written of a row that does not leave now; null when it leaves. Costs no call. */
  hold(item: ClaimedSend): NextStep | null;
  /** How long it waits for its picture or voice note, which is just being taken to the platform; mostly not at all. */
  restMs(item: ClaimedSend): number;
  send(item: ClaimedSend, signal: AbortSignal): Promise<Routed>;
  /** Reads the terms on a beat until the signal aborts. */
  run(signal: AbortSignal): Promise<void>;
}

export interface RouterDeps {
  terms: TermsStore;
  /** Absent: pictures and voice notes are left out. */
  files?: FileStore;
  clock: Clock;
  logger: Logger;
}

export function createRouter(options: RouterDeps & { channel: Channel; account: AccountTerms }): Router {
  const { channel, terms: store, clock, logger } = options;
  const { channelAccountId } = options.account;
  const desk = createFileDesk({ channel, channelAccountId, store: options.files, clock, logger });
  let terms = options.account;

  const routeFor = ({ brief, lastInboundAt }: ClaimedSend): Route =>
    brief === null ? FREE : routeOf(terms, brief, lastInboundAt, clock.now());
  const alertOf = ({ brief }: ClaimedSend): SendSituation['alert'] =>
    brief === null ? null : { endsAt: brief.endsAt, cannotWait: cannotWait(brief.severity) };

  async function transmit(item: ClaimedSend, route: Route, signal: AbortSignal): Promise<DeskSent> {
    const { externalId, editMessageId } = item;
    const target = editMessageId === null ? { externalId } : { externalId, editMessageId };
    if (route.kind !== 'template' || !channel.templates) return desk.send(item, target, signal);
    const outcome = await channel.templates.sendTemplate(route.template, target, signal);
    return {
      kind: 'answered',
      outcome: item.message.file ? leftOut(outcome, 'template_has_no_file') : outcome,
    };
  }

  /** Whether the platform said something of the account by which the same row may now take another route. */
  function learn(route: Route, outcome: Outcome): Promise<void> | null {
    const { rules } = terms;
    if (route.kind !== 'paid' && route.kind !== 'template') return null;
    if (outcome.kind === 'deferred' && rules.usedUpReasons.includes(outcome.reason)) {
      const until = outcome.notBefore;
      terms =
        route.kind === 'paid'
          ? { ...terms, paidUsedUpUntil: until }
          : { ...terms, templatesUsedUpUntil: until };
      logger.warn(
        { channelAccountId, reason: outcome.reason, until: until.toISOString() },
        'nothing more that is charged',
      );
      return store.noteUsedUp(channelAccountId, route.kind, until);
    }
    if (outcome.kind === 'rejected' && route.kind === 'template') {
      const { id } = route.template;
      terms = { ...terms, templates: terms.templates.filter((template) => template.id !== id) };
      logger.error({ channelAccountId, templateId: id, reason: outcome.reason }, 'template refused');
      return store.noteTemplateRefused(id, outcome.reason);
    }
    return null;
  }

  async function next(
    item: ClaimedSend,
    route: Route,
    outcome: Outcome,
    situation: DriveSituation,
  ): Promise<NextStep> {
    const learned = learn(route, outcome);
    if (learned !== null) {
      await learned.catch((error: unknown) =>
        logger.warn({ channelAccountId, ...errorFields(error) }, 'not noted'),
      );
      const reason = 'reason' in outcome ? outcome.reason : null;
      return plain({ state: 'pending', delayMs: 0, attempt: false, repeat: false, reason });
    }
    const step = nextStep(outcome, {
      ...situation,
      alert: alertOf(item),
      reroutes: item.brief !== null && terms.rules.windows !== null && route.kind !== 'template',
    });
    const charged = chargedBy(route);
    return step.row.state === 'sent' && charged ? { ...step, row: { ...step.row, charged } } : step;
  }

  return {
    get ratePerSecond() {
      return terms.ratePerSecond;
    },
    hold(item) {
      const route = routeFor(item);
      if (route.kind === 'wait') {
        return waiting(route.until, route.reason, { now: clock.now(), alert: alertOf(item) });
      }
      return route.kind === 'none' ? plain({ state: 'unreachable', reason: route.reason }) : null;
    },
    restMs: (item) => (desk.waits(item) && routeFor(item).kind !== 'template' ? FILE_REST_MS : 0),
    async send(item, signal) {
      const route = routeFor(item);
      const sent = await transmit(item, route, signal);
      if (sent.kind === 'again') return again(sent, clock.now());
      const { outcome } = sent;
      return { outcome, next: (situation) => next(item, route, outcome, situation) };
    },
    async run(signal) {
      while (!signal.aborted) {
        await clock.sleep(READ_EVERY_MS, signal);
        try {
          terms = (await store.terms(channelAccountId)) ?? terms;
        } catch (error) {
          logger.warn({ channelAccountId, ...errorFields(error) }, 'terms not read');
        }
      }
    },
  };
}

/** Nothing is wrong with the row: it is for another call, on a beat of its own. */
function again({ afterMs, reason }: Extract<DeskSent, { kind: 'again' }>, now: Date): Routed {
  return {
    outcome: { kind: 'deferred', notBefore: new Date(now.getTime() + afterMs), reason },
    next: async () => plain({ state: 'pending', delayMs: afterMs, attempt: false, repeat: false, reason }),
  };
}

function chargedBy(route: Route): Charged | null {
  return route.kind === 'paid' || route.kind === 'template' ? route.kind : null;
}
