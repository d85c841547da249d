import { runWebhooksTool } from '../src/tools/webhooks.ts';

await runWebhooksTool(process.argv.slice(2), process.env);
