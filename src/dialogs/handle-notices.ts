import type { ChannelNotice } from '../channels/channel.ts';
import type { AnswerStore } from '../deliveries/ports.ts';
import type { ReplyStore } from '../replies/ports.ts';
import type { AuditLog } from '../staff/staff.ts';
import type {
  NoticeStore,
  StoredNotice,
  TakeoverComposer,
  TemplateStatuses,
  UsefulNotice,
} from './notice-ports.ts';

/** From the last message that a person of the staff wrote. */
export const BOT_PAUSE_MS = 3_600_000;
/** An answer to a send comes within ten seconds or never; then its row is known to be unknown. */
const LATE_AFTER_MS = 20_000;
const AT_ONCE = 200;

/** What is stored of the notices of a page: whether people saw a message is not asked for yet. */
export function usefulNotices(notices: readonly ChannelNotice[]): UsefulNotice[] {
  return notices.flatMap(({ content, chatExternalId, ...notice }): UsefulNotice[] => {
    if (content.kind === 'template_status') return [{ ...notice, chatExternalId: null, content }];
    if (chatExternalId === null) return [];
    if (content.kind !== 'echo' && content.kind !== 'human_takeover') return [];
    return [{ ...notice, chatExternalId, content }];
  });
}

export interface NoticeStores {
  notices: NoticeStore;
  replies: Pick<ReplyStore, 'officerContacts'>;
  answers: AnswerStore;
  channelTemplates: TemplateStatuses;
  audit: AuditLog;
}

/** Works off the notices that wait, in the caller's transaction; how many are done. */
export function createHandleNotices(deps: NoticeStores & { composer: TakeoverComposer }) {
  const { notices, replies, answers, channelTemplates, audit, composer } = deps;

  async function takeOver(contactPointId: string): Promise<void> {
    const pause = await notices.pauseBot(contactPointId, BOT_PAUSE_MS);
    const household = pause?.began ? await notices.householdOf(contactPointId) : null;
    if (!pause || !household) return;
    const message = composer.takeover({ household: household.label, until: pause.until });
    for (const officer of await replies.officerContacts(household.policeUnitId, contactPointId)) {
      await answers.add({ contactPointId: officer.id, class: 'staff_notice', message });
    }
  }

  /** A template that Zalo refuses is not used from now on, one that it approves is. */
  async function noteTemplate(notice: Extract<StoredNotice, { contactPointId: null }>): Promise<void> {
    const { channelAccountId, sequence, content } = notice;
    if (content === null || !(await channelTemplates.noteStatus(channelAccountId, { ...content, sequence })))
      return;
    await audit.append({
      staffId: null,
      policeUnitId: null,
      action: 'zalo.template_status',
      subject: `account:${channelAccountId}`,
      detail: { template: content.templateExternalId, status: content.status },
    });
  }

  async function isDone(notice: StoredNotice): Promise<boolean> {
    if (notice.contactPointId === null) {
      await noteTemplate(notice);
      return true;
    }
    const { contactPointId, laneId, late, content } = notice;
    switch (content?.kind) {
      case undefined:
        return true;
      case 'human_takeover':
        await takeOver(contactPointId);
        return true;
      case 'echo': {
        const { messageId, text } = content;
        const settled = await notices.settle({ contactPointId, laneId, messageId, text });
        return settled !== 'not_yet' || late;
      }
    }
  }

  return async function handleNotices(): Promise<number> {
    const done: string[] = [];
    for (const notice of await notices.take(LATE_AFTER_MS, AT_ONCE)) {
      if (await isDone(notice)) done.push(notice.id);
    }
    await notices.finish(done);
    return done.length;
  };
}
