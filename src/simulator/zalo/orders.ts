/** Things to happen to calls or events: the first so many that match, or all until cleared. */
export interface Orders<O extends { count: number | null }> {
  order(order: O): void;
  clear(): void;
  /** The oldest order that matches, counted off. */
  take(matches: (order: O) => boolean): O | null;
  /** Every order that matches, each counted off. */
  takeAll(matches: (order: O) => boolean): O[];
}

export function createOrders<O extends { count: number | null }>(): Orders<O> {
  let open: { order: O; left: number | null }[] = [];

  function countOff(taken: { order: O; left: number | null }): O {
    if (taken.left !== null) {
      taken.left -= 1;
      if (taken.left === 0) open = open.filter((other) => other !== taken);
    }
    return taken.order;
  }

  return {
    order(order) {
      open.push({ order, left: order.count });
    },
    clear() {
      open = [];
    },
    take(matches) {
      const found = open.find(({ order }) => matches(order));
      return found === undefined ? null : countOff(found);
    },
    takeAll: (matches) => open.filter(({ order }) => matches(order)).map(countOff),
  };
}
