import { type ChannelSettings, type LearnedSettings, type OpenChannel, openChannel } from './registry.ts';

export interface ChannelAccount extends LearnedSettings {
  id: string;
  laneId: string;
  channel: 'telegram' | 'zalo';
  externalId: string;
  credentials: string;
  ratePerSecond: number;
}

export interface OpenAccount extends OpenChannel {
  account: ChannelAccount;
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
      opened.set(account.id, { account, ...openChannel(account, deps.settings) });
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
      await Promise.all([...opened.values()].map((account) => account.close()));
    },
  };
}
