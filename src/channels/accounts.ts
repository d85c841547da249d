import type { Clock } from '../shared/clock.ts';
import { type ChannelSettings, openChannel, type ServiceChannel } from './registry.ts';

const REFRESH_EVERY_MS = 1_000;

export interface ChannelAccount {
  id: string;
  laneId: string;
  channel: 'telegram' | 'zalo';
  externalId: string;
  credentials: string;
  ratePerSecond: number;
}

export interface OpenAccount {
  account: ChannelAccount;
  channel: ServiceChannel;
}

/** The channel accounts of the database, each opened once in this process. */
export interface Accounts {
  find(channelAccountId: string): Promise<OpenAccount | null>;
  all(): Promise<readonly OpenAccount[]>;
  close(): Promise<void>;
}

export function createAccounts(deps: {
  list(): Promise<readonly ChannelAccount[]>;
  settings: ChannelSettings;
  clock: Clock;
}): Accounts {
  const { clock } = deps;
  const opened = new Map<string, OpenAccount>();
  let refreshedAtMs = Number.NEGATIVE_INFINITY;

  async function refresh(): Promise<void> {
    for (const account of await deps.list()) {
      if (opened.has(account.id)) continue;
      const channel = openChannel(account, deps.settings);
      if (channel) opened.set(account.id, { account, channel });
    }
    refreshedAtMs = clock.monotonicMs();
  }

  return {
    async find(channelAccountId) {
      // An account that was added while this process runs is found at its first use.
      // Whoever calls a webhook of an account that does not exist must not make us read them all each time.
      const known = opened.has(channelAccountId) || clock.monotonicMs() - refreshedAtMs < REFRESH_EVERY_MS;
      if (!known) await refresh();
      return opened.get(channelAccountId) ?? null;
    },
    async all() {
      await refresh();
      return [...opened.values()];
    },
    async close() {
      await Promise.all([...opened.values()].map(({ channel }) => channel.close()));
    },
  };
}
