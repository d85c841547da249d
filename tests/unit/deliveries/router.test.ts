import { describe, expect, it } from 'vitest';
import { ROUTE_RULES } from '../../../config/channels.ts';
import type { Channel } from '../../../src/channels/channel.ts';
import type { Outcome } from '../../../src/channels/outcome.ts';
import { outcomeOfCode, ZALO_ERRORS, ZALO_TEMPLATE_ERRORS } from '../../../src/channels/zalo/errors.ts';
import type { ClaimedSend, TermsStore } from '../../../src/deliveries/ports.ts';
import type { AccountTerms, ChannelTemplate } from '../../../src/deliveries/route.ts';
import { createRouter } from '../../../src/deliveries/router.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import { freeTerms } from '../../support/free-terms.ts';

const HOUR_MS = 3_600_000;
const ago = (hours: number) => new Date(Date.now() - hours * HOUR_MS);
const TEMPLATE: ChannelTemplate = {
  id: 'one',
  externalId: '300001',
  name: 'Cảnh báo',
  tag: 'transaction',
  parameters: [{ name: 'so', fact: 'number', maxLength: 30 }],
  priceDong: 200,
  severities: ['critical', 'advisory'],
  kinds: ['initial'],
};
const FACTS = { text: 'x', number: '1', code: 'x', unit: 'x', phone: 'x', time: 'x', category: 'x' };

function createStand(answer: Outcome, change: Partial<AccountTerms> = {}) {
  const noted: unknown[][] = [];
  const calls: string[] = [];
  const terms: TermsStore = {
    terms: async () => null,
    noteUsedUp: async (...told) => void noted.push(told),
    noteTemplateRefused: async (...told) => void noted.push(told),
  };
  const channel: Channel = {
    id: 'zalo',
    limits: { textLength: 1_900, sendTimeoutMs: 1_000 },
    send: async () => {
      calls.push('ordinary');
      return answer;
    },
    templates: {
      sendTemplate: async ({ externalId }) => {
        calls.push(externalId);
        return answer;
      },
    },
    parseInbound: () => ({ kind: 'parsed', messages: [] }),
    verifyWebhook: () => 'forged',
  };
  const account: AccountTerms = {
    ...freeTerms(1),
    channel: 'zalo',
    rules: ROUTE_RULES.zalo,
    templates: [TEMPLATE],
    ...change,
  };
  const router = createRouter({ channel, account, terms, clock: systemClock, logger: silentLogger });
  return {
    noted,
    calls,
    hold: router.hold,
    async step(item: ClaimedSend) {
      const { outcome, next } = await router.send(item, new AbortController().signal);
      expect(outcome).toEqual(answer);
      return next({ attempts: 0, repeats: 0, critical: false, silent: false, now: new Date(), random: 0 });
    },
  };
}

const delivery = (
  lastInboundAt: Date | null,
  severity: 'critical' | 'advisory' = 'critical',
): ClaimedSend => ({
  source: 'delivery',
  id: 'd',
  contactPointId: 'c',
  externalId: '1',
  editMessageId: null,
  message: { text: 'x', buttons: [] },
  attempts: 0,
  repeats: 0,
  critical: severity === 'critical',
  brief: {
    severity,
    kind: 'initial',
    drill: false,
    endsAt: new Date(Date.now() + 24 * HOUR_MS),
    facts: FACTS,
  },
  lastInboundAt,
});
const answer: ClaimedSend = { ...delivery(null), source: 'answer', brief: null };
const SENT: Outcome = { kind: 'sent', externalMessageId: '9' };
const again = (reason: string) => ({
  row: { state: 'pending', delayMs: 0, attempt: false, repeat: false, reason },
});

