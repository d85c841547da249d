import { type ChannelSettings, openChannel, type ServiceChannel } from './registry.ts';

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
}): Accounts {
  const opened = new Map<string, OpenAccount>();

  async function refresh(): Promise<void> {
    for (const account of await deps.list()) {
      if (opened.has(account.id)) continue;
      const channel = openChannel(account, deps.settings);
      if (channel) opened.set(account.id, { account, channel });
    }
  }

  return {
    async find(channelAccountId) {
      // An account that was added while this process runs is found at its first use.
      if (!opened.has(channelAccountId)) await refresh();
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
