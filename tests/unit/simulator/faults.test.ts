import { describe, expect, it } from 'vitest';
import { createFaults, type FaultOrder } from '../../../src/simulator/telegram/faults.ts';

const HANG: FaultOrder = { fault: { kind: 'hang' } };
const SLOW: FaultOrder = { fault: { kind: 'slow', minMs: 1, maxMs: 1 } };

describe('faults of the fake platform', () => {
  it.each([
    { case: 'every call', orders: [HANG], met: [1, 1, 1, 1, 1, 1] },
    { case: 'so many calls', orders: [{ ...HANG, count: 2 }], met: [1, 1, 0, 0, 0, 0] },
    { case: 'one call in three', orders: [{ ...HANG, oneIn: 3 }], met: [1, 0, 0, 1, 0, 0] },
    { case: 'one in two, twice', orders: [{ ...HANG, oneIn: 2, count: 2 }], met: [1, 0, 1, 0, 0, 0] },
    { case: 'another chat', orders: [{ ...HANG, chatId: '7' }], met: [0, 0, 0, 0, 0, 0] },
    { case: 'another method', orders: [{ ...HANG, methods: ['getupdates'] }], met: [0, 0, 0, 0, 0, 0] },
  ])('meet $case', ({ orders, met }) => {
    const faults = createFaults();
    for (const order of orders) faults.order(order);
    expect(met.map(() => (faults.take('sendmessage', '1') ? 1 : 0))).toEqual(met);
    expect(faults.met()).toBe(met.filter((one) => one === 1).length);
  });

  it('leave to the next order the calls that an earlier one spares', () => {
    const faults = createFaults();
    faults.order({ ...HANG, oneIn: 2 });
    faults.order(SLOW);
    expect([1, 2, 3].map(() => faults.take('sendmessage', '1')?.kind)).toEqual(['hang', 'slow', 'hang']);
    faults.clear();
    expect(faults.take('sendmessage', '1')).toBeNull();
  });
});
