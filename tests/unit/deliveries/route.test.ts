import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ROUTE_RULES } from '../../../config/channels.ts';
import type { AlertFacts, Severity } from '../../../src/alerts/alert.ts';
import { isNight as isNightAtZalo, windowOf as windowAtZalo } from '../../../src/channels/zalo/index.ts';
import {
  type AccountTerms,
  type ChannelTemplate,
  fillTemplate,
  isNight,
  type MessageBrief,
  nextMorning,
  type Route,
  routeOf,
  windowOf,
} from '../../../src/deliveries/route.ts';
import { freeTerms } from '../../support/free-terms.ts';

const HOUR_MS = 3_600_000;
const NOON = new Date('2026-11-20T12:00:00+07:00');
const LATE = new Date('2026-11-20T23:00:00+07:00');
const MORNING = new Date('2026-11-21T06:00:00+07:00');
const MIDNIGHT = new Date('2026-11-21T00:00:00+07:00');

const FACTS: AlertFacts = {
  text: 'Nước suối Ea Tam đang lên nhanh, bà con lên chỗ cao ngay.',
  number: 'BMT-2026-0147',
  code: 'K7QP',
  unit: 'Công an phường Buôn Ma Thuột',
  phone: '0262 3812 345',
  time: '12:00, 20/11/2026',
  category: 'Thiên tai',
};

const template = (change: Partial<ChannelTemplate> = {}): ChannelTemplate => ({
  id: 'one',
  externalId: '300001',
  name: 'Cảnh báo khẩn',
  tag: 'transaction',
  parameters: [
    { name: 'noi_dung', fact: 'text', maxLength: 200 },
    { name: 'so', fact: 'number', maxLength: 30 },
  ],
  priceDong: 200,
  severities: ['critical', 'urgent'],
  kinds: ['initial', 'update'],
  ...change,
});

const zalo = (change: Partial<AccountTerms> = {}): AccountTerms => ({
  ...freeTerms(1),
  channel: 'zalo',
  rules: ROUTE_RULES.zalo,
  ...change,
});

const brief = (severity: Severity, change: Partial<MessageBrief> = {}): MessageBrief => ({
  severity,
  kind: 'initial',
  drill: false,
  endsAt: new Date(NOON.getTime() + 24 * HOUR_MS),
  facts: FACTS,
  ...change,
});

const wrote = (hoursAgo: number, now = NOON) => new Date(now.getTime() - hoursAgo * HOUR_MS);
const [free, paid, byTemplate] = [{ kind: 'free' }, { kind: 'paid' }, { kind: 'template' }];
const none = (reason: string) => ({ kind: 'none', reason });
const wait = (until: Date, reason: string) => ({ kind: 'wait', until, reason });

