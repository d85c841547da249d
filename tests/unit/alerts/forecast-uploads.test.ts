import { describe, expect, it } from 'vitest';
import { ROUTE_RULES } from '../../../config/channels.ts';
import {
  type AccountRoutes,
  forecastOf,
  type ReachCount,
  withUploads,
} from '../../../src/alerts/forecast.ts';
import { freeTerms } from '../../support/free-terms.ts';

const now = new Date('2026-11-26T01:00:00Z');
const endsAt = new Date('2026-11-27T01:00:00Z');
const FREE = { kind: 'free' } as const;

function account(channel: 'telegram' | 'zalo'): AccountRoutes {
  const terms = { ...freeTerms(1), channelAccountId: channel, channel, rules: ROUTE_RULES[channel] };
  return { terms, routesAt: () => ({ free: FREE, paid: FREE, closed: FREE }) };
}

function secondsToLast(channel: 'telegram' | 'zalo', media: 'photo' | 'voice' | null, lane = true) {
  const accounts = [account(channel)];
  const count: ReachCount = {
    households: 10,
    withoutContact: 0,
    languages: ['vi'],
    chosen: [{ channelAccountId: channel, window: 'free', households: 10, quietUntil: null }],
    lanes: lane ? [{ channelAccountId: channel, restSeconds: 0, ahead: 5 }] : [],
  };
  return forecastOf(withUploads(count, accounts, media), accounts, { endsAt }, now).secondsToLast;
}

describe('a picture in the forecast', () => {
  it.each([
    ['telegram', 'photo', 15],
    ['zalo', 'photo', 16],
    ['zalo', 'voice', 15],
    ['zalo', null, 15],
  ] as const)(
    '%s, %s: the last household after %i seconds at one call a second',
    (channel, media, seconds) => {
      expect(secondsToLast(channel, media)).toBe(seconds);
    },
  );

  it('is counted where nothing else waits', () => {
    expect(secondsToLast('zalo', 'photo', false)).toBe(11);
  });
});
