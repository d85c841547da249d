import { JOIN_CODE_LENGTH, LINK_CODE_LENGTH, normaliseCode, STAFF_CODE_LENGTH } from '../areas/area.ts';
import { fold } from '../shared/fold.ts';
import { CODE_ALPHABET } from '../shared/ids.ts';

/** Words that work at any time. Officers have some more; nobody else's text is ever read as those. */
export type GlobalWord =
  | 'start'
  | 'menu'
  | 'help'
  | 'alerts'
  | 'household'
  | 'language'
  | 'stop'
  | 'resume'
  | 'erase'
  | 'link'
  | 'prefer'
  | 'cancel'
  | 'compose'
  | 'drill'
  | 'approvals'
  | 'status';

/** Commands without their slash, written together, are words too: not every platform has commands. */
const WORDS: Readonly<Record<GlobalWord, readonly string[]>> = {
  start: ['start', 'bắt đầu'],
  menu: ['menu', 'trình đơn'],
  help: ['trợ giúp', 'hướng dẫn', 'emergency numbers', 'trogiup'],
  alerts: ['tin mới', 'xem tin', 'cảnh báo mới', 'alerts', 'latest alerts', 'tinmoi'],
  household: ['nhà tôi', 'nhà của tôi', 'household', 'my household', 'nhatoi'],
  language: ['ngôn ngữ', 'đổi ngôn ngữ', 'language', 'ngonngu'],
  stop: ['dừng', 'dừng lại', 'dừng nhận tin', 'ngừng nhận tin', 'stop', 'unsubscribe'],
  resume: ['tiếp tục', 'nhận lại', 'nhận tin lại', 'resume', 'tieptuc'],
  erase: ['xóa tôi', 'xoá tôi', 'xóa dữ liệu', 'erase me', 'delete me', 'xoatoi'],
  link: ['liên kết', 'liên kết tài khoản', 'nối tài khoản', 'link', 'link account', 'lienket'],
  prefer: ['nơi nhận', 'nơi nhận tin', 'chọn nơi nhận', 'preferred app', 'noinhan'],
  cancel: ['hủy', 'huỷ', 'hủy bỏ', 'thoát', 'cancel'],
  compose: ['cảnh báo', 'soạn cảnh báo', 'canhbao'],
  drill: ['diễn tập', 'soạn diễn tập', 'dientap'],
  approvals: ['duyệt', 'chờ duyệt', 'tin chờ duyệt', 'duyet'],
  status: ['tình hình', 'tinhhinh'],
};

const COMMANDS: ReadonlyMap<string, GlobalWord> = new Map([
  ['start', 'start'],
  ['menu', 'menu'],
  ['help', 'help'],
  ['trogiup', 'help'],
  ['alerts', 'alerts'],
  ['tinmoi', 'alerts'],
  ['household', 'household'],
  ['nhatoi', 'household'],
  ['language', 'language'],
  ['ngonngu', 'language'],
  ['stop', 'stop'],
  ['dung', 'stop'],
  ['resume', 'resume'],
  ['tieptuc', 'resume'],
  ['erase', 'erase'],
  ['xoatoi', 'erase'],
  ['link', 'link'],
  ['lienket', 'link'],
  ['noinhan', 'prefer'],
  ['cancel', 'cancel'],
  ['huy', 'cancel'],
  ['canhbao', 'compose'],
  ['dientap', 'drill'],
  ['duyet', 'approvals'],
  ['tinhhinh', 'status'],
]);

const OF_OFFICERS: readonly GlobalWord[] = ['compose', 'drill', 'approvals', 'status'];

export interface GlobalMatch {
  word: GlobalWord;
  /** What follows a command: the code of "/start CODE". */
  argument: string;
}

export interface WordScope {
  isStaff: boolean;
  /** A name is expected: "Dung" and "Huy" are names, so words count only with their marks or a slash. */
  expectsName: boolean;
}

const BY_EXACT = new Map(entries().map(([word, text]) => [text, word]));
const BY_FOLDED = new Map(entries().map(([word, text]) => [fold(text), word]));

