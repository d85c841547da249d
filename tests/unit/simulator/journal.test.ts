import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeTelegram, type FakeTelegram } from '../../../src/simulator/telegram/fake-telegram.ts';
import { createTestClock } from './support.ts';

const TOKEN = '100001:secret-of-the-bot';
let folder = '';
let file = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'simulator-'));
  file = join(folder, 'telegram.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function open(): FakeTelegram {
  return createFakeTelegram({ clock: createTestClock(), journalFile: file });
}

function register(telegram: FakeTelegram) {
  return telegram.registerBot({ token: TOKEN, username: 'TestBot' });
}

/** Two people: one wrote and pressed nothing, one wrote and blocked. */
async function firstLife(): Promise<{ lan: string; tuan: string }> {
  const telegram = open();
  const bot = register(telegram);
  const lan = telegram.createUser({ name: "H'Lan Êban", tag: 'village:h1' }).id;
  const tuan = telegram.createUser({ name: 'Y Tuấn' }).id;
  bot.act(lan, { kind: 'text', text: '/start ABC234' });
  bot.act(tuan, { kind: 'place', latitude: 12.5, longitude: 108 });
  bot.act(tuan, { kind: 'block' });
  await telegram.close();
  return { lan, tuan };
}

describe('journal', () => {
  it('brings everything back', async () => {
    const { lan, tuan } = await firstLife();
    const telegram = open();
    const bot = register(telegram);
    expect(telegram.users().map((user) => user.name)).toEqual(["H'Lan Êban", 'Y Tuấn']);
    expect(telegram.createUser({ name: 'somebody else', tag: 'village:h1' }).id).toBe(lan);
    expect(bot.chat(lan)?.messages.map((message) => message.sentText)).toEqual(['/start ABC234']);
    expect(bot.chat(tuan)).toMatchObject({ blocked: true, blocks: 1 });
    expect(bot.pendingUpdates()).toBe(3);
    await telegram.close();
  });

  it('hands out no id twice', async () => {
    const { lan, tuan } = await firstLife();
    const telegram = open();
    const bot = register(telegram);
    const mai = telegram.createUser({ name: 'Mai' }).id;
    bot.act(mai, { kind: 'text', text: 'xin chào' });
    const ids = [lan, tuan, mai].flatMap((id) => bot.chat(id)?.messages.map((message) => message.id) ?? []);
    expect(new Set([lan, tuan, mai]).size).toBe(3);
    expect(new Set(ids).size).toBe(3);
    await telegram.close();
  });

  it('cuts off a torn last line and goes on after it', async () => {
    const { lan } = await firstLife();
    appendFileSync(file, '{"e":"said","bot":"100001","us');
    const second = open();
    const bot = register(second);
    expect(bot.pendingUpdates()).toBe(3);
    bot.act(lan, { kind: 'text', text: 'còn đây' });
    await second.close();

    const third = open();
    expect(register(third).chat(lan)?.messages.at(-1)?.sentText).toBe('còn đây');
    await third.close();
  });

  it('refuses a damaged line in the middle, naming the line and not its content', async () => {
    await firstLife();
    const lines = readFileSync(file, 'utf8').split('\n');
    writeFileSync(file, [lines[0], '{"e":"said","text":"bí mật"}', ...lines.slice(2)].join('\n'));
    expect(open).toThrow(/^The simulator's journal is damaged at line 2$/);
  });

  it('never holds a token', async () => {
    await firstLife();
    expect(readFileSync(file, 'utf8')).not.toContain('secret-of-the-bot');
  });
});
