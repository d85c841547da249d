import type {
  ApprovalStore,
  CheckStore,
  DraftStore,
  DrillStore,
  OverEditStore,
  QuietHoursStore,
  ReminderStore,
  TemplateStore,
  VerifyStore,
} from '../alerts/life-ports.ts';
import type { AlertMediaStore } from '../alerts/media-ports.ts';
import type { AlertStore, BoardStore, ProgressStore } from '../alerts/ports.ts';
import type { GroupCardStore, GroupCountStore, GroupPlaces } from '../areas/ports.ts';
import { createWakeList } from '../deliveries/wake-list.ts';
import type { NoticeStore } from '../dialogs/notice-ports.ts';
import type { DialogStores, InTransaction, PollStore } from '../dialogs/ports.ts';
import type { ReplyDesk } from '../replies/ports.ts';
import type { StaffAdminStore, TokenStore } from '../staff/admin-ports.ts';
import type { DutyStore, StaffChats } from '../staff/ports.ts';
import type { OneTimeLinkStore, SignInStore, TryStore } from '../staff/sign-in-ports.ts';
import type { WebhookDeliveryStore, WebhookStore } from '../webhooks/ports.ts';
import { type AccountStore, createAccountStore } from './account-store.ts';
import { createAlertMediaStore } from './alert-media-store.ts';
import { createAlertStore } from './alert-store.ts';
import { createAnswerStore } from './answer-store.ts';
import { createApprovalStore } from './approval-store.ts';
import { createAreaStore } from './area-store.ts';
import { createAuditLog } from './audit-log.ts';
import { createBoardStore } from './board-store.ts';
import { type ChannelTemplateStore, createChannelTemplateStore } from './channel-template-store.ts';
import type { Database } from './client.ts';
import { type ConsentStore, createConsentStore } from './consent-store.ts';
import { createContextStore } from './context-store.ts';
import { createDraftStore } from './draft-store.ts';
import { createDrillStore } from './drill-store.ts';
import { createDutyStore } from './duty-store.ts';
import { isConflict } from './errors.ts';
import { createGroupCardStore } from './group-card-store.ts';
import { createGroupCountStore } from './group-count-store.ts';
import { createHouseholdStore } from './household-store.ts';
import { createInboundStore } from './inbound-store.ts';
import { createLinkStore } from './link-store.ts';
import { createNoticeStore } from './notice-store.ts';
import { createOneTimeLinkStore } from './one-time-link-store.ts';
import { createOverEditStore } from './over-edit-store.ts';
import { inPoolTransaction } from './pool.ts';
import { createProgressStore } from './progress-store.ts';
import { createReminderStore } from './reminder-store.ts';
import { createReplyDesk } from './reply-desk-store.ts';
import { createReplyStore } from './reply-store.ts';
import type { Sealer } from './sealing.ts';
import { createSignInStore } from './sign-in-store.ts';
import { createDb, type Db } from './sql.ts';
import { createStaffAdminStore } from './staff-admin-store.ts';
import { createStaffStore } from './staff-store.ts';
import { createCheckStore, createTemplateStore } from './template-store.ts';
import { type AllTermsStore, createTermsStore } from './terms-store.ts';
import { createTokenStore } from './token-store.ts';
import { createTryStore } from './try-store.ts';
import { createVerifyStore } from './verify-store.ts';
import { createWebhookDeliveryStore } from './webhook-delivery-store.ts';
import { createWebhookStore } from './webhook-store.ts';

/** Every store, bound to one transaction. `wake` collects what it makes due, to be hinted after the commit. */
export interface Stores extends DialogStores {
  alerts: AlertStore;
  drafts: DraftStore;
  approvals: ApprovalStore;
  templates: TemplateStore;
  checks: CheckStore & QuietHoursStore;
  media: AlertMediaStore;
  reminders: ReminderStore;
  drills: DrillStore;
  overEdits: OverEditStore;
  verify: VerifyStore;
  boards: BoardStore;
  progress: ProgressStore;
  accounts: AccountStore;
  polling: PollStore;
  consents: ConsentStore;
  notices: NoticeStore;
  groupCards: GroupCardStore;
  groupCounts: GroupCountStore;
  groupPlaces: GroupPlaces;
  replyDesk: ReplyDesk;
  duty: DutyStore;
  staffChats: StaffChats;
  signIns: SignInStore;
  oneTimeLinks: OneTimeLinkStore;
  tries: TryStore;
  staffAdmin: StaffAdminStore;
  tokens: TokenStore;
  terms: AllTermsStore;
  channelTemplates: ChannelTemplateStore;
  webhooks: WebhookStore;
  webhookDeliveries: WebhookDeliveryStore;
}

function createStores(db: Db, sealer: Sealer): Stores {
  const wake = createWakeList();
  const staff = createStaffStore(db, sealer);
  const areas = createAreaStore(db);
  const accounts = createAccountStore(db, sealer);
  return {
    wake,
    inbound: createInboundStore(db, sealer),
    context: createContextStore(db, sealer),
    answers: createAnswerStore(db, sealer, wake),
    households: createHouseholdStore(db, sealer, wake),
    links: createLinkStore(db, sealer),
    replies: createReplyStore(db, sealer),
    staff,
    staffCodes: staff,
    areas,
    groupPlaces: areas,
    audit: createAuditLog(db),
    alerts: createAlertStore(db),
    drafts: createDraftStore(db, sealer),
    approvals: createApprovalStore(db, sealer),
    templates: createTemplateStore(db),
    checks: createCheckStore(db),
    media: createAlertMediaStore(db, sealer),
    reminders: createReminderStore(db),
    drills: createDrillStore(db),
    overEdits: createOverEditStore(db),
    verify: createVerifyStore(db),
    boards: createBoardStore(db),
    progress: createProgressStore(db),
    accounts,
    polling: accounts,
    consents: createConsentStore(db, sealer),
    notices: createNoticeStore(db, sealer),
    groupCards: createGroupCardStore(db),
    groupCounts: createGroupCountStore(db),
    replyDesk: createReplyDesk(db, sealer),
    duty: createDutyStore(db, sealer),
    staffChats: staff,
    signIns: createSignInStore(db, sealer),
    oneTimeLinks: createOneTimeLinkStore(db),
    tries: createTryStore(db, sealer),
    staffAdmin: createStaffAdminStore(db, sealer),
    tokens: createTokenStore(db),
    terms: createTermsStore(db),
    channelTemplates: createChannelTemplateStore(db),
    webhooks: createWebhookStore(db, sealer),
    webhookDeliveries: createWebhookDeliveryStore(db, sealer),
  };
}

const MAX_TRIES = 4;

/**
 * Runs work in one transaction, again when another one stood in its way (serialization failure, deadlock). Any other
 * error is thrown, and nothing of the work remains.
 */
export function createInTransaction(database: Database, sealer: Sealer): InTransaction<Stores> {
  return async (work) => {
    for (let tries = 1; ; tries++) {
      try {
        return await inPoolTransaction(database.pool, (client) =>
          work(createStores(createDb(client), sealer)),
        );
      } catch (error) {
        if (tries >= MAX_TRIES || !isConflict(error)) throw error;
      }
    }
  };
}
