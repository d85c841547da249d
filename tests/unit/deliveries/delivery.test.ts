import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeliveryState as StoredState } from '../../../src/db/generated/enums.ts';
import { type DeliveryState, isFinal, mayMove } from '../../../src/deliveries/delivery.ts';

const STATES: readonly DeliveryState[] = [
  'pending',
  'sending',
  'sent',
  'unreachable',
  'rejected',
  'gave_up',
  'unknown',
  'unknown_final',
  'cancelled',
];
const FINAL: readonly DeliveryState[] = [
  'sent',
  'unreachable',
  'rejected',
  'gave_up',
  'unknown_final',
  'cancelled',
];

const nextOf = (from: DeliveryState) => STATES.filter((to) => mayMove(from, to));

describe('the states of a delivery', () => {
  it('are those of the table', () => {
    expect(Object.values(StoredState).toSorted()).toEqual(STATES.toSorted());
  });

  it.each(STATES)('%s is final exactly when nothing follows from it', (state) => {
    expect(isFinal(state)).toBe(FINAL.includes(state));
    expect(nextOf(state).length === 0).toBe(isFinal(state));
    expect(mayMove(state, state)).toBe(false);
  });

  it('can all be reached from pending', () => {
    const reached = new Set<DeliveryState>(['pending']);
    for (const state of reached) for (const next of nextOf(state)) reached.add(next);
    expect([...reached].toSorted()).toEqual(STATES.toSorted());
  });

  it('can all still come to an end', () => {
    for (const start of STATES) {
      const reached = new Set<DeliveryState>([start]);
      for (const state of reached) for (const next of nextOf(state)) reached.add(next);
      expect([...reached].some(isFinal)).toBe(true);
    }
  });

  it('keep every walk legal: a final state is its last, and what was cancelled was never being sent', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...STATES), { maxLength: 60 }), (wishes) => {
        const walk: DeliveryState[] = ['pending'];
        for (const wish of wishes) {
          const now = walk.at(-1) ?? 'pending';
          if (mayMove(now, wish)) walk.push(wish);
        }
        const firstFinal = walk.findIndex(isFinal);
        expect(firstFinal === -1 || firstFinal === walk.length - 1).toBe(true);
        const end = walk.at(-1);
        if (end === 'cancelled') expect(walk.at(-2)).toBe('pending');
        // Or it was to be repeated when its alert ended.
        if (end === 'unknown_final') expect(['unknown', 'pending']).toContain(walk.at(-2));
        // Nothing is said to have failed that nobody tried to send.
        if (end === 'unreachable' || end === 'rejected' || end === 'gave_up') {
          expect(walk.at(-2)).toBe('sending');
        }
      }),
    );
  });
});
