import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/shared/clock.ts';
import type { Pace } from '../../../src/simulator/households/moves.ts';
import { createVillage, type Village } from '../../../src/simulator/households/village.ts';
import { createFakeTelegram, type FakeTelegram } from '../../../src/simulator/telegram/fake-telegram.ts';
import { waitFor } from '../../support/wait-for.ts';
import { createMiniBot, type MiniBot, pressesOf, UNLIMITED } from './mini-bot.ts';

const TOKEN = '100001:test-token';
const GROUPS = [
  { name: 'Buôn A', joinCode: 'AAAAAA', households: 12 },
  { name: 'Tổ 3', joinCode: 'BBBBBB', households: 38 },
];
const HASTY: Partial<Pace> = {
  startEveryMs: 0,
  thinkMs: [0, 5],
  reactMs: [0, 200],
  wordsMs: [0, 5],
  blockMs: [0, 5],
};
const PATIENT = { timeoutMs: 50_000 };

interface Life {
  telegram: FakeTelegram;
  village: Village;
  miniBot: MiniBot;
  end(): Promise<void>;
}

let folder = '';
let life: Life | null = null;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'village-'));
});
afterEach(async () => {
  await life?.end();
  life = null;
  rmSync(folder, { recursive: true, force: true });
});

async function live(pace: Partial<Pace> = HASTY): Promise<Life> {
  const journalFile = join(folder, 'telegram.jsonl');
  const telegram = createFakeTelegram({ clock: systemClock, journalFile, budgets: UNLIMITED });
  const bot = telegram.registerBot({ token: TOKEN, username: 'TestBot' });
  const officer = { name: 'Trực ban', linkCode: 'ZZZZZZZZ' };
  const village = createVillage({
    telegram,
    bot,
    clock: systemClock,
    seed: 7,
    groups: GROUPS,
    pace,
    officer,
  });
  const { apiRoot } = await telegram.listen(0);
  const miniBot = createMiniBot(apiRoot, TOKEN);
  village.start();
  const end = async () => {
    await village.stop();
    await miniBot.stop();
    await telegram.close();
  };
  return { telegram, village, miniBot, end };
}

describe('village', () => {
  it('joins through the conversation, then answers an alert once, a restart in between', async () => {
    life = await live();
    const { village, miniBot } = life;
    const everyone = village.persons();
    await waitFor(() => miniBot.joined.length === everyone.length, { ...PATIENT, what: 'everyone joined' });
    await waitFor(() => village.progress().joined === 50, PATIENT);
    expect(village.progress().groups.map((group) => group.joined)).toEqual([12, 38]);
    for (const person of everyone) {
      const form = miniBot.joined.find((candidate) => String(candidate.id) === person.userId);
      const expected =
        person.invitedBy === null
          ? { name: person.name, house: person.house }
          : { name: person.name, house: '' };
      expect(form).toMatchObject(expected);
      expect(form?.code === person.group.joinCode).toBe(person.invitedBy === null);
    }
    await waitFor(() => village.officer()?.linked === true);
    await waitFor(() => village.progress().blocked === 2, { ...PATIENT, what: 'who blocks has blocked' });

    await miniBot.alert('BMT-2026-0001');
    await waitFor(() => miniBot.answers.length >= 10, { ...PATIENT, what: 'ten answers' });
    await life.end();

    life = await live();
    const expected = village
      .persons()
      .filter((person) => ['prompt', 'reader', 'needs_help'].includes(person.temper));
    const presses = () => pressesOf(life?.telegram ?? fail(), '100001', 'a:BMT-2026-0001:');
    await waitFor(() => presses().length === expected.length, { ...PATIENT, what: 'every answer' });
    expect(presses().filter((payload) => payload.endsWith(':HELP'))).toHaveLength(1);
    const helper = expected.find((person) => person.temper === 'needs_help');
    // The bot may have answered them already.
    const words = () => {
      const messages = life?.telegram.bot('100001')?.chat(helper?.userId ?? '')?.messages ?? [];
      const alertAt = messages.findIndex(({ pressed }) => pressed?.endsWith(':HELP'));
      return alertAt >= 0 && messages.slice(alertAt).some(({ from }) => from === 'person');
    };
    await waitFor(words, { what: 'words after the press' });
  });

  it('waits while no bot is there', async () => {
    life = await live();
    await life.miniBot.stop();
    await waitFor(() => (life?.village.progress().joining ?? 0) > 8, PATIENT);
    expect(life.village.progress().joined).toBe(0);
    const written = life.telegram
      .users()
      .map((user) => life?.telegram.bot('100001')?.chat(user.id)?.messages.length ?? 0);
    expect(Math.max(...written)).toBe(1);
  });
});

function fail(): never {
  throw new Error('no village');
}
