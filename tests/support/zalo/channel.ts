import { createZaloChannel, type ZaloChannel, type ZaloOptions } from '../../../src/channels/zalo/index.ts';
import { ZALO_ACCESS_TOKEN, ZALO_APP_ID, ZALO_APP_SECRET, ZALO_OA_ID } from './ids.ts';
import { createMemoryTokenStore, type MemoryTokenStore } from './token-store.ts';

/** A connected account whose platform is at `url`, OAuth included. */
export function openZalo(
  url: string,
  overrides: Partial<ZaloOptions> = {},
): { channel: ZaloChannel; store: MemoryTokenStore } {
  const store = createMemoryTokenStore({
    accessToken: ZALO_ACCESS_TOKEN,
    refreshToken: 'planted-refresh-token',
    expiresAtMs: Date.now() + 25 * 3_600_000,
  });
  const channel = createZaloChannel({
    appId: ZALO_APP_ID,
    appSecret: ZALO_APP_SECRET,
    oaId: ZALO_OA_ID,
    webhookSecrets: ['planted-oa-secret'],
    apiRoot: url,
    oauthRoot: url,
    tokenStore: store,
    ...overrides,
  });
  return { channel, store };
}
