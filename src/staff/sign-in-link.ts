import { SIGN_IN_LINK_MS } from '../../config/sign-in.ts';
import type { OutgoingMessage } from '../channels/channel.ts';
import { newSecret } from '../shared/secrets.ts';
import {
  createFinishSignIn,
  keysOf,
  type SignInDeps,
  type SignInResult,
  type SignInStores,
  type Tried,
} from './sign-in.ts';
import type { TryStore, Visit } from './sign-in-ports.ts';

/** Puts a notice into a chat of a staff member. */
export interface NoticeStores {
  answers: {
    add(answer: { contactPointId: string; class: 'staff_notice'; message: OutgoingMessage }): Promise<string>;
  };
}

export interface SendLinkDeps {
  inTransaction<T>(
    work: (stores: SignInStores & NoticeStores & { tries: TryStore }) => Promise<T>,
  ): Promise<T>;
  /** The message with the link in it. */
  words(path: string): OutgoingMessage;
}

/**
 * A one-time link into the chat that is linked to this user name; it opens only in the browser that asked. Whether there
 * is such a chat is told to nobody.
 */
export function createSendSignInLink(deps: SendLinkDeps) {
  return async function sendSignInLink(tried: Tried, browser: string): Promise<void> {
    const counted = await deps.inTransaction((stores) => stores.tries.count(keysOf('link', tried)));
    if (counted.kind === 'wait') return;
    await deps.inTransaction(async (stores) => {
      const chat = await stores.signIns.chatOf(tried.userName);
      if (!chat) return;
      const token = newSecret();
      await stores.oneTimeLinks.open({
        token,
        purpose: 'sign_in',
        staffId: chat.staffId,
        browser,
        validForMs: SIGN_IN_LINK_MS,
      });
      await stores.answers.add({
        contactPointId: chat.contactPointId,
        class: 'staff_notice',
        message: deps.words(`/sign-in#${token}`),
      });
      await stores.audit.append({
        staffId: chat.staffId,
        policeUnitId: chat.policeUnitId,
        action: 'staff.sign_in_link_sent',
        subject: `contact:${chat.contactPointId}`,
        detail: {},
      });
    });
  };
}

/** Opens a session, or asks for the second factor, for who holds the link in the browser that asked for it. */
export function createOpenSignInLink(deps: SignInDeps) {
  const finish = createFinishSignIn(deps);
  return async function openSignInLink(
    visit: Visit,
    token: string,
    browser: string | null,
  ): Promise<Exclude<SignInResult, { kind: 'wait' | 'wrong' }> | { kind: 'link_over' }> {
    const taken = await deps.inTransaction(async (stores) => {
      const link = await stores.oneTimeLinks.take(token, 'sign_in', browser);
      return link?.staffId != null && (await stores.signIns.has(link.staffId)) ? link.staffId : null;
    });
    if (taken === null) return { kind: 'link_over' };
    const began = await deps.provider.beginSession(visit, taken);
    if (began.kind !== 'signed_in') return began;
    const finished = await finish(visit, began, 'link', []);
    return finished.kind === 'wrong' ? { kind: 'link_over' } : finished;
  };
}
