import type { Clock } from '../../shared/clock.ts';
import { type Network, type Phones, telegramPhones } from '../phones.ts';
import type { ChatView, FakeBotControl, FakePeople } from '../telegram/control.ts';
import { type LinkMove, linkMove } from './link-moves.ts';
import {
  earliest,
  inviteCodeIn,
  isSettled,
  type Move,
  NATURAL_PACE,
  nextMove,
  nextMoveInLinked,
  type Pace,
  type Standing,
  standingOf,
} from './moves.ts';
import { seededRandom, shuffled } from './random.ts';
import { homeOf, planVillagers, type VillageGroup, type Villager } from './villagers.ts';

export interface VillageOptions {
  /** Where people live: the platform, and the bot that they write to. */
  telegram: FakePeople;
  bot: FakeBotControl;
  /** The other network, where half of the people live, and some with both. Without it all are on Telegram. */
  zalo?: Phones;
  clock: Clock;
  seed: number;
  groups: readonly VillageGroup[];
  pace?: Partial<Pace>;
  /** Somebody on duty, who links with this code once and is then left to a human. */
  officer?: { name: string; linkCode: string };
}

export interface VillagePerson extends Villager {
  network: Network;
  userId: string;
  /** On Zalo, of who is on both networks. */
  secondUserId: string | null;
}

export interface VillageProgress {
  /** Households: the first members; second ones are not counted. */
  planned: number;
  joined: number;
  /** Conversations under way. */
  joining: number;
  blocked: number;
  /** Households by where their first member is. */
  homes: { telegram: number; zalo: number; both: number };
  groups: { name: string; joinCode: string; planned: number; joined: number }[];
}

export interface Village {
  start(): void;
  stop(): Promise<void>;
  progress(): VillageProgress;
  persons(): VillagePerson[];
  officer(): { userId: string; linked: boolean } | null;
}

const TICK_MS = 50;
/** Somebody who waits longer than this waits in a queue: the pause between messages of one chat is a second. */
const SLOW_ANSWER_MS = 2_500;
/** Nobody new begins while so many wait too long; so the queue stays short at any speed of the bot. */
const MAX_SLOW = 8;
/** About ten seconds a conversation, at the three a second that a budget of 30 messages a second allows. */
const MAX_JOINING = 60;
/** After a restart many moves are due at once; real people would not all move in one moment. */
const MAX_MOVES_PER_TICK = 5;

/** One chat of a person. */
interface Resident {
  person: VillagePerson;
  phones: Phones;
  userId: string;
  /** The other chat of the same person. */
  twin: Resident | null;
  /** Linked, not joined in. */
  isSecond: boolean;
  standing: Standing;
  settled: boolean;
  blocked: boolean;
  move: Move | null;
}

