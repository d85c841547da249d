import type { AlertContent, CategoryCode } from '../../../src/alerts/alert.ts';
import { type ApprovalInput, createDecideApproval } from '../../../src/alerts/decide-approval.ts';
import { createSaveDraft } from '../../../src/alerts/drafts.ts';
import { createEditOver } from '../../../src/alerts/edit-over.ts';
import {
  createRemindSilent,
  createSetReminders,
  type ReminderOrder,
} from '../../../src/alerts/remind-silent.ts';
import { createSendAlert, type SendRequest } from '../../../src/alerts/send-alert.ts';
import { createVerifyAlert, type Verification } from '../../../src/alerts/verify-alert.ts';
import { createRecordReply } from '../../../src/replies/record-reply.ts';
import { newCode, newId } from '../../../src/shared/ids.ts';
import type { StaffActor, StaffRoleName } from '../../../src/staff/staff.ts';
import { type TestWard, testSealer } from '../../support/ward.ts';
import { alertWorld, composer } from './world.ts';

const sealer = testSealer();

/** Alerts from the draft to the last word, on a database of the test's own. */
export function lifeWorld() {
  const world = alertWorld();
  const { act, prisma } = world;

  return {
    ...world,
    send: (actor: StaffActor, content: AlertContent, change: Partial<SendRequest> = {}) =>
      act((deps) => createSendAlert(deps)(actor, { ...REQUEST, content, ...change }, null)),
    save: (actor: StaffActor, content: AlertContent, draftId: string | null = null) =>
      act((deps) => createSaveDraft(deps)(actor, { content, draftId })),
    decide: (actor: StaffActor, alertId: string, decision: ApprovalInput['decision'] = { kind: 'approve' }) =>
      act((deps) => createDecideApproval(deps)(actor, { alertId, decision })),
    setReminders: (actor: StaffActor, order: ReminderOrder) =>
      act((deps) => createSetReminders(deps)(actor, order)),
    remind: () => act((_, stores) => createRemindSilent({ ...stores, composer, newId })()),
    editOver: () => act((_, stores) => createEditOver({ ...stores, composer })()),
    verify: (asked: Verification, householdId: string | null = null) =>
      act((_, stores) => createVerifyAlert(stores)(asked, householdId)),

    /** One more person of the unit, with a chat of their own. */
    async staff(ward: TestWard, role: StaffRoleName, policeUnitId = ward.policeUnitId) {
      const [staffId, contactPointId] = [newId(), newId()];
      await prisma().staff.create({
        data: {
          id: staffId,
          policeUnitId,
          name: sealer.seal(staffId, 'Đồng chí Hai'),
          office: 'Trưởng Công an phường',
          roles: { create: { role, scopeId: policeUnitId } },
        },
      });
      await prisma().contactPoint.create({
        data: { id: contactPointId, channelAccountId: ward.accountId, externalId: newCode(10), staffId },
      });
      return { actor: { staffId, policeUnitId, roles: [role] } satisfies StaffActor, contactPointId };
    },
    /** Everything that waits is accepted by the platform. */
    async deliverAll() {
      await world.fanOut();
      await world.query(
        `UPDATE "Delivery" SET state = 'sent', "sentAt" = clock_timestamp(), "externalMessageId" = left(id::text, 8)
          WHERE state = 'pending' AND ("notBefore" IS NULL OR "notBefore" <= now())`,
      );
    },
    /** A household presses a button of the alert. */
    async answer(number: string, household: TestWard['households'][number], code: 'SAFE' | 'ACK') {
      const [contactPointId = ''] = household.contactPointIds;
      const eventId = newId();
      const { channelAccountId } = await prisma().contactPoint.findUniqueOrThrow({
        where: { id: contactPointId },
      });
      await prisma().inboundEvent.create({
        data: {
          id: eventId,
          channelAccountId,
          contactPointId,
          externalId: eventId,
          sequence: 1,
          payload: '',
        },
      });
      return act((_, stores) =>
        createRecordReply({
          replies: stores.replies,
          outbox: stores.answers,
          composer,
          clock: { now: () => new Date(), monotonicMs: () => 0, sleep: async () => {} },
        })(
          { contactPointId, householdId: household.householdId, eventId },
          { alertNumber: number, code, content: null },
        ),
      );
    },
    /** What waits in one chat, the oldest first. */
    async noticesTo(contactPointId: string) {
      const rows = await prisma().answer.findMany({ where: { contactPointId }, orderBy: { id: 'asc' } });
      return rows.map(({ id, payload, class: kind }) => ({ kind, text: sealer.open(id, payload) }));
    },
    auditOf: async () =>
      (await prisma().auditEntry.findMany({ orderBy: { id: 'asc' } })).map(({ action }) => action),
  };
}

export const REQUEST: Omit<SendRequest, 'content'> = {
  draftId: null,
  checksConfirmed: [],
  breakGlass: null,
  drillConfirmed: false,
};

export function contentOf(
  category: CategoryCode,
  ward: Pick<TestWard, 'groupId'>,
  change: Partial<AlertContent> = {},
): AlertContent {
  return {
    category,
    severity: 'advisory',
    groupIds: [ward.groupId],
    texts: { vi: 'Bà con khóa cổ xe, đưa xe vào nhà.', en: null },
    drill: false,
    sendFrom: null,
    legalBasis: null,
    documentNumber: null,
    issuingAuthority: null,
    media: null,
    ...change,
  };
}
