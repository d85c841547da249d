import type { Hints } from '../deliveries/ports.ts';
import { driveLaneJob } from '../jobs/drive-lane.ts';
import { fanOutJob } from '../jobs/fan-out.ts';
import { INBOUND_PLACES, inboundJob } from '../jobs/inbound.ts';
import type { Producer } from './producer.ts';

/** The hints of the use cases as jobs. A lost one is the sweeper's to find again. */
export function createHints(producer: Producer): Hints {
  let place = 0;
  return {
    async driveLane(laneIds) {
      await producer.addMany(
        driveLaneJob,
        laneIds.map((laneId) => ({ v: 1, laneId })),
      );
    },
    async fanOut(alertMessageIds) {
      await producer.addMany(
        fanOutJob,
        alertMessageIds.map((alertMessageId) => ({ v: 1, alertMessageId })),
      );
    },
    async inbound() {
      place = (place + 1) % INBOUND_PLACES;
      await producer.add(inboundJob, { v: 1, place });
    },
  };
}
