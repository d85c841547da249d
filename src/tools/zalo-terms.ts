import { z } from 'zod';
import { ALERT_FACTS } from '../alerts/alert.ts';
import type { NewChannelTemplate } from '../db/channel-template-store.ts';
import type { Stores } from '../db/transaction.ts';
import { TEMPLATE_TAGS } from '../deliveries/route.ts';

/** What an account may spend, and its templates. Each change is in the audit log, by the command line. */

export const TERMS_USAGE = `npm run zalo -- paid-routine on|off [--account <id>]    may a routine alert send messages that are charged?
npm run zalo -- templates [--account <id>]
npm run zalo -- template-add --id 300001 --name "Cảnh báo khẩn" --price 200 --parameters noi_dung=text:200,so=number:30
    [--tag transaction] [--severities critical,urgent] [--kinds initial,update] [--approved 2026-11-20] [--account <id>]
npm run zalo -- template-remove --id 300001 [--account <id>]
A parameter is <name at Zalo>=<fact>:<longest>. Facts: ${ALERT_FACTS.join(', ')}. Without --approved it is not used yet.`;

const list = <S extends z.ZodType<unknown, string>>(one: S) =>
  z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(z.array(one).min(1));

const parameterSchema = z
  .string()
  .regex(/^[A-Za-z0-9_]{1,64}=[a-z]+:\d{1,4}$/)
  .transform((text) => {
    const [name = '', fact = '', maxLength = ''] = text.split(/[=:]/);
    return { name, fact, maxLength: Number(maxLength) };
  })
  .pipe(z.object({ name: z.string(), fact: z.enum(ALERT_FACTS), maxLength: z.int().min(1).max(1_000) }));

/** What is typed for a template. Dates are days, from their first moment in Vietnam. */
export const newTemplateSchema = z
  .object({
    id: z.string().regex(/^\d{1,20}$/),
    name: z.string().trim().min(1).max(100),
    price: z
      .string()
      .regex(/^\d{1,6}$/)
      .transform(Number),
    parameters: list(parameterSchema),
    tag: z.enum(TEMPLATE_TAGS).default('transaction'),
    severities: list(z.enum(['info', 'advisory', 'urgent', 'critical'])).default(['critical', 'urgent']),
    kinds: list(z.enum(['initial', 'update', 'correction', 'reminder', 'closure'])).default([
      'initial',
      'update',
    ]),
    approved: z.iso
      .date()
      .transform((day) => new Date(`${day}T00:00:00+07:00`))
      .optional(),
  })
  .transform(
    ({ id, name, price, parameters, tag, severities, kinds, approved }): NewChannelTemplate => ({
      externalId: id,
      name: name.normalize('NFC'),
      tag,
      parameters,
      priceDong: price,
      severities,
      kinds,
      approvedAt: approved ?? null,
    }),
  );

type Change =
  | { kind: 'paid-routine'; on: boolean }
  | { kind: 'template-add'; template: NewChannelTemplate }
  | { kind: 'template-remove'; externalId: string };

/** Makes one change with its audit entry, in one transaction. `unknown`: there is no such template. */
export async function changeTerms(
  stores: Stores,
  channelAccountId: string,
  change: Change,
): Promise<'changed' | 'unknown'> {
  const { accounts, channelTemplates, audit } = stores;
  const detail = await apply();
  if (detail === null) return 'unknown';
  const action = `zalo.${change.kind.replace('-', '_')}`;
  const subject = `account:${channelAccountId}`;
  await audit.append({ staffId: null, policeUnitId: null, action, subject, detail });
  return 'changed';

  async function apply() {
    switch (change.kind) {
      case 'paid-routine':
        await accounts.setTerms(channelAccountId, { paysForRoutine: change.on });
        return { on: change.on };
      case 'template-add': {
        const { externalId, priceDong, approvedAt } = change.template;
        await channelTemplates.put(channelAccountId, change.template);
        return { template: externalId, priceDong, approved: approvedAt !== null };
      }
      case 'template-remove': {
        const removed = await channelTemplates.remove(channelAccountId, change.externalId);
        return removed ? { template: change.externalId } : null;
      }
    }
  }
}

/** One line for each template. */
export async function templateLines(stores: Stores, channelAccountId: string): Promise<string[]> {
  return (await stores.channelTemplates.list(channelAccountId)).map((template) => {
    const { externalId, name, tag, priceDong, severities, kinds, parameters } = template;
    const filled = parameters.map((one) => `${one.name}=${one.fact}:${one.maxLength}`).join(',');
    return `${externalId}  ${name}  ${tag}  ${priceDong} đ  ${severities.join(',')}  ${kinds.join(',')}  ${filled}  ${stateOf(template)}`;
  });
}

function stateOf({ refusedReason, approvedAt }: { refusedReason: string | null; approvedAt: Date | null }) {
  if (refusedReason !== null) return `refused by Zalo: ${refusedReason}`;
  return approvedAt === null ? 'not approved yet' : 'in use';
}

/** What an account may send and what it costs, as the service works with it. */
export async function quotaLines(stores: Stores, channelAccountId: string): Promise<string[]> {
  const quotas = await stores.accounts.quotas(channelAccountId);
  const { paidLeft, paidTotal, quotaSeenAt, paidUsedUpUntil, templatesUsedUpUntil } = quotas;
  const left =
    paidLeft === null
      ? 'not known before the first one'
      : `${paidLeft}${paidTotal === null ? '' : ` of ${paidTotal}`} left in the package (${quotaSeenAt?.toISOString() ?? ''})`;
  const lines = [
    `Rate: ${quotas.ratePerSecond} messages a second, by what Zalo says it allows`,
    `Messages after 48 hours, within 7 days: ${left}`,
    `Routine alerts: ${quotas.paysForRoutine ? 'may' : 'do not'} send messages that are charged`,
  ];
  const now = new Date();
  if (paidUsedUpUntil && paidUsedUpUntil > now) {
    lines.push(`Charged messages: used up, tried again ${paidUsedUpUntil.toISOString()}`);
  }
  if (templatesUsedUpUntil && templatesUsedUpUntil > now) {
    lines.push(`Templates: used up, tried again ${templatesUsedUpUntil.toISOString()}`);
  }
  const templates = await templateLines(stores, channelAccountId);
  if (templates.length === 0) lines.push('Templates: none. Outside 7 days nobody can be reached.');
  return [...lines, ...templates.map((line) => `Template ${line}`)];
}
