import type { Pool } from 'pg';
import { Pool as HttpPool } from 'undici';
import { z } from 'zod';
import type { ReplyCode } from '../src/alerts/alert.ts';
import type { Lifecycle } from '../src/lifecycle.ts';
import { replyPayload } from '../src/replies/reply.ts';
import { systemClock } from '../src/shared/clock.ts';
import type { BenchArgs } from './args.ts';
import { percentile, round, shuffled } from './figures.ts';
import { linkOfficer, sealNames } from './population.ts';
import { openStage, type Stage, WEBHOOK_SECRET } from './stage.ts';
import { openBenchStorage } from './storage.ts';
import { askYes, delivered, laneIdle, stats, waitUntil } from './watch.ts';

/** Households, each of which presses once, within a minute. */
const SIZE = 10_000;
const MINUTE_MS = 60_000;
const COPIES = 3;
const HELP_ONE_IN = 200;
/** People who have no household and wrote before: a service that has answered nobody yet is not in service. */
const STRANGERS = 500;
const SEED = 2026;
const RATE = 30;
const LIFTED_RATE = 100_000;
const CONNECTIONS = 64;
const LEAST_MS = 3_000;
const SETTLE_MS = 120_000;

interface Press {
  chatId: string;
  updateId: number;
  code: ReplyCode;
}

const chatSchema = z.array(z.object({ atMs: z.number(), text: z.string() }));
const standingRow = z.object({ externalId: z.string(), standing: z.string() });
const countRow = z.object({ count: z.number() });

/** A storm of answers: all households press at once, the platform repeats itself, and some need help. */
export async function benchInbound(args: BenchArgs, lifecycle: Lifecycle) {
  const size = args.size ?? SIZE;
  const storage = await openBenchStorage(args.queue, lifecycle);
  const stage = await openStage(storage, lifecycle, {
    groups: [{ households: size }],
    ratePerSecond: LIFTED_RATE,
    platform: { botPerSecond: null, chatPerSecond: null },
    extraPeople: 1 + STRANGERS,
  });
  const { pool } = stage.container.database;
  const officerChat = String(BigInt(stage.firstChatId) + BigInt(size));
  await sealNames(pool, stage.sealer);
  await linkOfficer(pool, stage.unit, officerChat);
  await greet(stage, size + 1);
  const number = await deliverAlert(stage, size);

  const presses: Press[] = Array.from({ length: size }, (_, at) => ({
    chatId: String(BigInt(stage.firstChatId) + BigInt(at)),
    updateId: 800_000_000 + at,
    code: at % HELP_ONE_IN === 0 ? 'HELP' : 'SAFE',
  }));
  const posted = await post(stage, number, presses);
  if (!(await waitUntil(handled(pool), SETTLE_MS))) process.stderr.write('Events are left unhandled.\n');

  const help = await helpDelays(stage, officerChat, presses, posted.firstAtMs);
  const counted = await countRight(stage, presses);
  const replies = z
    .tuple([countRow])
    .parse((await pool.query('SELECT count(*)::int AS count FROM "Reply"')).rows);
  return {
    size,
    seconds: round(posted.tookMs / 1_000, 1),
    helpMsP99: round(percentile(help.delaysMs, 0.99)),
    helpMissing: help.missing,
    answeredMsP99: round(percentile(posted.answeredMs, 0.99), 1),
    refused: posted.refused,
    counted,
    lost: size - counted,
    duplicates: Math.max(0, replies[0].count - size),
    maxRssMiB: round((await stage.worker.usage()).maxRssMiB),
  };
}

/** Nothing that came in waits. */
function handled(pool: Pool): () => Promise<boolean> {
  return () =>
    askYes(
      pool,
      'SELECT NOT EXISTS (SELECT 1 FROM "InboundEvent" WHERE "handledAt" IS NULL AND "failedAt" IS NULL)',
      [],
    );
}

/** The strangers write, each once, and are answered. */
async function greet(stage: Stage, firstAt: number): Promise<void> {
  const caller = openCaller(stage);
  const chats = Array.from({ length: STRANGERS }, (_, at) =>
    String(BigInt(stage.firstChatId) + BigInt(firstAt + at)),
  );
  await Promise.all(chats.map((chatId, at) => caller.post(textJson(700_000_000 + at, chatId))));
  await caller.close();
  if (!(await waitUntil(handled(stage.container.database.pool), SETTLE_MS))) {
    throw new Error('the strangers were not answered in time');
  }
}

/** Every household has the alert before the storm; then the account has its usual budget again. */
async function deliverAlert(stage: Stage, size: number): Promise<string> {
  const { pool } = stage.container.database;
  const before = (await stats(stage.telegram)).accepted;
  const { number } = await stage.officer.raise('fire_explosion', stage.unit.groupIds);
  if (!(await delivered(stage, before, size, SETTLE_MS)))
    throw new Error('the alert was not delivered in time');
  await laneIdle(stage, SETTLE_MS);
  await pool.query('UPDATE "ChannelAccount" SET "ratePerSecond" = $1', [RATE]);
  return number;
}