/** Households that live on the fake platform: they join, read, press, write and block by a seeded script. */
export function createVillage(options: VillageOptions): Village {
  const { telegram, bot, clock, seed } = options;
  const pace: Pace = { ...NATURAL_PACE, ...options.pace };
  const residents = new Map<string, Resident>();
  const byKey = new Map<string, Resident>();
  const changed = new Set<string>();
  const officerId =
    options.officer === undefined
      ? null
      : telegram.createUser({ name: options.officer.name, tag: 'officer' }).id;
  const onTelegram = telegramPhones(telegram, bot);
  let startedAtMs = 0;
  let lastStartAtMs = 0;
  let stopping: AbortController | null = null;
  let running: Promise<void> = Promise.resolve();

  for (const villager of planVillagers(seed, options.groups)) {
    const home = options.zalo === undefined ? 'telegram' : homeOf(seed, villager.key);
    const first = home === 'zalo' ? (options.zalo ?? onTelegram) : onTelegram;
    const second = home === 'both' ? (options.zalo ?? null) : null;
    const { name, language } = villager;
    const owner = { name, language, tag: `village:${villager.key}` };
    const userId = first.createPerson(owner).id;
    const secondUserId = second?.createPerson(owner).id ?? null;
    const person: VillagePerson = { ...villager, network: first.network, userId, secondUserId };
    const resident = moveIntoVillage(person, first, userId);
    byKey.set(villager.key, resident);
    if (second !== null && secondUserId !== null) {
      resident.twin = { ...moveIntoVillage(person, second, secondUserId), isSecond: true, twin: resident };
      residents.set(secondUserId, resident.twin);
    }
    refresh(resident);
  }
  const queue = shuffled(seededRandom(seed), [...byKey.values()]);
  const everybody = [...queue, ...queue.flatMap(({ twin }) => twin ?? [])];

  function moveIntoVillage(person: VillagePerson, phones: Phones, userId: string): Resident {
    const resident: Resident = {
      person,
      phones,
      userId,
      twin: null,
      isSecond: false,
      standing: 'outside',
      settled: false,
      blocked: false,
      move: null,
    };
    residents.set(userId, resident);
    return resident;
  }

  /** Looks at a chat anew, and at the other one of the person: what is done there may depend on this one. */
  function refresh(resident: Resident): void {
    const first = resident.isSecond ? (resident.twin ?? resident) : resident;
    const second = first.twin;
    const chat = first.phones.chat(first.userId);
    const other = second === null ? null : second.phones.chat(second.userId);
    if (chat === null) return;
    const link = other === null ? null : linkMove(first.person, chat, other, seed, pace);
    look(first, chat, [nextMove(first.person, chat, seed, pace), moveIn('first', link)]);
    if (second === null || other === null) return;
    look(second, other, [nextMoveInLinked(second.person, other, seed, pace), moveIn('second', link)]);
  }

  function look(resident: Resident, chat: ChatView, moves: readonly (Move | null)[]): void {
    resident.standing = standingOf(chat);
    resident.settled = isSettled(chat);
    resident.blocked = chat.blocked;
    resident.move = earliest(moves);
  }

  function codeFor(person: VillagePerson): string | null {
    if (person.invitedBy === null) return person.group.joinCode;
    const inviter = byKey.get(person.invitedBy);
    const chat = inviter === undefined ? null : inviter.phones.chat(inviter.userId);
    return chat === null ? null : inviteCodeIn(chat, person.group.joinCode);
  }

  /** Lets one more person begin when the bot keeps up with those who are at it. */
  function letOneJoin(nowMs: number): void {
    if (nowMs - lastStartAtMs < pace.startEveryMs) return;
    const joining = [...residents.values()].filter(
      (resident) => isJoining(resident) && resident.move !== null,
    );
    const slow = joining.filter(({ move }) => move !== null && waitedMs(move, nowMs) > SLOW_ANSWER_MS);
    if (slow.length >= MAX_SLOW || joining.length >= MAX_JOINING) return;
    for (const resident of queue) {
      if (resident.standing !== 'outside' || resident.blocked) continue;
      const code = codeFor(resident.person);
      if (code === null) continue;
      const isLink = resident.phones.network === 'telegram';
      const text = isLink ? `/start ${code}` : code;
      resident.phones.act(resident.userId, { kind: 'text', text });
      refresh(resident);
      lastStartAtMs = nowMs;
      return;
    }
  }

  function waitedMs(move: Move, nowMs: number): number {
    return move.kind === 'retry' ? nowMs - (move.dueAtMs - pace.patienceMs) : 0;
  }

  function isDue(move: Move, phones: Phones, nowMs: number): boolean {
    if (move.dueAtMs > nowMs) return false;
    // Nobody asks again while the bot is away or has only just come back.
    return move.kind === 'answer' || (phones.pending() === 0 && nowMs - startedAtMs > pace.patienceMs);
  }

  function tick(): void {
    for (const userId of changed) {
      const resident = residents.get(userId);
      if (resident !== undefined) refresh(resident);
    }
    changed.clear();
    const nowMs = clock.now().getTime();
    let moved = 0;
    for (const resident of everybody) {
      const { move, phones } = resident;
      if (move === null || !isDue(move, phones, nowMs)) continue;
      const result = phones.act(resident.userId, move.action);
      refresh(resident);
      // A button that is gone must not be tried for ever.
      if (result.kind !== 'done') resident.move = null;
      moved += 1;
      if (moved === MAX_MOVES_PER_TICK) break;
    }
    letOneJoin(nowMs);
  }

  function linkOfficer(): void {
    if (officerId === null || options.officer === undefined || bot.chat(officerId)?.started) return;
    bot.act(officerId, { kind: 'text', text: `/start ${options.officer.linkCode}` });
  }

  async function run(signal: AbortSignal): Promise<void> {
    const stops = [onTelegram, options.zalo].map((phones) =>
      phones?.onChange((userId) => changed.add(userId)),
    );
    startedAtMs = clock.now().getTime();
    linkOfficer();
    for (const userId of residents.keys()) changed.add(userId);
    while (!signal.aborted) {
      tick();
      await clock.sleep(TICK_MS, signal);
    }
    for (const stop of stops) stop?.();
  }

  return {
    start() {
      if (stopping !== null) return;
      stopping = new AbortController();
      running = run(stopping.signal);
    },
    async stop() {
      stopping?.abort();
      await running;
      stopping = null;
    },
    progress() {
      const firsts = queue.filter(({ person }) => person.invitedBy === null);
      const homes = { telegram: 0, zalo: 0, both: 0 };
      for (const { person } of firsts) homes[person.secondUserId === null ? person.network : 'both'] += 1;
      const joined = firsts.filter((resident) => resident.standing === 'joined');
      return {
        planned: firsts.length,
        joined: joined.length,
        joining: [...residents.values()].filter(isJoining).length,
        blocked: firsts.filter((resident) => resident.blocked).length,
        homes,
        groups: options.groups.map((group) => ({
          name: group.name,
          joinCode: group.joinCode,
          planned: group.households,
          joined: joined.filter((resident) => resident.person.group === group).length,
        })),
      };
    },
    persons: () => [...byKey.values()].map((resident) => resident.person),
    officer() {
      if (officerId === null) return null;
      return {
        userId: officerId,
        linked: (bot.chat(officerId)?.messages ?? []).some((message) => message.from === 'bot'),
      };
    },
  };
}

function moveIn(where: LinkMove['where'], link: LinkMove | null): Move | null {
  return link?.where === where ? link.move : null;
}

function isJoining(resident: Resident): boolean {
  return resident.standing !== 'outside' && !resident.settled;
}
