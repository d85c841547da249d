import type { Hints } from '../../src/deliveries/ports.ts';

/** Nobody is told: the test runs what is due itself. */
export const noHints: Hints = { driveLane: async () => {}, fanOut: async () => {}, inbound: async () => {} };
