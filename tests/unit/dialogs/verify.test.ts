import { describe, expect, it } from 'vitest';
import { readAlertNumber, type VerifyResult } from '../../../src/alerts/verify-alert.ts';
import { readVerification } from '../../../src/dialogs/verify.ts';
import { MEMBER, STRANGER, talk } from './talk.ts';

describe('whether an alert is real is asked by', () => {
  it.each([
    ['kiểm tra BMT-2026-0147 K3P9', 'BMT-2026-0147', 'K3P9'],
    ['Kiểm tra: BMT-2026-0147, mã K3P9', 'BMT-2026-0147', 'K3P9'],
    ['kiem tra tin so bmt-2026-147 k3p9', 'bmt-2026-147', 'k3p9'],
    ['kiểm tra tin BMT-2026-0147 mã kiểm tra K3P9?', 'BMT-2026-0147', 'K3P9'],
    ['check BMT-2026-0147 code K3P9', 'BMT-2026-0147', 'K3P9'],
    ['BMT-2026-0147 K3P9', 'BMT-2026-0147', 'K3P9'],
    ['bmt-2026-147', 'bmt-2026-147', null],
    ['BMT-2026-0147', 'BMT-2026-0147', null],
    ['kiểm tra k3p9', null, 'k3p9'],
    ['K3P9', null, 'K3P9'],
  ])('%s', (text, number, code) => {
    expect(readVerification(text, true)).toEqual({ kind: 'verify_alert', number, code });
  });

  it.each([
    'an toàn',
    'kiểm tra giúp tôi cái cửa',
    'k3p9',
    'CHÁY',
    'HELP',
    '2026',
    'BMT-2026-0147 có thật không vậy',
    'nhà tôi số 12-2026-3 ạ',
  ])('no text like: %s', (text) => {
    expect(readVerification(text, true)).toBeNull();
  });

  it('a stranger with a number, not with a code of four signs', () => {
    expect(readVerification('K3P9', false)).toBeNull();
    expect(readVerification('BMT-2026-0147 K3P9', false)).not.toBeNull();
  });
});

it.each([
  ['bmt-2026-147', 'BMT-2026-0147'],
  ['BMT – 2026 – 0147', 'BMT-2026-0147'],
  ['BMT.2026.00147', 'BMT-2026-0147'],
  ['BMT-2026-10000', 'BMT-2026-10000'],
  ['BMT-26-1', null],
  ['2026-0147', null],
])('the number %s is read as %s', (typed, number) => {
  expect(readAlertNumber(typed)).toBe(number);
});

it('the answer says plainly what is true, and leaves the conversation where it is', () => {
  const asked = { kind: 'verify_alert' as const, number: 'BMT-2026-0147', code: 'K3P9' };
  const genuine = {
    kind: 'genuine' as const,
    number: 'BMT-2026-0147',
    category: 'theft' as const,
    state: 'active' as const,
    unitName: 'Công an phường Buôn Ma Thuột',
    dutyPhone: '0262 3812 345',
    sentAt: new Date('2026-11-26T03:00:00Z'),
    closedAt: null,
    expiresAt: new Date('2026-11-29T03:00:00Z'),
  };
  const say = (result: Parameters<typeof outcome>[0]) =>
    talk(MEMBER, [{ text: 'BMT-2026-0147 K3P9', commands: [asked], says: [] }, outcome(result)]).seen;
  expect(say({ ...genuine, drill: false })).toMatch(/TIN THẬT[\s\S]*Công an phường Buôn Ma Thuột/);
  expect(say({ ...genuine, drill: true })).toContain('DIỄN TẬP');
  expect(say({ kind: 'wrong_code', number: 'BMT-2026-0147' })).toContain('KHÔNG phải của Công an');
  expect(say({ kind: 'unknown_number', number: 'X' })).toContain('KHÔNG CÓ TIN NÀO');
  const stranger = talk(STRANGER, [{ text: 'kiểm tra BMT-2026-0147 K3P9', commands: [asked], says: [] }]);
  expect(stranger.state.dialog.kind).toBe('idle');
});

function outcome(result: VerifyResult) {
  return { outcome: { kind: 'verified' as const, result } };
}
