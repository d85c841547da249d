import { z } from 'zod';
import { ALERT_CATEGORIES } from '../../../config/alert-categories.ts';
import type { ReplyCode } from '../../../src/alerts/alert.ts';
import { createAddGroup } from '../../../src/areas/add-group.ts';
import { createAddUnit } from '../../../src/areas/add-unit.ts';
import type { InboundContent, InboundMessage, PressAcknowledger } from '../../../src/channels/channel.ts';
import type { Outcome } from '../../../src/channels/outcome.ts';
import { type Database, openDatabase } from '../../../src/db/client.ts';
import { isOutage } from '../../../src/db/errors.ts';
import { createSealer, type Sealer } from '../../../src/db/sealing.ts';
import { createInTransaction, type Stores } from '../../../src/db/transaction.ts';
import { createAcknowledgePresses } from '../../../src/dialogs/acknowledge-presses.ts';
import type { Command, CommandOutcome } from '../../../src/dialogs/dialog.ts';
import { createHandleEvents, type Dialog } from '../../../src/dialogs/handle-events.ts';
import { createIntake } from '../../../src/dialogs/intake.ts';
import { createLoadContext } from '../../../src/dialogs/load-context.ts';
import type { InTransaction } from '../../../src/dialogs/ports.ts';
import { createReceiveEvents } from '../../../src/dialogs/receive-events.ts';
import { createRunCommand } from '../../../src/dialogs/run-command.ts';
import type { NoticeComposer } from '../../../src/replies/ports.ts';
import type { Clock } from '../../../src/shared/clock.ts';
import { newId } from '../../../src/shared/ids.ts';
import type { LogFields, Logger } from '../../../src/shared/logger.ts';
import { createAddStaff } from '../../../src/staff/add-staff.ts';
import type { StaffRoleName } from '../../../src/staff/staff.ts';
import { type AlertOptions, alertRow } from './alert-row.ts';
import { echoDialog, readOutcome, type TestState } from './echo-dialog.ts';

export const NOW = new Date('2026-11-20T03:00:00Z');

export const fixedClock: Clock = {
  now: () => NOW,
  monotonicMs: () => 0,
  sleep: () => Promise.resolve(),
};

const composer: NoticeComposer = {
  notice: (notice) => ({ text: JSON.stringify({ notice }), buttons: [] }),
  content: (content) => (content.kind === 'text' ? content.text : content.kind),
};

export interface LogLine {
  fields: LogFields;
  message: string;
}

/** A ward with groups and a bot. */
export interface World {
  database: Database;
  sealer: Sealer;
  inTransaction: InTransaction<Stores>;
  accountId: string;
  laneId: string;
  unitId: string;
  groups: readonly { id: string; joinCode: string; name: string }[];
  logs: LogLine[];
  /** Press ids that were acknowledged. */
  acknowledged: string[];
  throttles: { laneId: string; ms: number }[];
  hinted: { lanes: string[]; alertMessages: string[]; inbound: number };
  receive(chat: string, ...contents: InboundContent[]): Promise<void>;
  receiveAll(messages: readonly InboundMessage[]): Promise<void>;
  /** From now on chats whose name begins with "zalo" are on an account of Zalo. */
  addZalo(): Promise<void>;
  handle: ReturnType<typeof createHandleEvents<Stores, TestState>>;
  handlerWith(dialog: Dialog<TestState>): ReturnType<typeof createHandleEvents<Stores, TestState>>;
  /** Receives and handles; returns what the person then read, parsed. */
  say(chat: string, content: InboundContent | Command): Promise<CommandOutcome>;
  press(chat: string, alertNumber: string, code: ReplyCode): Promise<CommandOutcome>;
  /** Chats whose event could not be handled may be tried again at once. */
  endRests(): Promise<void>;
  contactOf(chat: string): Promise<string>;
  /** Texts queued for a chat, oldest first. */
  inbox(chat: string): Promise<string[]>;
  /** The newest message queued for a chat, whole. */
  lastMessage(chat: string): Promise<unknown>;
  join(chat: string, name: string, house: string, group?: number): Promise<string>;
  joinInvited(chat: string, name: string, inviteCode: string): Promise<void>;
  addOfficer(chat: string, role?: StaffRoleName): Promise<string>;
  addAlert(options?: AlertOptions): Promise<{ id: string; number: string; messageId: string }>;
  standing(alertId: string, chat: string): Promise<string | null>;
}

const messageSchema = z.object({ text: z.string() });

const CONTENT_KINDS = ['text', 'press', 'photo', 'voice', 'place', 'blocked', 'unblocked', 'other'];
const isContent = (said: InboundContent | Command): said is InboundContent =>
  CONTENT_KINDS.includes(said.kind);

