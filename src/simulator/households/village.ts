import type { Clock } from '../../shared/clock.ts';
import type { FakeBotControl, FakePeople } from '../telegram/control.ts';
import {
  inviteCodeIn,
  isSettled,
  type Move,
  NATURAL_PACE,
  nextMove,
  type Pace,
  type Standing,
  standingOf,
} from './moves.ts';
import { seededRandom, shuffled } from './random.ts';
import { planVillagers, type VillageGroup, type Villager } from './villagers.ts';

export interface VillageOptions {
  /** Where people live: the platform, and the bot that they write to. */
  telegram: FakePeople;
  bot: FakeBotControl;
  clock: Clock;
  seed: number;
  groups: readonly VillageGroup[];
  pace?: Partial<Pace>;
  /** Somebody on duty, who links with this code once and is then left to a human. */
  officer?: { name: string; linkCode: string };
}

export interface VillagePerson extends Villager {
  userId: string;
}

export interface VillageProgress {
  /** Households: the first members; second ones are not counted. */
  planned: number;
  joined: number;
  /** Conversations under way. */
  joining: number;
  blocked: number;
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

interface Resident {
  person: VillagePerson;
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
  let startedAtMs = 0;
  let lastStartAtMs = 0;
  let stopping: AbortController | null = null;
  let running: Promise<void> = Promise.resolve();

  for (const villager of planVillagers(seed, options.groups)) {
    const { id: userId } = telegram.createUser({
      name: villager.name,
      language: villager.language,
      tag: `village:${villager.key}`,
    });
    const person: VillagePerson = { ...villager, userId };
    const resident: Resident = { person, standing: 'outside', settled: false, blocked: false, move: null };
    residents.set(userId, resident);
    byKey.set(villager.key, resident);
    refresh(resident);
  }
  const queue = shuffled(seededRandom(seed), [...residents.values()]);

  function refresh(resident: Resident): void {
    const chat = bot.chat(resident.person.userId);
    if (chat === null) return;
    resident.standing = standingOf(chat);
    resident.settled = isSettled(chat);
    resident.blocked = chat.blocked;
    resident.move = nextMove(resident.person, chat, seed, pace);
  }

  function codeFor(person: VillagePerson): string | null {
    if (person.invitedBy === null) return person.group.joinCode;
    const inviter = byKey.get(person.invitedBy);
    const chat = inviter === undefined ? null : bot.chat(inviter.person.userId);
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
      bot.act(resident.person.userId, { kind: 'text', text: `/start ${code}` });
      refresh(resident);
      lastStartAtMs = nowMs;
      return;
    }
  }

  function waitedMs(move: Move, nowMs: number): number {
    return move.kind === 'retry' ? nowMs - (move.dueAtMs - pace.patienceMs) : 0;
  }

  function isDue(move: Move, nowMs: number): boolean {
    if (move.dueAtMs > nowMs) return false;
    // Nobody asks again while the bot is away or has only just come back.
    return move.kind === 'answer' || (bot.pendingUpdates() === 0 && nowMs - startedAtMs > pace.patienceMs);
  }

  function tick(): void {
    for (const userId of changed) {
      const resident = residents.get(userId);
      if (resident !== undefined) refresh(resident);
    }
    changed.clear();
    const nowMs = clock.now().getTime();
    let moved = 0;
    for (const resident of queue) {
      const { move } = resident;
      if (move === null || !isDue(move, nowMs)) continue;
      const result = bot.act(resident.person.userId, move.action);
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
    const stopListening = bot.onChange(({ chatId }) => changed.add(chatId));
    startedAtMs = clock.now().getTime();
    linkOfficer();
    for (const userId of residents.keys()) changed.add(userId);
    while (!signal.aborted) {
      tick();
      await clock.sleep(TICK_MS, signal);
    }
    stopListening();
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
      const firsts = [...residents.values()].filter((resident) => resident.person.invitedBy === null);
      const joined = firsts.filter((resident) => resident.standing === 'joined');
      return {
        planned: firsts.length,
        joined: joined.length,
        joining: [...residents.values()].filter(isJoining).length,
        blocked: firsts.filter((resident) => resident.blocked).length,
        groups: options.groups.map((group) => ({
          name: group.name,
          joinCode: group.joinCode,
          planned: group.households,
          joined: joined.filter((resident) => resident.person.group === group).length,
        })),
      };
    },
    persons: () => [...residents.values()].map((resident) => resident.person),
    officer() {
      if (officerId === null) return null;
      return {
        userId: officerId,
        linked: (bot.chat(officerId)?.messages ?? []).some((message) => message.from === 'bot'),
      };
    },
  };
}

function isJoining(resident: Resident): boolean {
  return resident.standing !== 'outside' && !resident.settled;
}
