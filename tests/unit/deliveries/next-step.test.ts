import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/channels/outcome.ts';
import { mayMove } from '../../../src/deliveries/delivery.ts';
import { backoffMs, MAX_ATTEMPTS, nextStep, type SendSituation } from '../../../src/deliveries/next-step.ts';

const NOW = new Date('2026-11-23T13:00:00Z');
const plain: SendSituation = {
  attempts: 0,
  repeats: 0,
  critical: false,
  silent: false,
  alert: null,
  now: NOW,
  random: 0.5,
};

describe('what follows from an outcome', () => {
  const cases: readonly [string, Outcome, Partial<SendSituation>, ReturnType<typeof nextStep>['row']][] = [
    ['sent', { kind: 'sent', externalMessageId: '7' }, {}, { state: 'sent', externalMessageId: '7' }],
    [
      'a throttle uses no attempt',
      { kind: 'throttled', scope: 'account', retryAfterMs: 3_000 },
      { attempts: MAX_ATTEMPTS },
      { state: 'pending', delayMs: 3_000, attempt: false, repeat: false, reason: 'throttled' },
    ],
    [
      'deferred waits until its time',
      { kind: 'deferred', notBefore: new Date('2026-11-23T13:00:05Z'), reason: 'night' },
      {},
      { state: 'pending', delayMs: 5_000, attempt: false, repeat: false, reason: 'night' },
    ],
    [
      'needs a template',
      { kind: 'needs_template', reason: 'window' },
      {},
      { state: 'unreachable', reason: 'window' },
    ],
    [
      'temporary counts an attempt',
      { kind: 'temporary', reason: 'http_502' },
      {},
      { state: 'pending', delayMs: 750, attempt: true, repeat: false, reason: 'http_502' },
    ],
    [
      'temporary for the last time',
      { kind: 'temporary', reason: 'http_502' },
      { attempts: MAX_ATTEMPTS - 1 },
      { state: 'gave_up', reason: 'http_502' },
    ],
    [
      'moved goes on at once',
      { kind: 'moved', newExternalId: '-1009' },
      {},
      { state: 'pending', delayMs: 0, attempt: false, repeat: false, reason: 'moved' },
    ],
    [
      'unreachable',
      { kind: 'unreachable', reason: 'blocked' },
      {},
      { state: 'unreachable', reason: 'blocked' },
    ],
    ['rejected', { kind: 'rejected', reason: 'too_long' }, {}, { state: 'rejected', reason: 'too_long' }],
    [
      'misconfigured stays pending',
      { kind: 'misconfigured', reason: 'token' },
      {},
      { state: 'pending', delayMs: 30_000, attempt: false, repeat: false, reason: 'token' },
    ],
    [
      'unknown of a routine alert is left, not repeated',
      { kind: 'unknown', reason: 'timeout' },
      {},
      { state: 'unknown', deadlineMs: 60_000, reason: 'timeout' },
    ],
    [
      'unknown of a critical alert is repeated once',
      { kind: 'unknown', reason: 'timeout' },
      { critical: true },
      { state: 'pending', delayMs: 0, attempt: false, repeat: true, reason: 'timeout' },
    ],
    [
      'and again, later, as long as the platform answers nobody',
      { kind: 'unknown', reason: 'timeout' },
      { critical: true, repeats: 1, silent: true },
      { state: 'pending', delayMs: 12_000, attempt: false, repeat: true, reason: 'timeout' },
    ],
    [
      'unknown of a routine alert is not repeated then either',
      { kind: 'unknown', reason: 'timeout' },
      { silent: true },
      { state: 'unknown', deadlineMs: 60_000, reason: 'timeout' },
    ],
    [
      'but only once where others are answered',
      { kind: 'unknown', reason: 'timeout' },
      { critical: true, repeats: 1 },
      { state: 'unknown', deadlineMs: 60_000, reason: 'timeout' },
    ],
  ];

  it.each(cases)('%s', (_name, outcome, situation, row) => {
    const step = nextStep(outcome, { ...plain, ...situation });
    expect(step.row).toEqual(row);
    // What a driver writes must be a legal move of a row that is being sent.
    expect(mayMove('sending', step.row.state)).toBe(true);
  });

  it('pauses what a throttle is about', () => {
    expect(nextStep({ kind: 'throttled', scope: 'chat', retryAfterMs: 9 }, plain).pause).toEqual({
      scope: 'chat',
      ms: 9,
    });
    expect(nextStep({ kind: 'misconfigured', reason: 'token' }, plain)).toMatchObject({
      pause: { scope: 'account', ms: 30_000 },
      laneProblem: 'token',
    });
  });

  it('marks a contact point only when it is gone or moved', () => {
    expect(nextStep({ kind: 'unreachable', reason: 'blocked' }, plain).contact).toEqual({
      kind: 'unreachable',
    });
    expect(nextStep({ kind: 'needs_template', reason: 'window' }, plain).contact).toBeNull();
    expect(nextStep({ kind: 'moved', newExternalId: '-1' }, plain).contact).toEqual({
      kind: 'moved',
      externalId: '-1',
    });
  });
});

describe('backoff', () => {
  it('doubles, stays within half and whole of its ceiling, and never passes two minutes', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 40 }),
        fc.double({ min: 0, max: 0.999999, noNaN: true }),
        (attempts, random) => {
          const ceiling = Math.min(120_000, 1_000 * 2 ** attempts);
          const delayMs = backoffMs(attempts, random);
          expect(delayMs).toBeGreaterThanOrEqual(ceiling / 2);
          expect(delayMs).toBeLessThanOrEqual(ceiling);
        },
      ),
    );
  });
});
