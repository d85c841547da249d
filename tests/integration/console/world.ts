import type { FastifyInstance, InjectOptions } from 'fastify';
import { afterEach, beforeEach } from 'vitest';
import type { ReplyCode } from '../../../src/alerts/alert.ts';
import type { MediaSource } from '../../../src/channels/channel.ts';
import { createConsoleApi } from '../../../src/console-api.ts';
import { createAuditSealer } from '../../../src/db/audit-sealer.ts';
import { type Database, openDatabase } from '../../../src/db/client.ts';
import { sealReplyContent } from '../../../src/db/sealed-json.ts';
import { createInTransaction } from '../../../src/db/transaction.ts';
import type { DeliveryState } from '../../../src/deliveries/delivery.ts';
import type { Authentication } from '../../../src/http/api-kit.ts';
import { buildServer, closeServer } from '../../../src/http/build-server.ts';
import { consoleApiRoutes } from '../../../src/http/routes/console-api.ts';
import { createTranslator } from '../../../src/locales/locales.ts';
import type { ReplyContent, Standing } from '../../../src/replies/reply.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import { newCode, newId } from '../../../src/shared/ids.ts';
import { silentLogger } from '../../../src/shared/logger.ts';
import type { StaffActor, StaffRoleName } from '../../../src/staff/staff.ts';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { createWard, type TestWard, testSealer } from '../../support/ward.ts';

export const sealer = testSealer();
const translate = createTranslator();

/** Minutes before now. */
export const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);

export interface SeededHousehold {
  /** Of the ward, by its place. */
  at: number;
  state: DeliveryState | null;
  standing?: Standing;
  sentAt?: Date;
  reason?: string;
}