function entries(): (readonly [GlobalWord, string])[] {
  return Object.entries(WORDS).flatMap(([word, texts]) =>
    texts.flatMap((text) => (isGlobalWord(word) ? [[word, text] as const] : [])),
  );
}

function isGlobalWord(word: string): word is GlobalWord {
  return word in WORDS;
}

/** The word that works at any time which this text is, or null. */
export function matchGlobalWord(text: string, scope: WordScope): GlobalMatch | null {
  const command = /^\/([a-z_]+)(?:@\w+)?(?:\s+(.*))?$/isu.exec(text);
  const word = command ? COMMANDS.get((command[1] ?? '').toLowerCase()) : typedWord(text, scope.expectsName);
  if (word === undefined || (OF_OFFICERS.includes(word) && !scope.isStaff)) return null;
  return { word, argument: command?.[2]?.trim() ?? '' };
}

function typedWord(text: string, expectsName: boolean): GlobalWord | undefined {
  const typed = text
    .normalize('NFC')
    .toLowerCase()
    // A menu of an account on Zalo sends its entries as "#menu".
    .replace(/^#/u, '')
    .replace(/[\s.,!]+/gu, ' ')
    .trim();
  const exact = BY_EXACT.get(typed);
  if (exact !== undefined || expectsName) return exact;
  const folded = fold(typed);
  // "Đúng" and "Dũng" fold to "dung" as "dừng" does: a single word counts without marks or with all of its own.
  if (!folded.includes(' ') && folded !== typed) return undefined;
  return BY_FOLDED.get(folded);
}

export type TypedCode =
  | { kind: 'code'; code: string /** Looks like a code and like no word. */; certain: boolean }
  /** As long as a code, but with signs that no code has. */
  | { kind: 'lookalike' };

/** Reads a code as people type it: lower case, with "mã", spaces or dashes. */
export function readCode(text: string): TypedCode | null {
  const typed = text
    .normalize('NFC')
    .replace(/^(?:mã|ma|code)\s*[:\s]\s*/iu, '')
    .trim();
  if (!/^[A-Za-z0-9\s.-]+$/.test(typed)) return null;
  const code = normaliseCode(typed);
  if (![JOIN_CODE_LENGTH, LINK_CODE_LENGTH, STAFF_CODE_LENGTH].includes(code.length)) return null;
  if (![...code].every((sign) => CODE_ALPHABET.includes(sign))) return { kind: 'lookalike' };
  return { kind: 'code', code, certain: !/\s/u.test(typed) && (/\d/.test(code) || typed === code) };
}

/** "2", "2.", "số 2": the place in a list that starts with 1. Null where the text is no such number. */
export function readNumber(text: string): number | null {
  const match = /^(?:so|nut|muc|chon|number)?\s*(\d{1,2})$/.exec(fold(text));
  return match ? Number(match[1]) : null;
}

/** The index that a payload names as a place in a list that starts with 1; -1 where it names none. */
export function placeIn(text: string): number {
  return /^[1-9]\d{0,3}$/.test(text) ? Number(text) - 1 : -1;
}

const YES = new Set([
  'dong y',
  'toi dong y',
  'co',
  'y',
  'yes',
  'i agree',
  'agree',
  'gui',
  'gui ngay',
  'xac nhan',
  'send',
]);
const NO = new Set([
  'khong',
  'khong dong y',
  'toi khong dong y',
  'ko',
  'no',
  'n',
  'i do not agree',
  'i dont agree',
]);

/** A typed yes or no to a question with two answers. */
export function readYesNo(text: string): 'yes' | 'no' | null {
  const typed = fold(text);
  return YES.has(typed) ? 'yes' : NO.has(typed) ? 'no' : null;
}

const graphemes = new Intl.Segmenter('vi', { granularity: 'grapheme' });
const LONGEST_NAME = 80;

/** What a person or a house is called, in any script, or null where the text cannot be that. */
export function readLabel(text: string, needs: RegExp): string | null {
  const label = text
    .normalize('NFC')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  const length = [...graphemes.segment(label)].length;
  return length >= 1 && length <= LONGEST_NAME && needs.test(label) && !label.startsWith('/') ? label : null;
}
