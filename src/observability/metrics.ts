import { Counter, Gauge, Registry } from 'prom-client';
import type { Severity } from '../alerts/alert.ts';
import type { Channel, FileSent } from '../channels/channel.ts';
import type { Outcome } from '../channels/outcome.ts';
import type { LaneStore } from '../deliveries/ports.ts';

/** What waits in the rows, whichever process is asked. */
export interface Backlog {
  pending: readonly { severity: Severity; count: number; oldestSeconds: number }[];
  /** Sent without an answer of the platform, deadline not yet over. */
  unknown: number;
}

export interface QueueDepth {
  queue: string;
  jobs: Readonly<Record<string, number>>;
}

export interface Metrics {
  /** The channel, each send counted by its outcome. */
  meterChannel(account: { id: string; channel: string }, channel: Channel): Channel;
  /** The lanes: each take-over counted, each budget shown. */
  meterLanes(lanes: LaneStore): LaneStore;
  contentType: string;
  /** In the text format of Prometheus. What cannot be read now is left out. */
  text(): Promise<string>;
}

const SEVERITIES: readonly Severity[] = ['critical', 'urgent', 'advisory', 'info'];

/**
 * Counters of this process and gauges of the rows. Labels are closed sets and ids of account rows: nothing that comes
 * from people.
 */
export function createMetrics(sources: {
  backlog(): Promise<Backlog>;
  queues(): Promise<readonly QueueDepth[]>;
}): Metrics {
  const registry = new Registry();
  const registers = [registry];
  /** By account, since somebody asked last: to count one by its labels costs more than a send may. */
  const justSent = new Map<string, { channel: string; count: number }>();
  const outcomes = new Counter({
    name: 'binhyen_send_outcomes_total',
    help: 'Sends of this process, by what the channel said.',
    labelNames: ['channel', 'account', 'kind'],
    registers,
    collect() {
      for (const [account, { channel, count }] of justSent)
        this.inc({ channel, account, kind: 'sent' }, count);
      justSent.clear();
    },
  });
  const throttles = new Counter({
    name: 'binhyen_throttles_total',
    help: 'Sends that the platform refused as too fast (429), by what must pause.',
    labelNames: ['channel', 'account', 'scope'],
    registers,
  });
  const takeOvers = new Counter({
    name: 'binhyen_lane_takeovers_total',
    help: 'Lanes that this process took over from a driver that vanished.',
    labelNames: ['account'],
    registers,
  });
  const budgets = new Gauge({
    name: 'binhyen_lane_budget_per_second',
    help: 'Sends a second that the account may make: what binhyen_send_outcomes_total is a share of.',
    labelNames: ['account'],
    registers,
  });
  const pending = new Gauge({
    name: 'binhyen_deliveries_pending',
    help: 'Deliveries that wait to be sent.',
    labelNames: ['severity'],
    registers,
  });
  const oldest = new Gauge({
    name: 'binhyen_deliveries_oldest_pending_seconds',
    help: 'Age of the oldest delivery that waits to be sent; 0 when none does.',
    labelNames: ['severity'],
    registers,
  });
  const unknown = new Gauge({
    name: 'binhyen_deliveries_unknown',
    help: 'Deliveries sent without an answer of the platform, until their deadline.',
    registers,
  });
  const jobs = new Gauge({
    name: 'binhyen_queue_jobs',
    help: 'Jobs in the queue store. They are hints: the rows are the truth.',
    labelNames: ['queue', 'state'],
    registers,
  });

  function countSent({ id, channel }: { id: string; channel: string }): void {
    const known = justSent.get(id);
    if (known) known.count += 1;
    else justSent.set(id, { channel, count: 1 });
  }

  async function readBacklog(): Promise<void> {
    for (const gauge of [pending, oldest, unknown]) gauge.reset();
    // A gauge without labels is 0 after a reset, which would be a claim.
    unknown.set(Number.NaN);
    const backlog = await sources.backlog();
    for (const severity of SEVERITIES) {
      const row = backlog.pending.find((one) => one.severity === severity);
      pending.set({ severity }, row?.count ?? 0);
      oldest.set({ severity }, row?.oldestSeconds ?? 0);
    }
    unknown.set(backlog.unknown);
  }

  async function readQueues(): Promise<void> {
    jobs.reset();
    for (const depth of await sources.queues()) {
      for (const [state, count] of Object.entries(depth.jobs)) jobs.set({ queue: depth.queue, state }, count);
    }
  }

  return {
    meterChannel: (account, channel) => {
      const labels = { channel: account.channel, account: account.id };
      const count = (outcome: Outcome) => {
        if (outcome.kind === 'sent') countSent(account);
        else outcomes.inc({ ...labels, kind: outcome.kind });
        if (outcome.kind === 'throttled') throttles.inc({ ...labels, scope: outcome.scope });
        return outcome;
      };
      const { templates, files } = channel;
      const countFile = (sent: FileSent) => {
        if (sent.kind === 'answered' || sent.kind === 'not_stored') count(sent.outcome);
        return sent;
      };
      return {
        ...channel,
        send: async (message, target, signal) => count(await channel.send(message, target, signal)),
        ...(templates && {
          templates: {
            sendTemplate: async (template, target, signal) =>
              count(await templates.sendTemplate(template, target, signal)),
          },
        }),
        ...(files && {
          files: {
            ...files,
            sendNew: async (...given) => countFile(await files.sendNew(...given)),
            sendKept: async (...given) => countFile(await files.sendKept(...given)),
          },
        }),
      };
    },
    meterLanes: (lanes) => ({
      ...lanes,
      async acquire(laneId, owner) {
        const lease = await lanes.acquire(laneId, owner);
        if (lease.kind !== 'acquired') return lease;
        budgets.set({ account: lease.channelAccountId }, lease.ratePerSecond);
        if (lease.takenOver) takeOvers.inc({ account: lease.channelAccountId });
        return lease;
      },
    }),
    contentType: registry.contentType,
    async text() {
      await Promise.allSettled([readBacklog(), readQueues()]);
      return registry.metrics();
    },
  };
}
