import { readZaloCredentials } from '../channels/registry.ts';
import { createZaloChannel, STATE_AGENCY_OA_TYPE, type ZaloChannel } from '../channels/zalo/index.ts';
import type { StoredChannelAccount } from '../db/account-store.ts';
import type { GrantStore } from '../db/zalo-token-store.ts';

const TIMEOUT_MS = 20_000;

/** What Zalo says of an account and what is missing, in words for who runs the service. Sends nothing to anybody. */
export async function checkZalo(options: {
  account: StoredChannelAccount;
  roots: { apiRoot: string; oauthRoot: string };
  tokens: GrantStore;
  webhookUrl: string;
  lastEventAt: Date | null;
  /** What the service knows of rate, quotas and templates. */
  quotas: readonly string[];
}): Promise<string[]> {
  const { account, tokens, webhookUrl, lastEventAt } = options;
  const { appId, appSecret, webhookSecrets } = readZaloCredentials(account.credentials);
  const lines = [`App ${appId}, account ${account.id}`];
  const missing: string[] = [];

  const channel = createZaloChannel({
    appId,
    appSecret,
    webhookSecrets,
    oaId: account.boundId,
    apiRoot: options.roots.apiRoot,
    oauthRoot: options.roots.oauthRoot,
    tokenStore: tokens,
  });
  try {
    const profile = await channel.profile(AbortSignal.timeout(TIMEOUT_MS));
    if (profile.kind === 'ok') {
      const { name, oaId, oaType, verified, followers, packageName } = profile.value;
      lines.push(`OA: ${name} (${oaId}), ${typeInWords(oaType)}, ${verified ? 'verified' : 'not verified'}`);
      lines.push(
        `Package: ${packageName ?? 'Zalo does not say'}; followers: ${followers ?? 'Zalo does not say'}`,
      );
      if (account.boundId !== null && account.boundId !== oaId) {
        missing.push(
          `The tokens are those of another OA than ${account.boundId}: consent with the right one.`,
        );
      }
    } else {
      const { outcome } = profile;
      lines.push(`OA: Zalo does not answer: ${'reason' in outcome ? outcome.reason : outcome.kind}`);
    }
    const left = await channel.paidQuota(AbortSignal.timeout(TIMEOUT_MS));
    lines.push(`Quota of charged messages, as Zalo says now: ${quotaInWords(left)}`);
    // After the call: it may have renewed the tokens, or found them lost.
    const grant = await tokens.read();
    if (grant === null) missing.push('Consent: nobody has consented yet. npm run zalo -- connect');
    else if (grant.lostReason !== null) {
      missing.push(`Consent: lost (${grant.lostReason}). npm run zalo -- connect`);
    } else
      lines.push(`Tokens: until ${new Date(grant.pair.expiresAtMs).toISOString()}, renewed by themselves`);
  } finally {
    await channel.close();
  }

  lines.push(`Messages leave by ${account.sendRoute ?? 'v3cs'}, ${buttonsInWords(account.buttonsRefused)}`);
  lines.push(...options.quotas);
  lines.push(`Webhook: ${webhookUrl}`);
  lines.push(`Last event of a person: ${lastEventAt?.toISOString() ?? 'none yet'}`);
  if (webhookSecrets.length === 0) {
    missing.push(
      'ZALO_OA_SECRET: save the webhook at developers.zalo.me, copy the OA secret key, start again.',
    );
  } else if (lastEventAt === null) {
    missing.push('No event has come in: is the webhook saved and turned on at developers.zalo.me?');
  }
  return [
    ...lines,
    ...(missing.length === 0 ? ['Nothing is missing.'] : missing.map((one) => `MISSING: ${one}`)),
  ];
}

function typeInWords(oaType: number | null): string {
  if (oaType === null) return 'of a type that Zalo does not say';
  if (oaType === STATE_AGENCY_OA_TYPE) return 'of a state agency';
  return oaType === 2 ? 'of a business' : `of type ${oaType}`;
}

function quotaInWords(left: Awaited<ReturnType<ZaloChannel['paidQuota']>>): string {
  if (left.kind === 'failed') {
    return `not known (it answers ${'reason' in left.outcome ? left.outcome.reason : left.outcome.kind})`;
  }
  if (left.value === null) return 'not known (its answer has no count)';
  return `${left.value.remain} of ${left.value.total ?? 'unknown'} left`;
}

function buttonsInWords(refused: boolean): string {
  return refused ? 'choices as numbered lines (Zalo refused buttons)' : 'choices as buttons';
}