describe('the route of a message', () => {
  const cases: [string, AccountTerms, MessageBrief, Date | null, Date, object][] = [
    ['free within 48 hours', zalo(), brief('advisory'), wrote(48), NOON, free],
    ['free on a channel without windows, whoever wrote when', freeTerms(1), brief('info'), null, NOON, free],
    ['a routine alert spends nothing', zalo(), brief('advisory'), wrote(49), NOON, none('paid_not_allowed')],
    ['… unless its account may', zalo({ paysForRoutine: true }), brief('info'), wrote(49), NOON, paid],
    ['an urgent alert may', zalo(), brief('urgent'), wrote(49), NOON, paid],
    [
      'a critical alert may, until the last moment of the window',
      zalo(),
      brief('critical'),
      wrote(168),
      NOON,
      paid,
    ],
    [
      'after seven days there is no ordinary message',
      zalo(),
      brief('critical'),
      wrote(168.1),
      NOON,
      none('no_template'),
    ],
    ['who never wrote gets none either', zalo(), brief('critical'), null, NOON, none('no_template')],
    [
      'a template that fits',
      zalo({ templates: [template()] }),
      brief('critical'),
      wrote(200),
      NOON,
      byTemplate,
    ],
    [
      'a routine alert spends nothing on templates',
      zalo({ templates: [template({ severities: ['advisory'] })] }),
      brief('advisory'),
      wrote(200),
      NOON,
      none('paid_not_allowed'),
    ],
    [
      'a template of another severity',
      zalo({ templates: [template({ severities: ['info'] })] }),
      brief('critical'),
      null,
      NOON,
      none('no_template'),
    ],
    [
      'a template of another kind of message',
      zalo({ templates: [template()] }),
      brief('critical', { kind: 'closure' }),
      null,
      NOON,
      none('no_template'),
    ],
    [
      'a template that cannot be filled in',
      zalo({ templates: [template({ parameters: [{ name: 'so', fact: 'number', maxLength: 5 }] })] }),
      brief('critical'),
      null,
      NOON,
      none('no_template'),
    ],
    [
      'an alert without facts',
      zalo({ templates: [template()] }),
      brief('critical', { facts: null }),
      null,
      NOON,
      none('no_template'),
    ],
    [
      'a used-up quota waits for the next one',
      zalo({ paidUsedUpUntil: MIDNIGHT }),
      brief('critical'),
      wrote(50),
      NOON,
      wait(MIDNIGHT, 'quota_used_up'),
    ],
    [
      'a used-up quota keeps nothing free from leaving',
      zalo({ paidUsedUpUntil: MIDNIGHT, templatesUsedUpUntil: MIDNIGHT }),
      brief('critical'),
      wrote(1),
      NOON,
      free,
    ],
    [
      'a template instead of an ordinary message that is used up',
      zalo({ paidUsedUpUntil: MIDNIGHT, templates: [template()] }),
      brief('critical'),
      wrote(50),
      NOON,
      byTemplate,
    ],
    [
      'a quota that comes too late',
      zalo({ paidUsedUpUntil: MIDNIGHT }),
      brief('critical', { endsAt: MIDNIGHT }),
      wrote(50),
      NOON,
      none('quota_used_up'),
    ],
    [
      'a quota that is there again',
      zalo({ paidUsedUpUntil: NOON }),
      brief('critical'),
      wrote(50),
      NOON,
      paid,
    ],
    [
      'templates that are used up',
      zalo({ templatesUsedUpUntil: MIDNIGHT, templates: [template()] }),
      brief('urgent'),
      null,
      NOON,
      wait(MIDNIGHT, 'quota_used_up'),
    ],
    [
      'a promotion template waits for the morning',
      zalo({ templates: [template({ tag: 'promotion' })] }),
      brief('critical'),
      null,
      LATE,
      wait(MORNING, 'night'),
    ],
    [
      'a promotion template for an alert that ends before',
      zalo({ templates: [template({ tag: 'promotion' })] }),
      brief('critical', { endsAt: MORNING }),
      null,
      LATE,
      none('night'),
    ],
    ['an ordinary message leaves at night', zalo(), brief('advisory'), wrote(1, LATE), LATE, free],
    [
      'a drill spends nothing, whatever its severity',
      zalo({ templates: [template()] }),
      brief('critical', { drill: true }),
      wrote(49),
      NOON,
      none('paid_not_allowed'),
    ],
    [
      'a drill for which the account pays',
      zalo({ paysForRoutine: true }),
      brief('critical', { drill: true }),
      wrote(49),
      NOON,
      paid,
    ],
  ];
  it.each(cases)('%s', (_name, terms, message, lastInboundAt, now, expected) => {
    expect(routeOf(terms, message, lastInboundAt, now)).toMatchObject(expected);
  });

  it('takes the cheapest template that may leave now', () => {
    const [dear, cheap, resting] = [
      template({ id: 'dear', priceDong: 300 }),
      template({ id: 'cheap', priceDong: 120 }),
      template({ id: 'resting', priceDong: 50, tag: 'promotion' }),
    ];
    const chosen = (now: Date) =>
      routeOf(zalo({ templates: [dear, cheap, resting] }), brief('critical'), null, now);
    expect(chosen(LATE)).toMatchObject({ template: { id: 'cheap', priceDong: 120 } });
    expect(chosen(NOON)).toMatchObject({ template: { id: 'resting' } });
  });

  it('agrees with the client of Zalo on windows and nights', () => {
    const hours = fc.integer({ min: 0, max: 24 * 400 });
    fc.assert(
      fc.property(hours, fc.option(fc.integer({ min: 0, max: 12 * 24 * 3_600 })), (hour, secondsAgo) => {
        const now = new Date(NOON.getTime() + hour * HOUR_MS);
        const at = secondsAgo === null ? null : new Date(now.getTime() - secondsAgo * 1_000);
        const known = windowAtZalo(at?.getTime() ?? null, now.getTime());
        expect(windowOf(ROUTE_RULES.zalo, at, now)).toBe(known === 'template_only' ? 'closed' : known);
        expect(isNight(ROUTE_RULES.zalo, now)).toBe(isNightAtZalo(now.getTime()));
      }),
    );
  });

  it('never spends money on a routine alert without the setting, and never waits beyond the end', () => {
    const severity = fc.constantFrom<Severity>('info', 'advisory', 'urgent', 'critical');
    const anyTerms = fc
      .record({
        paysForRoutine: fc.boolean(),
        paidUsedUpUntil: fc.constantFrom(null, MIDNIGHT),
        templatesUsedUpUntil: fc.constantFrom(null, MIDNIGHT),
        templates: fc.subarray([
          template({ severities: ['info', 'advisory', 'urgent', 'critical'] }),
          template({ id: 'two', tag: 'promotion', severities: ['info', 'critical'], priceDong: 100 }),
        ]),
      })
      .map(zalo);
    const hoursAgo = fc.option(fc.integer({ min: 0, max: 300 }));
    fc.assert(
      fc.property(
        severity,
        anyTerms,
        hoursAgo,
        fc.nat(47),
        fc.integer({ min: 1, max: 48 }),
        (of, terms, ago, at, lifeHours) => {
          const now = new Date(NOON.getTime() + at * HOUR_MS);
          const endsAt = new Date(now.getTime() + lifeHours * HOUR_MS);
          const route: Route = routeOf(
            terms,
            brief(of, { endsAt }),
            ago === null ? null : wrote(ago, now),
            now,
          );
          const routine = of === 'info' || of === 'advisory';
          if (routine && !terms.paysForRoutine) expect(['paid', 'template']).not.toContain(route.kind);
          if (route.kind === 'wait') {
            expect(route.until.getTime()).toBeGreaterThan(now.getTime());
            expect(route.until.getTime()).toBeLessThan(endsAt.getTime());
          }
        },
      ),
    );
  });
});