/** Plays the platform: each press in copies, out of order, evenly over the time. */
async function post(stage: Stage, number: string, presses: readonly Press[]) {
  const tookMs = Math.max(LEAST_MS, (MINUTE_MS * presses.length) / SIZE);
  const order = shuffled(
    presses.flatMap((press) => Array.from({ length: COPIES }, () => press)),
    SEED,
  );
  const caller = openCaller(stage);
  const answeredMs: number[] = [];
  const firstAtMs = new Map<string, number>();
  let refused = 0;

  async function postOne(press: Press): Promise<void> {
    if (!firstAtMs.has(press.chatId)) firstAtMs.set(press.chatId, Date.now());
    const sentMs = systemClock.monotonicMs();
    const status = await caller.post(pressJson(number, press));
    answeredMs.push(systemClock.monotonicMs() - sentMs);
    if (status !== 200) refused += 1;
  }

  const startMs = systemClock.monotonicMs();
  const posts: Promise<void>[] = [];
  for (const [at, press] of order.entries()) {
    const waitMs = startMs + (tookMs * at) / order.length - systemClock.monotonicMs();
    if (waitMs > 1) await systemClock.sleep(waitMs);
    posts.push(postOne(press));
  }
  await Promise.all(posts);
  await caller.close();
  return { answeredMs, firstAtMs, refused, tookMs };
}

/** The platform, as the service sees it. */
function openCaller(stage: Stage) {
  const pool = new HttpPool(stage.address, { connections: CONNECTIONS });
  const path = `/webhooks/telegram/${stage.unit.accountId}`;
  const headers = {
    'content-type': 'application/json',
    'x-telegram-bot-api-secret-token': WEBHOOK_SECRET,
  };
  return {
    /** Resolves with the status. */
    async post(body: string): Promise<number> {
      const answer = await pool.request({ path, method: 'POST', headers, body });
      await answer.body.dump();
      return answer.statusCode;
    },
    close: () => pool.close(),
  };
}

/** https://core.telegram.org/bots/api#message */
function textJson(updateId: number, chatId: string): string {
  const id = Number(chatId);
  return JSON.stringify({
    update_id: updateId,
    message: {
      message_id: 1,
      date: 0,
      chat: { id, type: 'private', first_name: 'Bench' },
      from: { id, is_bot: false, first_name: 'Bench', language_code: 'vi' },
      text: 'Xin chào',
    },
  });
}

/** https://core.telegram.org/bots/api#callbackquery */
function pressJson(number: string, { chatId, updateId, code }: Press): string {
  const id = Number(chatId);
  return JSON.stringify({
    update_id: updateId,
    callback_query: {
      id: String(updateId),
      from: { id, is_bot: false, first_name: 'Bench', language_code: 'vi' },
      message: { message_id: 1_001, date: 0, chat: { id, type: 'private', first_name: 'Bench' } },
      chat_instance: '1',
      data: replyPayload(number, code),
    },
  });
}

/** From the first copy of each HELP until the officer's chat has the notice that names the household. */
async function helpDelays(
  stage: Stage,
  officerChat: string,
  presses: readonly Press[],
  firstAtMs: ReadonlyMap<string, number>,
): Promise<{ delaysMs: number[]; missing: number }> {
  const calls = presses.filter(({ code }) => code === 'HELP');
  const read = () => stage.telegram.ask('chat', { chatId: officerChat }, chatSchema);
  const noticeOf = (notices: z.infer<typeof chatSchema>, chatId: string) =>
    notices.find(({ text }) => text.includes(`Nhà ${chatId}`));
  await waitUntil(async () => {
    const notices = await read();
    return calls.every(({ chatId }) => noticeOf(notices, chatId) !== undefined);
  }, SETTLE_MS);
  const notices = await read();
  const delaysMs: number[] = [];
  for (const { chatId } of calls) {
    const notice = noticeOf(notices, chatId);
    const pressedAtMs = firstAtMs.get(chatId);
    if (notice && pressedAtMs !== undefined) delaysMs.push(notice.atMs - pressedAtMs);
  }
  return { delaysMs, missing: calls.length - delaysMs.length };
}

/** Households that stand where their press puts them. */
async function countRight(stage: Stage, presses: readonly Press[]): Promise<number> {
  const found = await stage.container.database.pool.query(
    `SELECT c."externalId", h.standing::text
       FROM "AudienceHousehold" h
       JOIN "Member" m ON m."householdId" = h."householdId"
       JOIN "ContactPoint" c ON c."memberId" = m.id`,
  );
  const standings = new Map(
    z
      .array(standingRow)
      .parse(found.rows)
      .map(({ externalId, standing }) => [externalId, standing]),
  );
  return presses.filter(({ chatId, code }) => standings.get(chatId) === code.toLowerCase()).length;
}
