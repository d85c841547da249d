import type { PassThrough } from 'node:stream';
import type { z } from 'zod';
import { ALERT_CATEGORIES } from '../../../config/alert-categories.ts';
import { actsOf } from '../../../src/alerts/act-rules.ts';
import type { AlertPage } from '../../../src/contracts/alert-page.ts';
import { type ConsoleEvent, consoleEventSchema } from '../../../src/contracts/events.ts';
import type { Now } from '../../../src/contracts/now.ts';
import type { ProblemCode } from '../../../src/contracts/problems.ts';
import type { ReplyItem, replyThreadSchema } from '../../../src/contracts/replies.ts';
import { type AlertSummary, toCursor } from '../../../src/contracts/words.ts';
import type { StaffRoleName } from '../../../src/staff/staff.ts';
import {
  alertOf,
  curvesOf,
  groupsOf,
  idOf,
  lanesOf,
  OFFICER,
  replyOf,
  sessionOf,
  shiftsOf,
} from './live-fixtures.ts';

export interface LiveSizes {
  roles: StaffRoleName[];
  households: number;
  ledgerRows: number;
}

/** What the service of the live pages remembers; a test changes it and says so with an event. */
export function createLiveState({ roles, households, ledgerRows }: LiveSizes) {
  const nowMs = Date.now();
  const streams = new Set<PassThrough>();
  let eventId = 0;
  const duty: Now['duty'] = shiftsOf(nowMs);
  const chat: z.infer<typeof replyThreadSchema>['chat'] = 'open';
  const state = {
    nowMs,
    households,
    ledgerRows,
    streams,
    /** How many event streams were opened so far. */
    opened: 0,
    session: sessionOf(roles, nowMs),
    alert: alertOf(nowMs),
    others: [
      alertOf(nowMs, {
        id: idOf(3, 2),
        number: 'BMT-2026-0146',
        category: 'online_scam',
        severity: 'advisory',
        state: 'sending',
        headline: 'CÚP MÁY khi có người gọi tự xưng Công an bảo cập nhật VNeID.',
        paused: true,
        helpWaiting: 0,
      }),
      alertOf(nowMs, {
        id: idOf(3, 3),
        number: 'BMT-2026-0145',
        category: 'fire_explosion',
        severity: 'critical',
        headline: 'Diễn tập chữa cháy tại chợ Tân An lúc 9 giờ.',
        drill: true,
        helpWaiting: 0,
      }),
    ],
    curves: curvesOf(nowMs),
    groups: groupsOf(nowMs),
    replies: [
      replyOf(0, nowMs, { help: true, code: 'HELP', content: null }),
      replyOf(1, nowMs, { help: true, code: 'HELP' }),
      replyOf(2, nowMs, { help: true, content: { kind: 'place', latitude: 12.67971, longitude: 108.04443 } }),
      replyOf(3, nowMs, { content: { kind: 'photo', caption: 'Cầu gỗ đã trôi' } }),
      replyOf(4, nowMs, { content: { kind: 'voice', seconds: 14.2 }, answers: 1 }),
      ...Array.from({ length: 70 }, (_, index) => replyOf(index + 5, nowMs)),
    ],
    answers: new Map<string, { requestId: string; text: string; at: string }[]>(),
    duty,
    lanes: lanesOf(nowMs),
    reminders: null as AlertPage['reminders'],
    /** What pages asked to be done, in order. */
    done: [] as string[],
    /** Answers of further requests: a refusal for every path that begins so. */
    refusals: new Map<string, ProblemCode>(),
    chat: chat as typeof chat | 'stopped' | 'unreachable',
    requests: [] as string[],
    /** Voice notes come in a form that browsers do not play. */
    hasForeignMedia: false,
    say(event: ConsoleEvent): void {
      eventId += 1;
      const data = JSON.stringify(consoleEventSchema.parse(event));
      for (const stream of streams) stream.write(`id: ${eventId}\nevent: ${event.kind}\ndata: ${data}\n\n`);
    },
    /** What the person of this session may do with the alert, by the service's own rule. */
    actsOf: ({ category, state, paused, progress }: AlertSummary): AlertPage['acts'] =>
      actsOf(
        { staffId: OFFICER.staffId, policeUnitId: idOf(2, 1), roles },
        { policeUnitId: idOf(2, 1), state, paused, reached: progress.sent > 0 },
        ALERT_CATEGORIES.find(({ code }) => code === category) ?? null,
      ),
    /** A new call for help comes in. */
    callForHelp(index: number): void {
      const at = new Date().toISOString();
      const reply = replyOf(index, nowMs, { help: true, code: 'HELP', at });
      state.replies.unshift(reply);
      state.say({ kind: 'reply', replyId: reply.id, alertId: state.alert.id, help: true, fresh: true });
    },
  };
  return state;
}

export type LiveState = ReturnType<typeof createLiveState>;

export function waitingHelp({ replies }: Pick<LiveState, 'replies'>): ReplyItem[] {
  return replies.filter(({ help, handled }) => help && handled === null);
}

/** One page of a list whose rows have a place; the cursor is the position of the last row, as the contract has it. */
export function pageOf<Row>(
  count: number,
  { cursor, limit }: { cursor?: readonly unknown[] | undefined; limit: number },
  rowAt: (index: number) => Row,
  positionOf: (index: number) => (string | number | null)[],
): { items: Row[]; next: string | null } {
  const from = cursor === undefined ? 0 : indexIn(String(cursor.at(-1))) + 1;
  const to = Math.min(count, from + limit);
  return {
    items: Array.from({ length: to - from }, (_, index) => rowAt(from + index)),
    next: to < count ? toCursor(positionOf(to - 1)) : null,
  };
}

/** The id that stands for a place in a list. */
export function placeId(index: number): string {
  return idOf(0, index);
}

function indexIn(id: string): number {
  return Number.parseInt(id.slice(-12), 16);
}
