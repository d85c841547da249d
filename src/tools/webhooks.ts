import type { Stores } from '../db/transaction.ts';
import { type Environment, runTool } from './run-tool.ts';

const USAGE = `npm run webhooks -- allow <origin>     webhooks may call it although it is in your own network, or without https
npm run webhooks -- forbid <origin>
npm run webhooks -- list
An origin is scheme, host and port: http://10.1.2.3:8080`;

/** `http://10.1.2.3:8080` as the URL parser writes it; null when the text is no more and no less than an origin. */
export function originOf(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) return null;
  return url.href === `${url.origin}/` ? url.origin : null;
}

/** Makes the change with its audit entry; false when it is so already. */
export async function changeNear(
  stores: Stores,
  change: 'allow' | 'forbid',
  origin: string,
): Promise<boolean> {
  const { webhooks, audit } = stores;
  const changed = await (change === 'allow' ? webhooks.allowNear(origin) : webhooks.forbidNear(origin));
  if (changed) {
    await audit.append({
      staffId: null,
      policeUnitId: null,
      action: change === 'allow' ? 'webhook.origin_allowed' : 'webhook.origin_forbidden',
      subject: 'webhooks',
      detail: { origin },
    });
  }
  return changed;
}

/** `npm run webhooks`: which addresses in one's own network webhooks may call. */
export function runWebhooksTool(args: readonly string[], source: Environment): Promise<void> {
  return runTool(source, async ({ inTransaction, print, refuse }) => {
    const [command = '', text = '', ...rest] = args;
    if (command === 'list' && text === '') {
      const origins = await inTransaction((stores) => stores.webhooks.nearOrigins());
      for (const origin of origins) print(origin);
      if (origins.length === 0) print('None: webhooks call public addresses by https only.');
      return;
    }
    const origin = originOf(text);
    if ((command !== 'allow' && command !== 'forbid') || origin === null || rest.length > 0)
      return refuse(USAGE);
    const changed = await inTransaction((stores) => changeNear(stores, command, origin));
    if (!changed) print('It is so already.');
    else print(command === 'allow' ? `Webhooks may call ${origin}.` : `Webhooks no longer call ${origin}.`);
  });
}
