import { assertNever } from '../../shared/assert-never.ts';
import type { Journal } from '../journal.ts';
import type { Ids } from './ids.ts';
import type { JournalEvent } from './journal-events.ts';
import type { AcceptedSend, FakeContact, FakeOa } from './state.ts';

/** People and chats of earlier runs. */
export function restoreWorld(
  world: { ids: Ids; sends: AcceptedSend[]; ensureOa(id: string): FakeOa },
  journal: Pick<Journal<JournalEvent>, 'replay'>,
): void {
  const { ids } = world;

  function contactOf(oaId: string, userId: string): FakeContact {
    const contact = world.ensureOa(oaId).contacts.get(userId);
    if (contact === undefined) throw new Error('The simulator has an event of a user that it does not know');
    return contact;
  }

  journal.replay((event) => {
    switch (event.e) {
      case 'user': {
        const { oa, user: id, idByApp, name, handle } = event;
        ids.seen('oa', oa);
        ids.seen('user', id);
        ids.seen('userByApp', idByApp);
        world.ensureOa(oa).contacts.set(id, {
          id,
          idByApp,
          name,
          phone: '',
          alias: name,
          follower: false,
          unfollowedAtMs: null,
          lastInteractionMs: null,
          standing: 'normal',
          blocks: 0,
          handle,
          admin: false,
          clickedChatNow: false,
          tags: new Set(),
          messages: [],
          presses: [],
        });
        return;
      }
      case 'contact': {
        const { e: _, oa, user, ...is } = event;
        Object.assign(contactOf(oa, user), is);
        return;
      }
      case 'message': {
        const { oa, user, path, message } = event;
        ids.seen('message', message.id);
        contactOf(oa, user).messages.push(message);
        if (path !== null) world.sends.push({ oaId: oa, to: user, path, message });
        return;
      }
      case 'press': {
        const { oa, user, messageId, payload, at: atMs, seen, saidId } = event;
        ids.seen('message', saidId);
        contactOf(oa, user).presses.push({ messageId, payload, atMs, seen });
        return;
      }
      // Of the webhook (fake-zalo.ts).
      case 'event':
      case 'taken':
        return;
      default:
        assertNever(event);
    }
  });
}
