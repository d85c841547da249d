import { useMemo, useState } from 'react';

interface SteadyList<Item> {
  items: readonly Item[];
  /** How many came meanwhile and are not among `items` yet. */
  held: number;
  /** Shows them now. */
  release: () => void;
}

/**
 * What somebody is about to click must not move. While `isHeld` (pointer or focus on the list) items keep their places:
 * contents stay live, those that are gone leave, newcomers wait.
 */
export function useSteadyList<Item>(
  items: readonly Item[],
  idOf: (item: Item) => string,
  isHeld: boolean,
): SteadyList<Item> {
  const [order, setOrder] = useState<readonly string[]>([]);
  const current = items.map(idOf);
  const isSame = current.length === order.length && current.every((id, index) => id === order[index]);
  // Derived from what came with this render: React draws it again before anything is seen.
  if (!isHeld && !isSame) setOrder(current);

  const shown = useMemo(() => {
    if (!isHeld) return items;
    const byId = new Map(items.map((item) => [idOf(item), item]));
    return order.flatMap((id) => byId.get(id) ?? []);
  }, [items, idOf, isHeld, order]);

  return { items: shown, held: items.length - shown.length, release: () => setOrder(current) };
}
