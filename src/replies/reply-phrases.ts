import type { ReplyCode } from '../alerts/alert.ts';

/** How people answer in words, folded (no marks, no case). Data of src/replies/classify-reply.ts. */

function list(text: string): string[] {
  return text.split(',').map((phrase) => phrase.trim());
}

/** Phrases that, with polite words around them, are an answer. */
export const PHRASES: Readonly<Record<ReplyCode, readonly string[]>> = {
  HELP: list(`
    cuu, cuu voi, cuu giup, giup, giup voi, giup do, can giup, can giup do, can cuu, can ho tro, help,
    need help, i need help, we need help, help me, help us, sos
  `),
  STUCK: list(`
    khong di duoc, khong ra duoc, khong the ra, khong thoat duoc, khong so tan duoc, bi ket,
    we cannot leave, we cant leave, cannot leave, cant leave, stuck, im stuck, we are stuck
  `),
  SAFE: list(`
    an toan, van an toan, da an toan, dang an toan, deu an toan, binh an, khong sao, khong bi gi, safe,
    we are safe, were safe, i am safe, im safe, all safe, everyone is safe, we are ok, were ok
  `),
  MOVED: list(`
    da so tan, so tan roi, da di so tan, da di chuyen, we have moved, moved, evacuated, we evacuated,
    we have evacuated
  `),
  SEEN: list(`
    co thay, da thay, thay roi, i saw this, i saw it, saw it, i have seen it
  `),
  TIP: list(`
    bao tin, bao tin kin, bao kin, tip, private tip
  `),
  VICTIM: list(`
    bi lua, da bi lua, bi lua roi, i was scammed, i got scammed, scammed
  `),
  ASK: list(`
    hoi can bo, can hoi, muon hoi, ask, ask an officer, question
  `),
  OK: list(`
    da kiem tra, da kiem tra on, kiem tra roi, checked, checked all fine
  `),
  DONE: list(`
    da lam, lam roi, da lam xong, xong, done, all done
  `),
  LATER: list(`
    chua lam, chua lam duoc, chua xong, de sau, later, not yet
  `),
  JOIN: list(`
    tham gia, se tham gia, co tham gia, join, i join, i will join, count me in
  `),
  NO: list(`
    khong tham gia, khong tham gia duoc, i will not join, i wont join, i cannot join, i cant join
  `),
  IS_TRUE: list(`
    tin nay co that, tin nay co that khong, co that khong, is this true, is it true
  `),
  ACK: list(`
    da doc, doc roi, da doc tin, da xem, xem roi, da nhan, da nhan tin, nhan duoc, da nhan duoc,
    da nhan duoc tin, nhan duoc tin, da biet, biet roi, da ro, ro roi, da hieu, ok, oke, okay, vang,
    da vang, read, i have read it, got it, noted, understood
  `),
};

/** Before an answer these change nothing. Longest first: "chung toi" goes before "toi". */
export const SUBJECTS: readonly string[] = list(`
  ca gia dinh, gia dinh, moi nguoi, chung toi, chung em, ca nha, nha, toi, minh, em, chau, con, tui,
  thua, da, xin, hien
`);

/** After an answer these change nothing. */
export const ENDINGS: readonly string[] = list(`
  cam on nhieu, cam on, cam on anh, cam on can bo, thank you, thanks, please, het roi, ca roi, roi, ca,
  het, a, nhe, nha, ne, nhen
`);

/** Said beside "we are safe" they take nothing back. */
export const HARMLESS: ReadonlySet<string> = new Set(
  list(`
  cam on, cam on nhieu, khong can giup, khong can giup do, khong sao, khong ai bi sao,
  khong ai bi thuong, no need for help, no help needed, we do not need help, we dont need help,
  nobody is hurt, thank you, thanks
`),
);

/** A call for help wherever it stands, unless it is taken back or only talked about. */
export const CALLS: readonly string[] = list(`
  cuu toi, cuu voi, cuu em, cuu chung toi, cuu chung em, cuu nha, cuu mang, cuu gia dinh, keu cuu,
  xin cuu, can cuu, can cap cuu, can giup, can nguoi giup, can ho tro gap, giup voi, giup toi voi,
  giup chung toi voi, giup nha toi, mac ket, sos, need help, needs help, need rescue, help me, help us,
  please help, send help, rescue us, rescue me, trapped
`);

export const NEGATIONS: ReadonlySet<string> = new Set(
  list(`
  khong, chua, chang, not, dont, doesnt, no, never, cannot, cant, isnt, arent, without, nobody
`),
);

/** What may stand between a negation and what it negates: "không [có ai cần] giúp". */
export const TRANSPARENT: ReadonlySet<string> = new Set(
  list(`
  can, ai, phai, muon, he, co, con, dang, toi, nha, nua, bi, duoc, la, need, needs, any, one, really, to,
  do, i, we, in, of, your, the
`),
);

export const CONDITIONS: ReadonlySet<string> = new Set(
  list(`
  neu, khi, ai, if, when, who, anyone, whoever, het
`),
);

/** "cần giúp thao tác": help with a form is no danger. */
export const ERRANDS: ReadonlySet<string> = new Set(
  list(`
  thao, lam, khai, dang, viet, hoi, cai, with, filling, installing, registering
`),
);

/** As people type on phones. */
export const SHORT_FORMS: ReadonlyMap<string, string> = new Map([
  ['ko', 'khong'],
  ['k', 'khong'],
  ['kg', 'khong'],
  ['hok', 'khong'],
  ['hong', 'khong'],
  ['hk', 'khong'],
  ['dc', 'duoc'],
  ['dk', 'duoc'],
  ['r', 'roi'],
  ['u', 'you'],
]);
