import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkText, fillIn, openFindings, overall, placeholders } from '../../../src/alerts/text-checks.ts';

const OWN = ['0262 3812 345'];
const found = (text: string, language: 'vi' | 'en' = 'vi') =>
  checkText(language, text.normalize('NFC'), OWN).map(({ code, found: what }) => [code, what]);

describe('a phone number', () => {
  it.each([
    '0905123456',
    '0905 123 456',
    '090.512.3456',
    '0905-123-456',
    '+84905123456',
    '84 905 123 456',
    '+84 (905) 123 456',
    '0388123456',
    '0262 3811 222',
    '02573 811 222',
    '0241234567',
    '01234567890',
    '0168 1234567',
    '1900 1234',
    '18001091',
    '1900 545 426',
  ])('%s is found', (phone) => {
    expect(found(`Gọi ${phone} ngay.`)).toEqual([['phone_number', phone]]);
  });

  it.each([
    '113, 114 và 115',
    '0262 3812 345',
    '02623812345',
    '+84 262 3812 345',
    '5.000.000 đồng',
    '45.000.000đ',
    '21 giờ 30',
    '26/11/2026',
    '20:14, 26/11/2026',
    'BMT-2026-0147',
    '12 nhà ở hẻm 12',
    'công điện số 1234/CĐ',
    'Wave 47B1-23456',
  ])('is not: %s', (text) => {
    expect(found(`Bà con chú ý: ${text}.`)).toEqual([]);
  });
});

describe('an identity number', () => {
  it.each(['066201001234', '066 201 001 234', '001099012345', '241234567', '241 234 567'])(
    '%s is found',
    (id) => {
      expect(found(`Số ${id}, bà con.`)).toEqual([['id_number', id]]);
    },
  );

  it.each(['097201001234', '000201001234', '24123456', '100.000.000', '2412345678'])('%s is none', (id) => {
    expect(found(`Số ${id}, bà con.`)).toEqual([]);
  });
});

describe('a link', () => {
  it.each([
    ['https://congan.daklak.gov.vn/tin/12.', 'link', 'https://congan.daklak.gov.vn/tin/12'],
    ['daklak.gov.vn', 'link', 'daklak.gov.vn'],
    ['www.facebook.com/ca.bmt', 'link', 'www.facebook.com/ca.bmt'],
    ['https://bit.ly/3xYz', 'unsafe_link', 'https://bit.ly/3xYz'],
    ['tinyurl.com/abc', 'unsafe_link', 'tinyurl.com/abc'],
    ['http://vneid-capnhat.com/VNeID.apk', 'unsafe_link', 'http://vneid-capnhat.com/VNeID.apk'],
    ['zalo.me/0905123456', 'link', 'zalo.me/0905123456'],
  ])('%s', (text, code, link) => {
    expect(found(`Xem tại ${text} nhé`)).toEqual([[code, link]]);
  });

  it.each(['Hết mưa.Bà con về nhà', 'lúc 20.30', 'TP.HCM', 'mail@daklak.gov.vn', 'v.v...'])(
    'is none: %s',
    (text) => {
      expect(found(`Tin: ${text}`)).toEqual([]);
    },
  );
});

describe('the wording', () => {
  it.each([
    ['Báo chốt ở ngã ba', 'Báo chốt'],
    ['tối nay né chốt', 'né chốt'],
    ['có chốt nồng độ cồn', 'có chốt'],
    ['chốt CSGT đầu cầu', 'chốt CSGT'],
    ['CSGT đang đứng ở cầu', 'CSGT đang đứng'],
    ['Canh sat giao thong ban toc do', 'Canh sat giao thong ban toc do'],
  ])('%s tells where a checkpoint is', (text, what) => {
    expect(found(text)).toEqual([['checkpoint_wording', what]]);
  });

  it.each(['Chốt cửa cẩn thận', 'người trực hai đầu cầu', 'then chốt', 'Có người đứng ở cầu'])(
    '%s does not',
    (text) => {
      expect(found(text)).toEqual([]);
    },
  );

  it('in capitals throughout is told of, a first line in capitals is not', () => {
    const shouted = 'TẤT CẢ BÀ CON KHẨN TRƯƠNG LÊN NHÀ VĂN HÓA THÔN NGAY TRONG CHIỀU NAY';
    expect(found(shouted)).toEqual([['all_caps', null]]);
    expect(found(`RA NGOÀI NGAY: ${shouted.toLowerCase()}`)).toEqual([]);
    expect(found('CHÁY Ở CHỢ')).toEqual([]);
  });
});

describe('a template', () => {
  it('names what is to be filled in, where it stands, and is filled in by name', () => {
    const text = 'Cháy ở [đường], tổ [ số ]. Gọi [đường].';
    expect(placeholders(text).map(({ name }) => name)).toEqual(['đường', 'số', 'đường']);
    expect(checkText('vi', text, OWN).map(({ code, place }) => [code, place?.start, place?.end])).toEqual([
      ['placeholder_left', 7, 14],
      ['placeholder_left', 19, 25],
      ['placeholder_left', 31, 38],
    ]);
    const filled = fillIn(text, { đường: 'Lê Duẩn', số: '3' });
    expect(filled).toBe('Cháy ở Lê Duẩn, tổ 3. Gọi Lê Duẩn.');
    expect(found(filled)).toEqual([]);
    expect(fillIn(text, { số: ' ' })).toBe(text);
  });
});

it('a text without a letter is none', () => {
  expect(found('')).toEqual([['text_empty', null]]);
  expect(found('113 !!!')).toEqual([['text_empty', null]]);
});

it('whatever is written, each finding shows what stands at its place', () => {
  const word = fc.constantFrom(
    'cháy ',
    '0905123456 ',
    '066201001234 ',
    'https://a.vn/b ',
    '[tên] ',
    'né chốt ',
    'Ạ̀ ',
    '🔥 ',
    '. ',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(word, fc.string({ maxLength: 8 })), { maxLength: 12 }), (words) => {
      const text = words.join('').normalize('NFC');
      for (const finding of checkText('en', text, OWN)) {
        if (finding.place === null || finding.found === null) continue;
        const { start, end } = finding.place;
        expect(end).toBeGreaterThan(start);
        expect(text.slice(start, end)).toBe(finding.found);
      }
    }),
  );
});

describe('what holds an alert back', () => {
  const findings = [overall('id_number'), overall('link'), overall('sent_recently'), overall('all_caps')];
  it.each([
    [[], ['id_number', 'link', 'sent_recently']],
    [['link'], ['id_number', 'sent_recently']],
    [['link', 'sent_recently', 'id_number'], ['id_number']],
    ['all', ['id_number']],
  ] as const)('with %j confirmed', (confirmed, open) => {
    expect(openFindings(findings, confirmed).map(({ code }) => code)).toEqual(open);
  });
});
