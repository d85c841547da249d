import { describe, expect, it } from 'vitest';
import { newTemplateSchema } from '../../../src/tools/zalo-terms.ts';

const TYPED = {
  id: '300001',
  name: 'Cảnh báo khẩn',
  price: '200',
  parameters: 'noi_dung=text:200, so=number:30',
};

describe('a template as it is typed', () => {
  it('is for urgent alerts, and not used before it is approved', () => {
    expect(newTemplateSchema.parse({ ...TYPED, name: TYPED.name.normalize('NFD') })).toEqual({
      externalId: '300001',
      name: 'Cảnh báo khẩn',
      tag: 'transaction',
      parameters: [
        { name: 'noi_dung', fact: 'text', maxLength: 200 },
        { name: 'so', fact: 'number', maxLength: 30 },
      ],
      priceDong: 200,
      severities: ['critical', 'urgent'],
      kinds: ['initial', 'update'],
      approvedAt: null,
    });
  });

  it('takes what is said of it', () => {
    const said = {
      tag: 'promotion',
      severities: 'info',
      kinds: 'closure,correction',
      approved: '2026-11-20',
    };
    expect(newTemplateSchema.parse({ ...TYPED, ...said })).toMatchObject({
      tag: 'promotion',
      severities: ['info'],
      kinds: ['closure', 'correction'],
      approvedAt: new Date('2026-11-19T17:00:00Z'),
    });
  });

  it.each([
    ['id', 'x1'],
    ['id', undefined],
    ['name', ' '],
    ['price', '-1'],
    ['price', '2e5'],
    ['parameters', 'noi_dung'],
    ['parameters', 'noi_dung=household:20'],
    ['parameters', 'noi_dung=text:0'],
    ['parameters', ''],
    ['tag', 'otp'],
    ['severities', 'deadly'],
    ['kinds', ''],
    ['approved', '20/11/2026'],
  ])('refuses --%s %s', (field, value) => {
    const parsed = newTemplateSchema.safeParse({ ...TYPED, [field]: value });
    expect(parsed.success).toBe(false);
    expect(parsed.error?.issues[0]?.path[0]).toBe(field);
  });
});
