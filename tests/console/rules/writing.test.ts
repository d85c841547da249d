import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  carryPlaces,
  confirmedCodes,
  keyed,
  markedParts,
  openFindings,
} from '../../../src/console/features/alert-parts/findings.ts';
import { forecastLines } from '../../../src/console/features/alert-parts/forecast-words.ts';
import { chosenOf, searchedKinds, withGroups } from '../../../src/console/features/compose/area-selection.ts';
import {
  beginDraft,
  contentOf,
  type Draft,
  fieldsOf,
  shownText,
  valuesOf,
  withText,
  withValue,
} from '../../../src/console/features/compose/draft.ts';
import { fillIn, variablesOf } from '../../../src/console/features/compose/placeholders.ts';
import { readinessOf } from '../../../src/console/features/compose/readiness.ts';
import { storedDrafts } from '../../../src/console/features/compose/stored-drafts.ts';
import { searchTemplates } from '../../../src/console/features/compose/template-search.ts';
import { fromFieldTime, toFieldTime } from '../../../src/console/features/compose/vietnam-time.ts';
import { compareDrills } from '../../../src/console/features/drills/compare-drills.ts';
import { createFormats } from '../../../src/console/ui/formats.ts';
import { createTranslate } from '../../../src/console/ui/texts.ts';
import type { Finding } from '../../../src/contracts/alerts.ts';
import { unreachableReasonSchema } from '../../../src/contracts/forecast.ts';
import { CATEGORIES, forecastOf, STAFF_ID, TEMPLATES, TREE, uuid } from '../support/alert-fixtures.ts';

const FIRE = { code: 'fire_explosion', severity: 'critical' } as const;

function draftOf(vi: string, en: string | null = null): Draft {
  return beginDraft(FIRE, { template: { texts: { vi, en } }, drill: false });
}

describe('the blanks of a template', () => {
  it('are named once each, in the order in which they come', () => {
    expect(variablesOf('Ở [đường] lúc [giờ], [ đường ] và []')).toEqual(['đường', 'giờ', '']);
  });

  it.each<[string, Record<string, string>, string]>([
    ['Ở [đường] lúc [giờ].', { đường: 'Y Jút' }, 'Ở Y Jút lúc [giờ].'],
    ['[giờ] và [giờ]', { giờ: ' 20 giờ ' }, '20 giờ và 20 giờ'],
    ['[giờ]', { giờ: '  ' }, '[giờ]'],
    ['[toString]', {}, '[toString]'],
    // A bracket in a value would be a blank of its own.
    ['Ở [đường]', { đường: '[hẻm] 12' }, 'Ở hẻm 12'],
    ['Giá [số]', { số: '$& 5' }, 'Giá $& 5'],
  ])('%j filled in', (text, values, filled) => expect(fillIn(text, values)).toBe(filled));

  it('in English take what was filled in beside them, until they have a value of their own', () => {
    const draft = withValue(draftOf('[nơi] [giờ]', '[place] at [time]'), 'vi', 'nơi', 'Buôn Alê A');
    expect(valuesOf(draft, 'en')).toEqual({ place: 'Buôn Alê A', time: '' });
    expect(shownText(withValue(draft, 'en', 'place', 'the market'), 'en')).toBe('the market at [time]');
    expect(valuesOf(withValue(draftOf('[nơi]', '[a] [b]'), 'vi', 'nơi', 'X'), 'en')).toEqual({});
  });

  it('become text when the officer changes the text; the rest stay blanks', () => {
    const filled = withValue(
      draftOf('Cháy ở [đường] lúc [giờ].', 'Fire at [street], [time].'),
      'vi',
      'đường',
      'Y Jút',
    );
    const changed = withText(filled, 'vi', 'Cháy lớn ở Y Jút lúc [giờ].');
    expect(fieldsOf(changed, 'vi')).toEqual(['giờ']);
    expect(shownText(changed, 'en')).toBe('Fire at Y Jút, [time].');
  });

  it('what is sent is trimmed, NFC, and without an empty English text', () => {
    const { texts } = contentOf(withText(draftOf('  Cha\u0301y  ', '  '), 'vi', '  Cha\u0301y  '));
    expect(texts).toEqual({ vi: 'Cháy', en: null });
  });
});

const finding = (code: Finding['code'], change: Partial<Finding> = {}): Finding => ({
  code,
  severity: 'confirm',
  place: null,
  found: null,
  ...change,
});
const at = (start: number, end: number) => ({ place: { language: 'vi', start, end } }) as const;

