import type { z } from 'zod';
import type { AccountCheck } from '../channel.ts';
import { type ApiRequest, type CallZalo, failureOfCall, type ReadResult } from './call.ts';
import { withDeadline } from './deadline.ts';
import { ZALO_LIMITS } from './limits.ts';
import {
  type OaProfile,
  oaSchema,
  type PaidQuota,
  paidQuotaSchema,
  tagsSchema,
  type UserPage,
  type UserQuota,
  userListSchema,
  userQuotaSchema,
  userSchema,
  type ZaloUser,
} from './schema.ts';

/** `getoa.oa_type` of an OA of a state agency; 2 is a business. */
export const STATE_AGENCY_OA_TYPE = 4;

export interface UserFilter {
  offset: number;
  count: number;
  tag?: string;
  follows?: boolean;
  /** TODAY, YESTERDAY, L7D, L30D, or YYYY_MM_DD:YYYY_MM_DD. */
  lastInteraction?: string;
}

/** What can be asked about an account and its people. No method throws; all may be repeated. */
export interface ZaloAccount {
  check(signal: AbortSignal): Promise<AccountCheck>;
  profile(signal: AbortSignal): Promise<ReadResult<OaProfile>>;
  /** When this person last wrote, as Zalo counts it. */
  userQuota(userId: string, signal: AbortSignal): Promise<ReadResult<UserQuota>>;
  /** What is left of the charged messages that the package pays; null where Zalo does not say it. */
  paidQuota(signal: AbortSignal): Promise<ReadResult<PaidQuota | null>>;
  user(userId: string, signal: AbortSignal): Promise<ReadResult<ZaloUser>>;
  /** At most 50 at a time, and the first 10,000 in all: slice a longer list by tag or by `lastInteraction`. */
  users(filter: UserFilter, signal: AbortSignal): Promise<ReadResult<UserPage>>;
  tags(signal: AbortSignal): Promise<ReadResult<string[]>>;
  /** Makes the tag if there is none. */
  tag(userId: string, tag: string, signal: AbortSignal): Promise<ReadResult<null>>;
  untag(userId: string, tag: string, signal: AbortSignal): Promise<ReadResult<null>>;
  removeTag(tag: string, signal: AbortSignal): Promise<ReadResult<null>>;
}

const withData = (path: string, data: unknown) => `${path}?data=${encodeURIComponent(JSON.stringify(data))}`;

export function createAccount({ call, now }: { call: CallZalo; now: () => number }): ZaloAccount {
  async function ask<T>(
    request: ApiRequest,
    read: (data: unknown) => { success: true; data: T } | { success: false },
    signal: AbortSignal,
  ): Promise<ReadResult<T>> {
    const result = await withDeadline(ZALO_LIMITS.sendTimeoutMs, signal, (ended) => call(request, ended));
    if (result.kind !== 'ok') return { kind: 'failed', outcome: failureOfCall(result, now()) };
    const parsed = read(result.data);
    return parsed.success
      ? { kind: 'ok', value: parsed.data }
      : { kind: 'failed', outcome: { kind: 'temporary', reason: 'unreadable_answer' } };
  }

  const get = <S extends z.ZodType>(path: string, schema: S, signal: AbortSignal) =>
    ask<z.infer<S>>({ method: 'GET', path }, (data) => schema.safeParse(data), signal);
  const post = (path: string, json: unknown, signal: AbortSignal) =>
    ask({ method: 'POST', path, json }, () => ({ success: true, data: null }), signal);

  const profile = (signal: AbortSignal) => get('/v2.0/oa/getoa', oaSchema, signal);

  return {
    profile,
    async check(signal) {
      const result = await profile(signal);
      if (result.kind === 'ok')
        return { kind: 'ready', externalId: result.value.oaId, name: result.value.name };
      const { outcome } = result;
      const reason = outcome.kind === 'throttled' ? 'zalo_rate_limit' : outcome.reason;
      const mayPass = outcome.kind === 'temporary' || outcome.kind === 'throttled';
      return { kind: mayPass ? 'temporary' : 'misconfigured', reason };
    },
    userQuota: (userId, signal) =>
      ask(
        { method: 'POST', path: '/v3.0/oa/quota/message', json: { user_id: userId } },
        (data) => userQuotaSchema.safeParse(data),
        signal,
      ),
    paidQuota: (signal) =>
      ask(
        {
          method: 'POST',
          path: '/v3.0/oa/quota/message',
          // Consultation messages and the pool of the package, as quotas of answers are named. Nobody has tried these
          // values on a real OA: whatever comes back that has no count means that the quota is not known.
          json: { quota_owner: 'OA', product_type: 'cs', quota_type: 'sub_quota' },
        },
        (data) => paidQuotaSchema.safeParse(data),
        signal,
      ),
    user: (userId, signal) => get(withData('/v3.0/oa/user/detail', { user_id: userId }), userSchema, signal),
    async users({ offset, count, tag, follows, lastInteraction }, signal) {
      // Beyond these Zalo answers -210.
      if (count < 1 || count > ZALO_LIMITS.listCount || offset < 0 || offset > ZALO_LIMITS.listOffset)
        return { kind: 'failed', outcome: { kind: 'rejected', reason: 'zalo_list_limits' } };
      const data = {
        offset,
        count,
        ...(tag === undefined ? {} : { tag_name: tag }),
        ...(follows === undefined ? {} : { is_follower: follows }),
        ...(lastInteraction === undefined ? {} : { last_interaction_period: lastInteraction }),
      };
      return get(withData('/v3.0/oa/user/getlist', data), userListSchema, signal);
    },
    tags: (signal) => get('/v2.0/oa/tag/gettagsofoa', tagsSchema, signal),
    tag: (userId, tag, signal) =>
      post('/v2.0/oa/tag/tagfollower', { user_id: userId, tag_name: tag }, signal),
    untag: (userId, tag, signal) =>
      post('/v2.0/oa/tag/rmfollowerfromtag', { user_id: userId, tag_name: tag }, signal),
    removeTag: (tag, signal) => post('/v2.0/oa/tag/rmtag', { tag_name: tag }, signal),
  };
}