/** The console's API on a database of the test's own, with one ward in it; whoever asks is named by a header. */
export function consoleWorld(households = 6) {
  let testDatabase: TestDatabase;
  let database: Database;
  let app: FastifyInstance;
  let ward: TestWard;
  const actors = new Map<string, StaffActor>();
  const media = new Map<string, MediaSource>();
  const hinted: string[] = [];

  function createApi() {
    const inTransaction = createInTransaction(database, sealer);
    return createConsoleApi({
      database,
      sealer,
      inTransaction,
      mediaOf: async (id) => media.get(id) ?? null,
      hints: { driveLane: async (laneIds) => void hinted.push(...laneIds) },
      auditSealer: createAuditSealer(database.pool),
      translate,
      demo: false,
      clock: systemClock,
      logger: silentLogger,
    });
  }

  function createServer(): Promise<FastifyInstance> {
    return buildServer({
      logger: silentLogger,
      health: {
        database: async () => ({ state: 'up' }),
        queue: async () => ({ state: 'up' }),
        channels: async () => [],
      },
      authenticate: async (request): Promise<Authentication> => {
        const actor = actors.get(String(request.headers['x-actor']));
        return actor ? { kind: 'staff', actor } : { kind: 'refused', code: 'signed_out' };
      },
      webhooks: { channelOf: async () => null, receive: async () => {}, logger: silentLogger },
      plugins: [consoleApiRoutes(createApi())],
    });
  }

  beforeEach(async () => {
    testDatabase = await createTestDatabase();
    database = openDatabase({
      connectionString: testDatabase.connectionString,
      maxConnections: 8,
      applicationName: 'test',
    });
    actors.clear();
    media.clear();
    hinted.length = 0;
    ward = await createWard(database, sealer, { households });
    app = await createServer();
    await addActor('officer', ['duty_officer']);
  });
  afterEach(async () => {
    await closeServer(app);
    await database.close();
    await testDatabase.drop();
  });

  /** Somebody of the ward, or of another unit. */
  async function addActor(
    name: string,
    roles: readonly StaffRoleName[],
    policeUnitId = ward.policeUnitId,
  ): Promise<StaffActor> {
    const staffId = newId();
    await database.prisma.staff.create({
      data: { id: staffId, policeUnitId, name: sealer.seal(staffId, `Tên ${name}`), office: 'Trực ban' },
    });
    const actor = { staffId, policeUnitId, roles: [...roles] };
    actors.set(name, actor);
    return actor;
  }

  async function addUnit(code: string): Promise<string> {
    const id = newId();
    await database.prisma.policeUnit.create({
      data: { id, code, name: `Công an ${code}`, dutyPhone: '0262' },
    });
    return id;
  }

  /** An alert whose one message was written to these households. */
  async function addAlert(
    seeded: readonly SeededHousehold[],
    more: { number?: string; createdAt?: Date; written?: boolean; groupIds?: string[] } = {},
  ) {
    const { prisma } = database;
    const [alertId, messageId] = [newId(), newId()];
    const createdAt = more.createdAt ?? ago(30);
    const number = more.number ?? `BMT-2026-${newCode(6)}`;
    await prisma.alert.create({
      data: {
        id: alertId,
        policeUnitId: ward.policeUnitId,
        number,
        verificationCode: 'K3P9',
        category: 'fire_explosion',
        severity: 'critical',
        state: 'active',
        groupIds: more.groupIds ?? [ward.groupId],
        replyCodes: ['SAFE', 'HELP', 'ACK'],
        authorId: ward.staffId,
        createdAt,
        expiresAt: new Date(Date.now() + 3_600_000),
      },
    });
    await prisma.alertMessage.create({
      data: {
        id: messageId,
        alertId,
        seq: 1,
        kind: 'initial',
        texts: {
          vi: { text: 'Cháy chợ', buttons: [{ label: 'An toàn', payload: 'x' }] },
          en: { text: 'Fire', buttons: [] },
          headline: 'Cháy chợ Tân An',
        },
        createdAt,
        sendUntil: new Date(Date.now() + 3_600_000),
        fannedOutAt: (more.written ?? true) ? createdAt : null,
      },
    });
    for (const { at, state, standing, sentAt, reason } of seeded) {
      const { householdId, contactPointIds } = householdAt(at);
      const contactPointId = contactPointIds[0] ?? '';
      await prisma.audienceHousehold.create({
        data: { alertId, householdId, standing: standing ?? 'silent' },
      });
      await prisma.audienceContact.create({
        data: { alertId, householdId, contactPointId, rank: 1, language: 'vi' },
      });
      if (state === null) continue;
      await prisma.delivery.create({
        data: {
          id: newId(),
          alertMessageId: messageId,
          contactPointId,
          householdId,
          laneId: ward.laneId,
          priority: 0,
          language: 'vi',
          state,
          counting: 'alone',
          sentAt: sentAt ?? (state === 'sent' ? ago(20) : null),
          reason: reason ?? null,
        },
      });
    }
    return { alertId, messageId, number };
  }

  async function addReply(
    alertId: string,
    at: number,
    reply: { code?: ReplyCode; content?: ReplyContent; createdAt?: Date },
  ): Promise<string> {
    const id = newId();
    const { householdId, contactPointIds } = householdAt(at);
    await database.prisma.reply.create({
      data: {
        id,
        alertId,
        policeUnitId: ward.policeUnitId,
        householdId,
        contactPointId: contactPointIds[0] ?? '',
        inboundEventId: newId(),
        code: reply.code ?? null,
        content: reply.content ? sealReplyContent(sealer, id, reply.content) : null,
        createdAt: reply.createdAt ?? new Date(),
      },
    });
    return id;
  }

  function householdAt(at: number): TestWard['households'][number] {
    const household = ward.households[at];
    if (!household) throw new Error('no such household');
    return household;
  }

  async function call(actor: string, request: InjectOptions) {
    const answer = await app.inject({
      ...request,
      headers: { ...request.headers, 'x-actor': actor },
    });
    return { status: answer.statusCode, body: readBody(answer.headers['content-type'], answer.body), answer };
  }

  return {
    ward: () => ward,
    householdAt,
    database: () => database,
    app: () => app,
    createServer,
    addActor,
    addUnit,
    addAlert,
    addReply,
    media,
    hinted,
    get: (url: string, actor = 'officer') => call(actor, { method: 'GET', url }),
    send: (method: 'POST' | 'PUT', url: string, payload?: object, actor = 'officer') =>
      call(actor, { method, url, ...(payload && { payload }) }),
    auditOf: async () =>
      (await database.prisma.auditEntry.findMany({ orderBy: { id: 'asc' } })).map(
        ({ action, subject, detail, staffId }) => ({ action, subject, detail, staffId }),
      ),
  };
}

function readBody(type: unknown, body: string): unknown {
  return String(type).includes('json') ? JSON.parse(body) : body;
}
