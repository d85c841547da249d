import { describe, expect, it } from 'vitest';
import { REPLY_CODES, type ReplyCode } from '../../../src/alerts/alert.ts';
import {
  asksForHelp,
  householdStanding,
  replyPayload,
  type Standing,
  standingOf,
} from '../../../src/replies/reply.ts';

describe('the standing of a household', () => {
  it.each<[ReplyCode[], Standing]>([
    [[], 'silent'],
    [['ACK'], 'read'],
    [['TIP', 'SAFE'], 'safe'],
    [['SAFE', 'SAFE', 'HELP'], 'help'],
    [['STUCK', 'MOVED'], 'help'],
    [['NO', 'LATER'], 'read'],
  ])('%j is %s', (codes, standing) => {
    expect(householdStanding(codes)).toBe(standing);
    expect(householdStanding([...codes].reverse())).toBe(standing);
  });

  it('asks for a person at once exactly where somebody asks for help', () => {
    expect(REPLY_CODES.filter(asksForHelp)).toEqual(['HELP', 'STUCK']);
    expect(REPLY_CODES.filter((code) => standingOf(code) === 'silent')).toEqual([]);
  });

  it('fits every code into what a button carries back', () => {
    const longest = Math.max(
      ...REPLY_CODES.map((code) => Buffer.byteLength(replyPayload('ABCDEF-2026-123456', code))),
    );
    expect(longest).toBeLessThanOrEqual(64);
  });
});