describe('the next morning', () => {
  it.each([
    ['2026-11-20T05:59:59+07:00', '2026-11-20T06:00:00+07:00'],
    ['2026-11-20T06:00:00+07:00', '2026-11-21T06:00:00+07:00'],
    ['2026-11-20T22:00:00+07:00', '2026-11-21T06:00:00+07:00'],
  ])('after %s is %s', (now, morning) => {
    expect(nextMorning(ROUTE_RULES.zalo, new Date(now))).toEqual(new Date(morning));
  });
});

describe('a template', () => {
  const only = (fact: keyof AlertFacts, maxLength: number) =>
    template({ parameters: [{ name: 'x', fact, maxLength }] });
  const filled = (fact: keyof AlertFacts, maxLength: number, facts: AlertFacts = FACTS) =>
    fillTemplate(only(fact, maxLength), facts)?.data.x ?? null;

  it('is filled with the facts of the alert on one line, in NFC', () => {
    const text = 'Nước lên\n\n  bà con chú ý'.normalize('NFD');
    expect(fillTemplate(template(), { ...FACTS, text })).toEqual({
      id: 'one',
      externalId: '300001',
      priceDong: 200,
      data: { noi_dung: 'Nước lên bà con chú ý', so: 'BMT-2026-0147' },
    });
  });

  it('shortens the words of the alert behind a word, and nothing else', () => {
    expect(filled('text', 30)).toBe('Nước suối Ea Tam đang lên…');
    expect(filled('number', 12)).toBeNull();
    expect(filled('phone', 13)).toBe('0262 3812 345');
  });

  it('never cuts a character in two, and is never longer than it may be', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('👨‍👩‍👧‍👦', 'ế', 'a', ' ', '🌊', 'e\u0302\u0301'), {
          minLength: 1,
          maxLength: 80,
        }),
        fc.integer({ min: 20, max: 60 }),
        (characters, maxLength) => {
          const text = `a${characters.join('')}`;
          const value = filled('text', maxLength, { ...FACTS, text }) ?? '';
          expect(value.length).toBeLessThanOrEqual(maxLength);
          const whole = text.normalize('NFC').replace(/\s+/gu, ' ').trim();
          const kept = value.replace(/…$/u, '');
          expect(whole.startsWith(kept)).toBe(true);
          const ends = [...new Intl.Segmenter('vi').segment(whole)].map(({ index }) => index);
          expect([...ends, whole.length]).toContain(kept.length);
        },
      ),
    );
  });

  it('is not used with a fact that is empty', () => {
    expect(filled('unit', 50, { ...FACTS, unit: ' ' })).toBeNull();
  });
});
