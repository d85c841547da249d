import { houseDescription, personName } from './names.ts';
import { randomFrom, seededRandom, shuffled } from './random.ts';

export interface VillageGroup {
  name: string;
  joinCode: string;
  /** How many households join it. */
  households: number;
}

/** How a household takes alerts. */
export type Temper =
  /** Says SAFE or ACK. */
  | 'prompt'
  /** Says ACK and no more. */
  | 'reader'
  /** Presses HELP, then writes a few words. */
  | 'needs_help'
  /** Answers with words, a photo or a place. */
  | 'talker'
  | 'silent'
  /** Blocks the bot some time after joining. */
  | 'blocker';

export interface Villager {
  /** Stable across runs: `h12`, and `h12b` for a second member. */
  key: string;
  name: string;
  house: string;
  group: VillageGroup;
  language: 'vi' | 'en';
  temper: Temper;
  /** Key of the member whose invite code this one joins with; null joins with the group's code. */
  invitedBy: string | null;
}

/** Shares of households; who is left is `prompt`. */
const SHARES: readonly (readonly [Temper, number])[] = [
  ['reader', 0.15],
  ['needs_help', 0.02],
  ['talker', 0.03],
  ['silent', 0.14],
  ['blocker', 0.03],
];
/** Half of the people have Zalo only, some have both, the rest Telegram only. */
const SHARE_OF_ZALO_ALONE = 0.5;
const SHARE_OF_BOTH = 0.15;
const SHARE_OF_SECOND_MEMBERS = 0.04;
const SHARE_OF_ENGLISH = 0.03;

/** The people of a village: the same seed and groups give the same people. */
export function planVillagers(seed: number, groups: readonly VillageGroup[]): Villager[] {
  const total = groups.reduce((sum, group) => sum + group.households, 0);
  const tempers = shuffled(seededRandom(seed), tempersFor(total));
  const villagers: Villager[] = [];
  let number = 0;
  for (const group of groups) {
    for (let i = 0; i < group.households; i++) {
      const temper = tempers[number] ?? 'prompt';
      number += 1;
      const first = planMember(seed, `h${number}`, number, group, temper);
      villagers.push(first);
      const hasSecond = randomFrom(seed, 'second', first.key)() < SHARE_OF_SECOND_MEMBERS;
      if (!hasSecond || temper === 'blocker') continue;
      // A second member stays silent, so that the shares of households hold.
      const second = planMember(seed, `${first.key}b`, number, group, 'silent');
      villagers.push({ ...second, house: first.house, invitedBy: first.key });
    }
  }
  return villagers;
}

function tempersFor(total: number): Temper[] {
  const tempers = SHARES.flatMap(([temper, share]) =>
    Array.from({ length: Math.round(total * share) }, () => temper),
  );
  const rest = Array.from({ length: Math.max(0, total - tempers.length) }, (): Temper => 'prompt');
  return [...tempers, ...rest];
}

function planMember(
  seed: number,
  key: string,
  number: number,
  group: VillageGroup,
  temper: Temper,
): Villager {
  const random = randomFrom(seed, 'person', key);
  const name = personName(random);
  const house = houseDescription(random, number);
  const language = random() < SHARE_OF_ENGLISH ? 'en' : 'vi';
  return { key, name, house, group, language, temper, invitedBy: null };
}

/** On which networks a villager is, where the village lives on two. `both`: joins on Telegram and links Zalo. */
export function homeOf(seed: number, key: string): 'telegram' | 'zalo' | 'both' {
  const share = randomFrom(seed, 'network', key)();
  if (share < SHARE_OF_ZALO_ALONE) return 'zalo';
  return share < SHARE_OF_ZALO_ALONE + SHARE_OF_BOTH ? 'both' : 'telegram';
}
