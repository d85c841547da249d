import { askConsent } from './channels/ask-consent.ts';
import type { Container } from './container.ts';
import type { FakeZalo } from './simulator/zalo/fake-zalo.ts';

/**
 * Gives the consent of the one OA on a fake Zalo: by a link and its answer, as an administrator of a real OA does. Grants
 * live as long as the fake, so each start consents anew.
 */
export async function consentOnZalo(
  container: Container,
  of: { zalo: FakeZalo; appId: string; redirectUri: string },
): Promise<void> {
  const { inTransaction, acceptConsent } = container;
  const accounts = await inTransaction((stores) => stores.accounts.list());
  const account = accounts.find(({ externalId }) => externalId === of.appId);
  if (!account) throw new Error('there is no account of this app');
  const { state, link } = await askConsent({
    ask: (consent) => inTransaction((stores) => stores.consents.ask(consent)),
    channelAccountId: account.id,
    appId: of.appId,
    oauthRoot: of.zalo.oauthRoot,
    redirectUri: of.redirectUri,
  });
  const back = await fetch(link, { redirect: 'manual' });
  const query = new URL(back.headers.get('location') ?? '').searchParams;
  const accepted = await acceptConsent({
    state,
    code: query.get('code') ?? '',
    boundId: query.get('oa_id'),
  });
  if (accepted.kind !== 'connected') throw new Error(`the consent came to nothing: ${accepted.kind}`);
}
