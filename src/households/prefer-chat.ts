import type { LinkStore } from './ports.ts';

export type PreferChatResult =
  | { kind: 'chat_preferred'; channel: 'telegram' | 'zalo' }
  /** No such chat, or not one of this member's: the same answer for both. */
  | { kind: 'chat_not_yours' };

/** A member is asked by this chat first from the next alert on. */
export function createPreferChat(deps: { links: LinkStore }) {
  return async function preferChat(
    memberId: string | null,
    contactPointId: string,
  ): Promise<PreferChatResult> {
    const preferred = memberId === null ? null : await deps.links.prefer(memberId, contactPointId);
    return preferred ? { kind: 'chat_preferred', ...preferred } : { kind: 'chat_not_yours' };
  };
}
