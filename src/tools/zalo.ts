import { parseArgs } from 'node:util';
import { askConsent } from '../channels/ask-consent.ts';
import { readZaloCredentials } from '../channels/registry.ts';
import type { StoredChannelAccount } from '../db/account-store.ts';
import { ZALO_CONSENT_PATH } from '../http/routes/consent.ts';
import { webhookPath } from '../http/routes/webhooks.ts';
import { checkZalo } from './check-zalo.ts';
import { type Environment, runTool } from './run-tool.ts';
import { changeTerms, newTemplateSchema, quotaLines, TERMS_USAGE, templateLines } from './zalo-terms.ts';

const USAGE = `npm run zalo -- list
npm run zalo -- check [--account <id>]      what Zalo says of the account, and what is missing
npm run zalo -- connect [--account <id>]    a link, for ten minutes and once, with which an administrator of the OA consents
${TERMS_USAGE}`;

/** `npm run zalo`. */
export function runZaloTool(args: readonly string[], source: Environment): Promise<void> {
  return runTool(source, async ({ env, inTransaction, zaloTokens, print, refuse }) => {
    const [command = '', ...rest] = args;
    const text = { type: 'string' } as const;
    const options = {
      ...{ account: { ...text, default: '' }, id: text, name: text, price: text, parameters: text },
      ...{ tag: text, severities: text, kinds: text, approved: text },
    };
    const { values, positionals } = parseArgs({ args: rest, options, strict: false, allowPositionals: true });
    const accounts = (await inTransaction((stores) => stores.accounts.list())).filter(
      ({ channel }) => channel === 'zalo',
    );
    const publicUrl = env.publicUrl ?? refuse('PUBLIC_URL: missing. Zalo leads back to it and calls it.');

    if (command === 'list') {
      const refusals = await inTransaction((stores) => stores.accounts.refusals());
      for (const { id, externalId, boundId, sendRoute } of accounts) {
        const bound = boundId === null ? 'no OA has consented yet' : `OA ${boundId}`;
        print(`${id}  app ${externalId}  ${bound}  ${sendRoute ?? 'v3cs'}  ${refusals.get(id) ?? 'works'}`);
        print(`  webhook: ${publicUrl}${webhookPath('zalo', id)}`);
      }
    } else if (command === 'check') {
      const account = chosen(accounts, String(values.account), refuse);
      const webhookUrl = `${publicUrl}${webhookPath('zalo', account.id)}`;
      const lines = await checkZalo({
        account,
        roots: env.zalo,
        tokens: zaloTokens(account.id),
        webhookUrl,
        lastEventAt: await inTransaction((stores) => stores.accounts.lastEventAt(account.id)),
        quotas: await inTransaction((stores) => quotaLines(stores, account.id)),
      });
      for (const line of lines) print(line);
    } else if (command === 'connect') {
      const account = chosen(accounts, String(values.account), refuse);
      const redirectUri = `${publicUrl}${ZALO_CONSENT_PATH}`;
      const { link } = await askConsent({
        ask: (consent) => inTransaction((stores) => stores.consents.ask(consent)),
        channelAccountId: account.id,
        appId: readZaloCredentials(account.credentials).appId,
        oauthRoot: env.zalo.oauthRoot,
        redirectUri,
      });
      print('1. At developers.zalo.me, in the settings of the app, these must be registered exactly so:');
      print(`   callback of the Official Account: ${redirectUri}`);
      print(`   webhook: ${publicUrl}${webhookPath('zalo', account.id)}`);
      print('2. An administrator of the OA opens this link within ten minutes; it works once:');
      print(link);
    } else if (command === 'templates') {
      const { id } = chosen(accounts, String(values.account), refuse);
      for (const line of await inTransaction((stores) => templateLines(stores, id))) print(line);
    } else if (command === 'paid-routine') {
      const { id } = chosen(accounts, String(values.account), refuse);
      const [word] = positionals;
      if (word !== 'on' && word !== 'off') return refuse(USAGE);
      await inTransaction((stores) => changeTerms(stores, id, { kind: command, on: word === 'on' }));
      print(`${command}: ${word}`);
    } else if (command === 'template-add') {
      const { id } = chosen(accounts, String(values.account), refuse);
      const parsed = newTemplateSchema.safeParse(values);
      if (!parsed.success) {
        return refuse(`Not understood: --${parsed.error.issues[0]?.path[0]?.toString() ?? '?'}\n${USAGE}`);
      }
      await inTransaction((stores) =>
        changeTerms(stores, id, { kind: 'template-add', template: parsed.data }),
      );
      for (const line of await inTransaction((stores) => templateLines(stores, id))) print(line);
    } else if (command === 'template-remove') {
      const { id } = chosen(accounts, String(values.account), refuse);
      const externalId = String(values.id ?? '');
      const removed = await inTransaction((stores) =>
        changeTerms(stores, id, { kind: 'template-remove', externalId }),
      );
      if (removed === 'unknown') return refuse('There is no such template. See: npm run zalo -- templates');
      print(`Template ${externalId} is removed.`);
    } else refuse(USAGE);
  });
}

function chosen(
  accounts: readonly StoredChannelAccount[],
  id: string,
  refuse: (reason: string) => never,
): StoredChannelAccount {
  const found = id === '' ? accounts : accounts.filter((account) => account.id === id);
  const [one, another] = found;
  if (!one) {
    return refuse(
      'There is no such Zalo account. Set ZALO_APP_ID and ZALO_APP_SECRET and start the service once.',
    );
  }
  if (another)
    return refuse('There are several Zalo accounts: choose one with --account. See: npm run zalo -- list');
  return one;
}
