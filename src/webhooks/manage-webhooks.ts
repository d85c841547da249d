import { newId } from '../shared/ids.ts';
import { may } from '../staff/rights.ts';
import type { AuditLog, StaffActor } from '../staff/staff.ts';
import type { DeliveryRow, Post, WebhookRow, WebhookStore } from './ports.ts';
import { newWebhookSecret } from './sign-webhook.ts';
import { type ChangeKind, isTold } from './webhook.ts';

export interface WebhookDeps {
  webhooks: WebhookStore;
  audit: AuditLog;
}

const noted = (
  deps: WebhookDeps,
  { staffId, policeUnitId }: StaffActor,
  id: string,
  action: string,
  detail: Record<string, number | boolean> = {},
) => deps.audit.append({ staffId, policeUnitId, action, subject: `webhook:${id}`, detail });

export type AddWebhookResult =
  | { kind: 'added'; webhook: WebhookRow; secret: string }
  | { kind: 'forbidden' | 'address_not_allowed' | 'too_many_webhooks' };

/**
 * Adds a webhook of the actor's unit, for what the actor may see; its secret is handed out this once. The address is judged before, outside of the
 * transaction, and again at each call.
 */
export function createAddWebhook(deps: {
  inTransaction<T>(work: (stores: WebhookDeps) => Promise<T>): Promise<T>;
  post: Pick<Post, 'judge'>;
}) {
  return async function addWebhook(
    actor: StaffActor,
    input: { url: string; kinds: readonly ChangeKind[]; wholeProvince: boolean },
  ): Promise<AddWebhookResult> {
    if (!may(actor, 'manage_webhooks')) return { kind: 'forbidden' };
    if (!input.kinds.every((kind) => isTold(actor.roles, kind, 'own'))) return { kind: 'forbidden' };
    const near = await deps.inTransaction((stores) => stores.webhooks.nearOrigins());
    const judged = await deps.post.judge(input.url, near.includes(new URL(input.url).origin));
    if (judged === 'refused') return { kind: 'address_not_allowed' };
    const [id, secret] = [newId(), newWebhookSecret()];
    const kinds = [...new Set(input.kinds)];
    return deps.inTransaction(async (stores): Promise<AddWebhookResult> => {
      const { policeUnitId, staffId } = actor;
      const { url, wholeProvince } = input;
      const webhook = { id, policeUnitId, wholeProvince, url, secret, kinds, createdById: staffId };
      if ((await stores.webhooks.insert(webhook)) === 'too_many') return { kind: 'too_many_webhooks' };
      await noted(stores, actor, id, 'webhook.added', { kinds: kinds.length, wholeProvince });
      const row = await stores.webhooks.find(policeUnitId, id);
      if (!row) throw new Error('the webhook was not stored');
      return { kind: 'added', webhook: row, secret };
    });
  };
}

export type ChangeWebhookResult = { kind: 'done'; webhook: WebhookRow } | { kind: 'not_found' | 'conflict' };

/** Pauses or resumes one. `conflict`: it is so already. */
export function createSwitchWebhook(deps: WebhookDeps) {
  return async function switchWebhook(
    actor: StaffActor,
    id: string,
    to: 'pause' | 'resume',
  ): Promise<ChangeWebhookResult> {
    const { policeUnitId } = actor;
    if (!may(actor, 'manage_webhooks') || !(await deps.webhooks.find(policeUnitId, id)))
      return { kind: 'not_found' };
    if (!(await deps.webhooks[to](policeUnitId, id))) return { kind: 'conflict' };
    await noted(deps, actor, id, to === 'pause' ? 'webhook.paused' : 'webhook.resumed');
    const webhook = await deps.webhooks.find(policeUnitId, id);
    return webhook ? { kind: 'done', webhook } : { kind: 'not_found' };
  };
}

/** A new secret, handed out this once. The one before signs as well for a day. */
export function createRotateWebhookSecret(deps: WebhookDeps) {
  return async function rotateWebhookSecret(
    actor: StaffActor,
    id: string,
  ): Promise<{ kind: 'rotated'; secret: string; previousUntil: Date } | { kind: 'not_found' }> {
    if (!may(actor, 'manage_webhooks')) return { kind: 'not_found' };
    const secret = newWebhookSecret();
    const previousUntil = await deps.webhooks.rotate(actor.policeUnitId, id, secret);
    if (previousUntil === null) return { kind: 'not_found' };
    await noted(deps, actor, id, 'webhook.secret_changed');
    return { kind: 'rotated', secret, previousUntil };
  };
}

/** Takes one away, with what it was told. */
export function createRemoveWebhook(deps: WebhookDeps) {
  return async function removeWebhook(actor: StaffActor, id: string): Promise<boolean> {
    if (!may(actor, 'manage_webhooks')) return false;
    if (!(await deps.webhooks.remove(actor.policeUnitId, id))) return false;
    await noted(deps, actor, id, 'webhook.removed');
    return true;
  };
}

/** Queues a call that says only that it is a test. `conflict`: the webhook is paused. */
export function createTestWebhook(deps: WebhookDeps) {
  return async function testWebhook(
    actor: StaffActor,
    id: string,
  ): Promise<{ kind: 'queued'; delivery: DeliveryRow } | { kind: 'not_found' | 'conflict' }> {
    const { policeUnitId } = actor;
    if (!may(actor, 'manage_webhooks') || !(await deps.webhooks.find(policeUnitId, id)))
      return { kind: 'not_found' };
    const delivery = await deps.webhooks.addTest(policeUnitId, id);
    if (delivery === null) return { kind: 'conflict' };
    await noted(deps, actor, id, 'webhook.tested');
    return { kind: 'queued', delivery };
  };
}
