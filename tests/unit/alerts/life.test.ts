import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALERT_STATES, type AlertState, isOpen, stateAfterMessage } from '../../../src/alerts/alert.ts';
import { ALERT_MOVES, MOVES, stateAfter } from '../../../src/alerts/life.ts';

const ENDS: readonly AlertState[] = ['resolved', 'corrected', 'expired'];
const SEEN: readonly AlertState[] = ['sending', 'active', 'updated', 'resolved', 'corrected'];

describe('the life of an alert', () => {
  it('reaches every state from a draft', () => {
    const reached = new Set<AlertState>(['draft']);
    for (let round = 0; round < ALERT_STATES.length; round++) {
      for (const state of [...reached]) {
        for (const move of ALERT_MOVES) {
          const next = stateAfter(state, move);
          if (next) reached.add(next);
        }
      }
    }
    expect([...reached].toSorted()).toEqual([...ALERT_STATES].toSorted());
  });

  it('whatever is tried in whatever order, keeps its rules', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ALERT_MOVES), { maxLength: 30 }), (tries) => {
        let state: AlertState = 'draft';
        let wasSent = false;
        let asked = false;
        for (const move of tries) {
          const next = stateAfter(state, move);
          if (next === null) continue;
          // An end is an end; only what was stopped may still get a last word.
          expect(ENDS).not.toContain(state);
          if (state === 'cancelled') expect(['correct', 'close']).toContain(move);
          // What waits for a second person leaves by that person's word or not at all.
          if (state === 'pending_approval' && isOpen(next)) expect(MOVES[move].by).toBe('approver');
          if (MOVES[move].by === 'approver') expect(state).toBe('pending_approval');
          // Nobody sees it before it is sent, and what was sent is never a draft again.
          if (wasSent) expect(['draft', 'pending_approval']).not.toContain(next);
          asked ||= next === 'pending_approval';
          wasSent ||= SEEN.includes(next);
          state = next;
        }
        expect(asked && state === 'draft' && wasSent).toBe(false);
      }),
    );
  });

  it('lets officers act on what is open', () => {
    for (const move of ['update', 'stop'] as const) expect(MOVES[move].from.every(isOpen)).toBe(true);
  });

  it.each([
    ['update', 'update'],
    ['correction', 'correct'],
    ['closure', 'close'],
  ] as const)('a message of kind %s is the move %s', (kind, move) => {
    expect(stateAfterMessage(kind)).toBe(MOVES[move].to);
  });
});
