import { z } from 'zod';
import { createOAuth } from '../../../src/channels/zalo/oauth.ts';
import { createTokens } from '../../../src/channels/zalo/tokens.ts';
import { createTransport } from '../../../src/channels/zalo/transport.ts';
import { openDatabase } from '../../../src/db/client.ts';
import { createSealer, parseKeyring } from '../../../src/db/sealing.ts';
import { createZaloTokenStore } from '../../../src/db/zalo-token-store.ts';

/** A process that refreshes a pair, says so when Zalo's answer is there, and never commits it: to be killed by the test. */
const given = z
  .object({
    connectionString: z.string(),
    dataKey: z.string(),
    accountId: z.string(),
    oauthRoot: z.string(),
    app: z.object({ appId: z.string(), appSecret: z.string() }),
  })
  .parse(JSON.parse(process.argv[2] ?? ''));
const keyring = parseKeyring(given.dataKey);
if (!keyring) throw new Error('no key');
const { db } = openDatabase({
  connectionString: given.connectionString,
  maxConnections: 2,
  applicationName: 'token child',
});
const tokens = createTokens({
  store: {
    ...createZaloTokenStore(db, createSealer(keyring), given.accountId),
    save() {
      process.stdout.write('answered\n');
      return new Promise(() => {});
    },
  },
  oauth: createOAuth({ transport: createTransport(given.oauthRoot, 2), ...given.app }),
});
// The connection to the database alone would not keep it alive for long.
setInterval(() => {}, 60_000);
await tokens.refreshIfDue(AbortSignal.timeout(60_000));
