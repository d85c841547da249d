import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Entry, parse } from '@fluent/syntax';
import { describe, expect, it } from 'vitest';
import { laneClassSchema, laneStateSchema } from '../../src/contracts/channels.ts';
import { PROBLEMS } from '../../src/contracts/problems.ts';
import { answerStateSchema } from '../../src/contracts/replies.ts';
import { simulatorErrorSchema } from '../../src/contracts/simulator.ts';
import { staffMemberSchema } from '../../src/contracts/staff.ts';
import { webhookDeliverySchema } from '../../src/contracts/webhooks.ts';
import { ACTIONS } from '../../src/staff/rights.ts';
import { STAFF_ROLES } from '../../src/staff/staff.ts';

const CONSOLE = fileURLToPath(new URL('../../src/console/', import.meta.url));

interface Message {
  key: string;
  /** Names of its `{ $arguments }`, sorted. */
  args: string[];
}

function messagesOf(language: 'vi' | 'en'): Message[] {
  const text = readFileSync(join(CONSOLE, 'locales', `${language}.ftl`), 'utf8');
  const entries: Entry[] = parse(text, { withSpans: true }).body.map((entry) => {
    if (entry.type === 'Junk') throw new Error(`${language}.ftl: not understood: ${entry.content}`);
    return entry;
  });
  return entries.flatMap((entry) => {
    if (entry.type !== 'Message') return [];
    const source = text.slice(entry.span?.start, entry.span?.end);
    const args = [...source.matchAll(/\$(\w+)/g)].map(([, name]) => name ?? '');
    return [{ key: entry.id.name, args: [...new Set(args)].sort() }];
  });
}

const sources = readdirSync(CONSOLE, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => readFileSync(join(CONSOLE, path), 'utf8'))
  .join('\n');

describe('words of the console', () => {
  const vi = messagesOf('vi');
  const keys = vi.map(({ key }) => key);

  it('are the same keys with the same arguments in both languages', () => {
    expect(messagesOf('en')).toEqual(vi);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('exist for every key that the pages name', () => {
    const calls = [...sources.matchAll(/\bt\(([^()`]*)/g)].map(([, args]) => args ?? '');
    const named = calls.flatMap((args) =>
      [...args.matchAll(/(?<![=!]== )'([a-z][\w-]*)'/g)].map(([, key]) => key ?? ''),
    );
    expect(named.length).toBeGreaterThan(50);
    expect(named.filter((key) => !keys.includes(key))).toEqual([]);
  });

  it.each([
    ['problem-', Object.keys(PROBLEMS)],
    ['problem-', simulatorErrorSchema.shape.error.options],
    ['action-', ACTIONS],
    ['role-', STAFF_ROLES],
    ['role-means-', STAFF_ROLES],
    ['staff-state-', staffMemberSchema.shape.state.options],
    ['lane-', laneStateSchema.options],
    ['lane-class-', laneClassSchema.options],
    ['channels-test-', answerStateSchema.options],
    ['webhooks-kind-', webhookDeliverySchema.shape.kind.options],
    ['webhooks-delivery-', webhookDeliverySchema.shape.state.options],
    ['webhooks-reason-', webhookDeliverySchema.shape.reason.unwrap().options],
  ])('exist for everything that a contract can say: %s', (prefix, values) => {
    expect(values.filter((value) => !keys.includes(`${prefix}${value}`))).toEqual([]);
  });

  it('are all used', () => {
    const families = [...sources.matchAll(/`([a-z-]+-)\$\{/g)].map(([, prefix]) => prefix ?? '');
    const unused = keys.filter(
      (key) => !sources.includes(`'${key}'`) && !families.some((prefix) => key.startsWith(prefix)),
    );
    expect(unused).toEqual([]);
  });
});