export const typed = (text: string): InboundContent => ({ kind: 'text', text });

export async function createWorld(connectionString: string, acknowledge?: () => Outcome): Promise<World> {
  const database = openDatabase({ connectionString, maxConnections: 12, applicationName: 'inbound-test' });
  const sealer = createSealer({ current: 'k1', keys: new Map([['k1', Buffer.alloc(32, 7)]]) });
  const inTransaction = createInTransaction(database, sealer);
  const logs: LogLine[] = [];
  const log = (fields: LogFields, message: string) => void logs.push({ fields, message });
  const logger: Logger = { debug: log, info: log, warn: log, error: log };
  const acknowledged: string[] = [];
  const throttles: World['throttles'] = [];
  const hinted: World['hinted'] = { lanes: [], alertMessages: [], inbound: 0 };

  const account = await inTransaction((stores) =>
    stores.accounts.ensure({
      channel: 'telegram',
      externalId: newId(),
      name: 'test bot',
      credentials: '1:token',
      ratePerSecond: 30,
    }),
  );
  // Upper-case letters that no other world in this database has.
  const unitCode = Array.from(newId().replaceAll('-', '').slice(-6), (digit) =>
    String.fromCharCode(65 + Number.parseInt(digit, 16)),
  ).join('');
  const unit = await inTransaction((stores) =>
    createAddUnit(stores)({
      code: unitCode,
      name: 'Công an phường Buôn Ma Thuột',
      dutyPhone: '02623000111',
      adminUnits: [],
    }),
  );
  if (unit.kind !== 'added') throw new Error('no unit');
  const groups = await inTransaction(async (stores) => {
    const names = ['Buôn Alê A', 'Tổ dân phố 3'];
    const added = [];
    for (const name of names) {
      const group = await createAddGroup(stores)({ unitCode, kind: 'hamlet', name });
      if (group.kind !== 'added') throw new Error('no group');
      added.push({ id: group.groupId, joinCode: group.joinCode, name });
    }
    return added;
  });

  const acknowledger: PressAcknowledger = {
    acknowledgePress: (pressId) => {
      acknowledged.push(pressId);
      return Promise.resolve(acknowledge?.() ?? { kind: 'sent', externalMessageId: pressId });
    },
  };
  const presses = createAcknowledgePresses({
    acknowledgerOf: () => Promise.resolve(acknowledger),
    onThrottled: async (laneId, ms) => void throttles.push({ laneId, ms }),
    logger,
  });
  const intake = createIntake(fixedClock);
  const notHere = () => Promise.resolve<CommandOutcome>({ kind: 'empty_audience' });
  const handlerWith = (dialog: Dialog<TestState>) =>
    createHandleEvents<Stores, TestState>({
      inTransaction,
      dialog,
      loadContext: createLoadContext({ clock: fixedClock, demo: false, categories: ALERT_CATEGORIES }),
      runCommand: createRunCommand<Stores>({
        officerCommands: () => ({
          previewAlert: notHere,
          raiseAlert: notHere,
          previewMessage: notHere,
          sendMessage: notHere,
          stopAlert: notHere,
          pauseAlert: notHere,
          resumeAlert: notHere,
          decideApproval: notHere,
          listApprovals: notHere,
        }),
        progress: () => ({
          progress: () =>
            Promise.resolve({
              number: 'X',
              state: 'active',
              category: 'fire_explosion',
              drill: false,
              households: 1,
              sent: 1,
              pending: 0,
              unreachable: 0,
              unknown: 0,
              failed: 0,
              cancelled: 0,
              read: 0,
              safe: 0,
              help: 0,
              words: 1,
              paused: false,
              startsAt: null,
            }),
        }),
        composer,
        clock: fixedClock,
      }),
      render: (say) => (say.kind === 'verbatim' ? say.message : { text: say.key, buttons: [] }),
      hints: {
        driveLane: async (ids) => void hinted.lanes.push(...ids),
        fanOut: async (ids) => void hinted.alertMessages.push(...ids),
      },
      presses,
      intake,
      isOutage,
      clock: fixedClock,
      logger,
    });
  const handle = handlerWith(echoDialog);
  const receiveEvents = createReceiveEvents({
    inTransaction,
    hints: {
      inbound: async () => {
        hinted.inbound += 1;
      },
    },
    intake,
    clock: fixedClock,
    logger,
  });
  let sequence = 0;
  let alerts = 0;
  let zaloId: string | null = null;
  const accountOf = (chat: string) => (zaloId !== null && chat.startsWith('zalo') ? zaloId : account.id);

  const world: World = {
    database,
    sealer,
    inTransaction,
    accountId: account.id,
    laneId: account.laneId,
    unitId: unit.policeUnitId,
    groups,
    logs,
    acknowledged,
    throttles,
    hinted,
    handle,
    handlerWith,
    receiveAll: (messages) => receiveEvents(account.id, messages),
    receive: (chat, ...contents) =>
      receiveEvents(
        accountOf(chat),
        contents.map((content) => messageOf(chat, ++sequence, content)),
      ),
    async addZalo() {
      const zalo = await inTransaction((stores) =>
        stores.accounts.ensure({
          channel: 'zalo',
          externalId: newId(),
          name: 'test OA',
          credentials: '{}',
          ratePerSecond: 30,
        }),
      );
      zaloId = zalo.id;
    },
    async endRests() {
      await database.pool.query('UPDATE "DialogState" SET "restsUntil" = NULL');
    },
    async contactOf(chat) {
      const where = { channelAccountId: accountOf(chat), externalId: chat };
      return (await database.prisma.contactPoint.findFirstOrThrow({ where })).id;
    },
    async inbox(chat) {
      const answers = await database.prisma.answer.findMany({
        where: { contactPointId: await world.contactOf(chat) },
        orderBy: { id: 'asc' },
      });
      return answers.map(
        (answer) => messageSchema.parse(JSON.parse(sealer.open(answer.id, answer.payload))).text,
      );
    },
    async lastMessage(chat) {
      const { id, payload } = await database.prisma.answer.findFirstOrThrow({
        where: { contactPointId: await world.contactOf(chat) },
        orderBy: { id: 'desc' },
      });
      return JSON.parse(sealer.open(id, payload));
    },
    async say(chat, content) {
      await world.receive(chat, isContent(content) ? content : typed(JSON.stringify(content)));
      await handle();
      await presses.close();
      return readOutcome((await world.inbox(chat)).at(-1) ?? 'null');
    },
    press: (chat, alertNumber, code) =>
      world.say(chat, {
        kind: 'press',
        payload: `a:${alertNumber}:${code}`,
        pressId: newId(),
        messageId: null,
      }),
    async join(chat, name, house, group = 0) {
      const outcome = await world.say(chat, {
        kind: 'join_household',
        target: { kind: 'group', groupId: groups[group]?.id ?? '', houseLabel: house },
        name,
        language: 'vi',
        consentVersion: 'v1',
      });
      if (outcome.kind !== 'joined') throw new Error(`not joined: ${outcome.kind}`);
      return outcome.inviteCode;
    },
    async joinInvited(chat, name, inviteCode) {
      const found = await world.say(chat, { kind: 'find_code', code: inviteCode });
      if (found.kind !== 'code_household') throw new Error(`not a household: ${found.kind}`);
      const target = { kind: 'household', householdId: found.householdId } as const;
      await world.say(chat, { kind: 'join_household', target, name, language: 'vi', consentVersion: 'v1' });
    },
    async addOfficer(chat, role = 'duty_officer') {
      const input = { unitCode, name: 'Trung uý Y Bhăng', office: 'Trực ban', role };
      const added = await inTransaction((stores) => createAddStaff(stores)(input));
      if (added.kind !== 'added') throw new Error('no staff');
      await world.say(chat, { kind: 'link_staff', code: added.code });
      return added.staffId;
    },
    async addAlert(options = {}) {
      const number = `${unitCode}-2026-${String(++alerts).padStart(4, '0')}`;
      const group = groups[options.group ?? 0]?.id ?? '';
      const row = alertRow({ number, age: alerts, policeUnitId: unit.policeUnitId, group }, options);
      await database.prisma.alert.create({ data: row });
      await inTransaction((stores) => stores.alerts.freezeAudience(row.id));
      return { id: row.id, number, messageId: row.messages.create.id };
    },
    async standing(alertId, chat) {
      const contact = await database.prisma.audienceContact.findFirst({
        where: { alertId, contactPointId: await world.contactOf(chat) },
      });
      if (!contact) return null;
      const where = { alertId_householdId: { alertId, householdId: contact.householdId } };
      return (await database.prisma.audienceHousehold.findUniqueOrThrow({ where })).standing;
    },
  };
  return world;
}

/** A message as a channel parses it; its sequence is its id. */
export function messageOf(chat: string, sequence: number, content: InboundContent): InboundMessage {
  return {
    externalId: String(sequence),
    sequence: String(sequence),
    chatExternalId: chat,
    languageHint: 'vi',
    content,
  };
}
