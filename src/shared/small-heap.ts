import { setFlagsFromString } from 'node:v8';

/**
 * V8 collects the old part of the heap when it has grown by this share since the last time. Left to itself it lets it
 * grow fourfold on a machine with much memory: what a message needs on its way lives just long enough to get there, and
 * a process of 60 MiB takes 400. Unlike a limit of the heap, this ends no process that needs more.
 */
const GROW_AT_MOST_PERCENT = 75;

/** For processes that run for months beside others. Call it once, early. */
export function keepHeapSmall(): void {
  setFlagsFromString(`--heap-growing-percent=${GROW_AT_MOST_PERCENT}`);
}