describe('a row that is claimed', () => {
  it('goes ordinarily, charged or not, or by template, and the ledger says which', async () => {
    for (const [hours, call, charged] of [
      [1, 'ordinary', undefined],
      [60, 'ordinary', 'paid'],
      [400, '300001', 'template'],
    ] as const) {
      const stand = createStand(SENT);
      expect(stand.hold(delivery(ago(hours)))).toBeNull();
      const { row } = await stand.step(delivery(ago(hours)));
      expect(row).toEqual({ state: 'sent', externalMessageId: '9', ...(charged && { charged }) });
      expect(stand.calls).toEqual([call]);
    }
  });

  it('is written without a call where there is no way to it, or not now', () => {
    const midnight = new Date(Date.now() + HOUR_MS);
    const stand = createStand(SENT, { templates: [], paidUsedUpUntil: midnight });
    expect(stand.hold(delivery(ago(400)))).toMatchObject({
      row: { state: 'unreachable', reason: 'no_template' },
      contact: null,
    });
    const { row } = stand.hold(delivery(ago(60))) ?? {};
    expect(row).toMatchObject({ state: 'pending', reason: 'quota_used_up', failOver: true });
    expect(row && 'delayMs' in row ? Math.abs(row.delayMs - HOUR_MS) : 0).toBeLessThan(1_000);
    const routine = createStand(SENT, { paysForRoutine: true, paidUsedUpUntil: midnight, templates: [] });
    expect(routine.hold(delivery(ago(60), 'advisory'))?.row).not.toHaveProperty('failOver');
    expect(stand.calls).toEqual([]);
  });

  it('is never held when it is an answer, whoever wrote when', async () => {
    const stand = createStand({ kind: 'needs_template', reason: 'zalo_window_closed' }, { templates: [] });
    expect(stand.hold(answer)).toBeNull();
    expect((await stand.step(answer)).row).toEqual({ state: 'unreachable', reason: 'zalo_window_closed' });
  });

  it('is decided again when the platform calls its window closed, but not a second time', async () => {
    const closed: Outcome = { kind: 'needs_template', reason: 'zalo_window_closed' };
    expect(await createStand(closed).step(delivery(ago(1)))).toMatchObject({
      ...again('zalo_window_closed'),
      contact: { kind: 'window_closed' },
    });
    expect(await createStand(closed).step(delivery(null))).toMatchObject({
      row: { state: 'unreachable' },
      contact: null,
    });
    expect(await createStand(closed, { rules: ROUTE_RULES.telegram }).step(delivery(null))).toMatchObject({
      row: { state: 'unreachable' },
    });
  });

  it('makes a used-up quota known for all that follows, and is decided again', async () => {
    const until = new Date(Date.now() + 5 * HOUR_MS);
    const usedUp: Outcome = { kind: 'deferred', notBefore: until, reason: 'zalo_out_of_quota' };
    const stand = createStand(usedUp, { templates: [] });
    expect(await stand.step(delivery(ago(60)))).toMatchObject(again('zalo_out_of_quota'));
    expect(stand.noted).toEqual([['account', 'paid', until]]);
    expect(stand.hold(delivery(ago(60)))?.row).toMatchObject({ reason: 'quota_used_up' });
    expect(stand.hold(delivery(ago(1)))).toBeNull();
    // What was believed to be free waits by itself: deciding again would ask for ever.
    expect((await stand.step(delivery(ago(1)))).row).toMatchObject({
      state: 'pending',
      reason: 'zalo_out_of_quota',
      failOver: true,
    });
    const byTemplate = createStand({ ...usedUp, reason: 'zalo_no_balance' });
    await byTemplate.step(delivery(null));
    expect(byTemplate.noted).toEqual([['account', 'template', until]]);
  });

  it('leaves a refused template out from then on', async () => {
    const stand = createStand({ kind: 'rejected', reason: 'zalo_template_data' });
    expect(await stand.step(delivery(null))).toMatchObject(again('zalo_template_data'));
    expect(stand.noted).toEqual([['one', 'zalo_template_data']]);
    expect(stand.hold(delivery(null))?.row).toEqual({ state: 'unreachable', reason: 'no_template' });
    // Ordinary words that are refused are our own mistake.
    expect((await createStand({ kind: 'rejected', reason: 'x' }).step(delivery(ago(1)))).row.state).toBe(
      'rejected',
    );
  });

  it('that cannot go before its alert ends is left to the next contact point', async () => {
    const late: Outcome = {
      kind: 'deferred',
      notBefore: new Date(Date.now() + 30 * HOUR_MS),
      reason: 'zalo_night',
    };
    expect((await createStand(late).step(delivery(ago(1)))).row).toEqual({
      state: 'unreachable',
      reason: 'zalo_night',
    });
  });
});

describe('every row of the table of errors', () => {
  const ends = {
    throttled: ['pending', 'throttled'],
    temporary: ['pending', null],
    deferred: ['pending', null],
    needs_template: ['pending', null],
    unreachable: ['unreachable', null],
    rejected: ['rejected', null],
    misconfigured: ['pending', null],
    unknown: ['unknown', null],
  } as const;
  const messages = ZALO_ERRORS.flatMap(({ codes }) => codes.map((code) => ['message', code] as const));
  const templates = [...ZALO_ERRORS, ...ZALO_TEMPLATE_ERRORS].flatMap(({ codes }) =>
    codes.map((code) => ['template', code] as const),
  );

  it.each([...messages, ...templates])('%s %i settles a delivery', async (call, code) => {
    const outcome = outcomeOfCode(code, Date.now(), call);
    const stand = createStand(outcome, call === 'template' ? {} : { templates: [] });
    const step = await stand.step(delivery(call === 'template' ? null : ago(60)));
    const [state, reason] = ends[outcome.kind as keyof typeof ends];
    // A template that is refused, and a quota that is used up, let the row take another route.
    const expected =
      call === 'template' && (outcome.kind === 'rejected' || outcome.kind === 'needs_template')
        ? outcome.kind === 'rejected'
          ? 'pending'
          : 'unreachable'
        : state;
    expect(step.row.state).toBe(expected);
    const told = reason ?? ('reason' in outcome ? outcome.reason : null);
    expect('reason' in step.row ? step.row.reason : null).toBe(told);
    // Only what a person did ends their contact point; only the account's own trouble stops the lane.
    expect(step.contact?.kind === 'unreachable').toBe(outcome.kind === 'unreachable');
    expect(step.laneProblem !== null).toBe(outcome.kind === 'misconfigured');
    expect(stand.noted.length > 0).toBe(
      (outcome.kind === 'deferred' && ROUTE_RULES.zalo.usedUpReasons.includes(outcome.reason)) ||
        (outcome.kind === 'rejected' && call === 'template'),
    );
  });
});
