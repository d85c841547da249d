import { type ChannelSettings, type LearnedSettings, type OpenChannel, openChannel } from './registry.ts';

export interface ChannelAccount extends LearnedSettings {
  id: string;
  laneId: string;
  channel: 'telegram' | 'zalo';
  externalId: string;
  /** Null where they cannot be opened: damaged, or sealed with a key that is gone. */
  credentials: string | null;
  ratePerSecond: number;
}

export interface OpenAccount extends OpenChannel {
  account: ChannelAccount;
}

export type BrokenAccount = Pick<ChannelAccount, 'id' | 'channel'>;

/** The channel accounts of the database, each opened once in this process. One that cannot be is down alone. */
export interface Accounts {
  /** Null for one that there is not, and for one that cannot be opened. */
  find(channelAccountId: string): Promise<OpenAccount | null>;
  all(): Promise<readonly OpenAccount[]>;
  /** Those whose credentials could not be read when they were last looked at. */
  broken(): readonly BrokenAccount[];
  close(): Promise<void>;
}

/** What another process learned of an account is used here after this time at most. */
const LOOK_EVERY_MS = 3_000;

export function createAccounts(deps: {
  list(): Promise<readonly ChannelAccount[]>;
  settings: ChannelSettings;
  /** Called once for each account that cannot be opened. */
  onBroken(account: BrokenAccount): void;
  /** Accounts could not be looked at again; what is known stays in use, and they are looked at the next time. */
  onUnseen(error: unknown): void;
  lookEveryMs?: number;
}): Accounts {
  const opened = new Map<string, OpenAccount>();
  const broken = new Map<string, BrokenAccount>();
  let timer: NodeJS.Timeout | null = null;

  function open(account: ChannelAccount): OpenAccount | null {
    const { credentials } = account;
    if (credentials === null) return null;
    try {
      return { account, ...openChannel({ ...account, credentials }, deps.settings) };
    } catch {
      // Of a form that is none of this version's. What the error says may hold a token.
      return null;
    }
  }

  async function refresh(): Promise<void> {
    for (const account of await deps.list()) {
      const known = opened.get(account.id);
      if (known) {
        known.learn(account);
        continue;
      }
      const channel = open(account);
      if (channel) {
        opened.set(account.id, channel);
        broken.delete(account.id);
      } else if (!broken.has(account.id)) {
        const { id, channel: kind } = account;
        broken.set(id, { id, channel: kind });
        deps.onBroken({ id, channel: kind });
      }
    }
    timer ??= setInterval(
      () => void refresh().catch(deps.onUnseen),
      deps.lookEveryMs ?? LOOK_EVERY_MS,
    ).unref();
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
    broken: () => [...broken.values()],
    async close() {
      if (timer) clearInterval(timer);
      await Promise.all([...opened.values()].map((account) => account.close()));
    },
  };
}
