/**
 * What a transaction has made due: lanes with new rows, alert messages without deliveries. Read after the commit to
 * queue hints. Losing it loses nothing: the sweeper finds the same from the rows.
 */
export interface WakeList {
  lanes: Set<string>;
  alertMessages: Set<string>;
}

export function createWakeList(): WakeList {
  return { lanes: new Set(), alertMessages: new Set() };
}
