import { useMemo, useRef } from 'react';
import type { SimulatorPerson } from '../../../contracts/simulator.ts';

/**
 * The order of the service, but unmoved while `held`: during an alert the newest chats jump to the top many times a
 * second, and nobody can click what runs away. Contents stay live; newcomers join at the end until the hold ends.
 */
export function useSteadyOrder(
  people: readonly SimulatorPerson[],
  held: boolean,
): readonly SimulatorPerson[] {
  const order = useRef(new Map<string, number>());
  return useMemo(() => {
    if (!held) {
      order.current = new Map(people.map(({ id }, index) => [id, index]));
      return people;
    }
    const rank = ({ id }: SimulatorPerson) => order.current.get(id) ?? order.current.size;
    return [...people].sort((a, b) => rank(a) - rank(b));
  }, [people, held]);
}