describe('findings', () => {
  it('each is confirmed by itself; a code counts once all of it is', () => {
    const findings = keyed([
      finding('phone_number', { found: '0905', ...at(0, 4) }),
      finding('phone_number', { found: '0905', ...at(9, 13) }),
      finding('link', { found: 'a.vn', ...at(20, 24) }),
      finding('english_missing', { severity: 'note' }),
      finding('id_number', { severity: 'block' }),
    ]);
    const [first = '', second = ''] = findings.map(({ key }) => key);
    expect(first).not.toBe(second);
    expect(openFindings(findings, new Set([first])).map(({ code }) => code)).toEqual([
      'phone_number',
      'link',
      'id_number',
    ]);
    expect(confirmedCodes(findings, new Set([first]))).toEqual([]);
    expect(confirmedCodes(findings, new Set([first, second]))).toEqual(['phone_number']);
  });

  it('keep their place while the text around them changes, and lose it when they change themselves', () => {
    const text = fc.string({ minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(text, text, text, text, (before, found, after, typed) => {
        const vi = before + found + after;
        const [one] = carryPlaces(
          [finding('link', { found, ...at(before.length, before.length + found.length) })],
          { vi, en: null },
          { vi: `${typed}${vi}`, en: null },
        );
        const place = one?.place;
        if (place) expect(`${typed}${vi}`.slice(place.start, place.end)).toBe(found);
      }),
    );
    const carried = (shown: string) =>
      carryPlaces(
        [finding('phone_number', at(4, 8))],
        { vi: 'Gọi 0905 nhé', en: null },
        { vi: shown, en: null },
      )[0]?.place;
    expect(carried('Bà con gọi 0905 nhé')).toMatchObject({ start: 11, end: 15 });
    expect(carried('Xin: Gọi 0905 nhé')).toMatchObject({ start: 9, end: 13 });
    expect(carried('Gọi 0905 nhé bà con')).toMatchObject({ start: 4, end: 8 });
    expect(carried('Gọi 0907 nhé')).toBeNull();
  });

  it('are marked in the text, each letter of which stays', () => {
    const place = fc.tuple(fc.nat(20), fc.nat(20)).map(([start, end]) => finding('link', at(start, end)));
    fc.assert(
      fc.property(fc.string({ maxLength: 20 }), fc.array(place, { maxLength: 5 }), (text, findings) => {
        expect(
          markedParts(text, findings)
            .map((part) => part.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});

describe('what is left to do before sending', () => {
  const preview = {
    households: 3,
    reachable: 3,
    forecast: { secondsToLast: 1 },
    messages: [],
    approval: { kind: 'alone' as const },
    findings: [],
  };
  const ready = {
    groups: 1,
    answer: { kind: 'previewed' as const, preview },
    isCurrent: true,
    failed: false,
    open: 0,
  };
  it.each([
    [{}, 'ready'],
    [{ groups: 0 }, 'no_area'],
    [{ failed: true }, 'not_checked'],
    [{ isCurrent: false }, 'checking'],
    [{ answer: null }, 'checking'],
    [{ answer: { kind: 'empty_audience' as const } }, 'nobody'],
    [{ answer: { kind: 'text_too_long' as const, length: 9, limit: 8 } }, 'too_long'],
    [{ answer: { kind: 'forbidden' as const } }, 'forbidden'],
    [{ open: 2 }, 'open'],
  ])('%j: %s', (change, kind) => expect(readinessOf({ ...ready, ...change }).kind).toBe(kind));
});

describe('the area', () => {
  it('whole kinds are added and taken away; groups are found without marks and counted as people count', () => {
    expect(withGroups(['a', 'b'], ['b', 'c'], true)).toEqual(['a', 'b', 'c']);
    expect(withGroups(['a', 'b'], ['b', 'c'], false)).toEqual(['a']);
    expect([chosenOf(['a', 'b'], []), chosenOf(['a', 'b'], ['b']), chosenOf(['a'], ['a', 'b'])]).toEqual([
      'none',
      'some',
      'all',
    ]);
    expect(searchedKinds(TREE, 'to dan')[0]?.groups.map(({ name }) => name)).toEqual([
      'Tổ dân phố 2',
      'Tổ dân phố 7',
      'Tổ dân phố 10',
    ]);
  });
});

describe('templates', () => {
  const search = (typed: string) =>
    searchTemplates(CATEGORIES, TEMPLATES, typed, (code) => createTranslate('vi')(`category-${code}`));
  it('are found by words of theirs or of their category; the unit’s own come first', () => {
    expect(search('me viet').length).toBe(0);
    expect(search('hem dia chi').length).toBe(0);
    expect(search('chay').flatMap(({ templates }) => templates.map(({ id }) => id))).toEqual([
      'fire_explosion-1',
      'fire_explosion-2',
    ]);
    expect(search('trom')[0]?.templates.map(({ origin }) => origin)).toEqual(['unit', 'built_in']);
  });
});

describe('drafts', () => {
  it('of one person; what the browser kept is newer than what the service has', () => {
    const content = contentOf(draftOf('Ở dịch vụ'));
    const at = (minute: number) => `2026-11-26T01:0${minute}:00.000Z`;
    const service = (n: number, authorId: string) => ({
      draftId: uuid(n),
      number: null,
      content,
      authorId,
      savedAt: at(1),
      returned: null,
    });
    const kept = contentOf(draftOf('Trong trình duyệt'));
    const drafts = storedDrafts(
      [service(1, STAFF_ID), service(2, uuid(99)), service(3, STAFF_ID)],
      [
        { key: 'a', draftId: uuid(3), content: kept, savedAt: at(5) },
        { key: 'b', draftId: null, content: kept, savedAt: at(7) },
      ],
      STAFF_ID,
    );
    expect(drafts.map(({ draftId, localKey, content: { texts } }) => [draftId, localKey, texts.vi])).toEqual([
      [null, 'b', 'Trong trình duyệt'],
      [uuid(3), 'a', 'Trong trình duyệt'],
      [uuid(1), null, 'Ở dịch vụ'],
    ]);
  });
});

describe('times', () => {
  it('are Vietnam’s, whatever the machine’s are', () => {
    expect(toFieldTime('2026-11-26T18:30:00.000Z')).toBe('2026-11-27T01:30');
    expect(fromFieldTime('2026-11-27T01:30')).toBe('2026-11-26T18:30:00.000Z');
    expect([fromFieldTime(''), fromFieldTime('2026-11-27')]).toEqual([null, null]);
  });
});

describe('a forecast in words', () => {
  const lines = (forecast: Parameters<typeof forecastLines>[0]) =>
    forecastLines(forecast, createTranslate('vi'), createFormats('vi')).map(({ text }) => text);

  it('says when, by which channels, at what cost, and who is left out', () => {
    const forecast = {
      ...forecastOf({ households: 614, reachable: 596 }),
      paidMessages: 1_200,
      costDong: 66_000,
    };
    expect(lines(forecast)).toEqual([
      'Một nửa số hộ nhận sau khoảng 10 giây, hộ cuối cùng sau 20 giây.',
      'Qua Telegram: 418 hộ.',
      'Qua Zalo: 178 hộ.',
      '1.200 tin có phí, khoảng 66.000 đồng chưa thuế.',
      '4 hộ nhận muộn hơn, sớm nhất 06:00 27/11/2026.',
      '18 hộ chưa có ai nhận tin: cần sang nhà báo.',
    ]);
  });

  it('says which time it is for when that is not now', () => {
    const forecast = {
      ...forecastOf({ households: 614, reachable: 596 }),
      sendFrom: '2026-11-27T00:30:00.000Z',
    };
    expect(lines(forecast)[0]).toBe(
      'Tính theo giờ hẹn gửi, 07:30 27/11/2026; thời gian dưới đây kể từ lúc đó.',
    );
  });

  it('says why somebody gets nothing, in a sentence of its own for each reason', () => {
    const reasons = unreachableReasonSchema.options;
    for (const language of ['vi', 'en'] as const) {
      const forecast = {
        ...forecastOf({ households: 20, reachable: 8 }),
        unreachableBecause: reasons.map((reason) => ({ reason, households: 2 })),
      };
      const said = forecastLines(forecast, createTranslate(language), createFormats(language));
      const why = said.filter(({ key }) => key.startsWith('unreachable-')).map(({ text }) => text);
      expect(new Set(why).size).toBe(reasons.length);
      expect(why.filter((text) => text.startsWith('forecast-'))).toEqual([]);
    }
  });

  it('rounds up, and says so when only the end is known or nobody gets it', () => {
    expect(lines({ secondsToLast: 61 })).toEqual(['Hộ cuối cùng nhận sau khoảng 2 phút.']);
    expect(lines({ secondsToLast: null })).toEqual(['Không hộ nào nhận được.']);
  });
});

describe('a drill beside the one before', () => {
  const drill = {
    number: 'BMT-2026-0140',
    at: '2026-11-20T02:00:00.000Z',
    households: 400,
    reached: 360,
    answered: 200,
    medianAnswerMs: 185_000,
    slowestAnswerMs: null,
    deadContacts: 9,
  };
  const compare = (previous: typeof drill | null) =>
    compareDrills(drill, previous, { language: 'vi', t: createTranslate('vi') });

  it('compares shares, times and dead contacts; more reach is better, more time is worse', () => {
    const previous = {
      ...drill,
      households: 100,
      reached: 95,
      answered: 30,
      medianAnswerMs: 125_000,
      deadContacts: 9,
    };
    expect(compare(previous).map(({ key, change, verdict }) => [key, change, verdict])).toEqual([
      ['households', '+300', 'same'],
      ['reached', '−5 điểm %', 'worse'],
      ['answered', '+20 điểm %', 'better'],
      ['median', '+1 phút', 'worse'],
      ['slowest', '=', 'same'],
      ['dead', '=', 'same'],
    ]);
  });

  it('stands alone where there was none', () => {
    expect(
      new Set(compare(null).map(({ before, change, verdict }) => `${before} ${change} ${verdict}`)),
    ).toEqual(new Set(['– – same']));
  });
});
