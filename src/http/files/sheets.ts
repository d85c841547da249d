import type { AlertHousehold, LedgerRow } from '../../contracts/alert-page.ts';
import type { AuditEntry } from '../../contracts/audit.ts';
import type { Sheet } from './sheet.ts';

/** Words of a file, by key; implemented over the locales. */
export type FileWords = (language: 'vi' | 'en', key: string) => string;
/** "14:32 11/07/2026" in Vietnam. */
export type FileTime = (at: Date) => string;

interface Writer {
  words: FileWords;
  time: FileTime;
}

const CHANNEL_NAMES = { telegram: 'Telegram', zalo: 'Zalo' } as const;

export function householdSheet(
  { words }: Writer,
  language: 'vi' | 'en',
  items: AsyncIterable<AlertHousehold>,
): Sheet {
  const t = (key: string) => words(language, key);
  return {
    name: t('file-households'),
    columns: [
      { title: t('file-column-group'), width: 24 },
      { title: t('file-column-household'), width: 28 },
      { title: t('file-column-members'), width: 32 },
      { title: t('file-column-situation'), width: 20 },
      { title: t('file-column-channel'), width: 16 },
    ],
    rows: mapped(items, (item) => [
      item.groupName,
      item.label ?? item.householdId,
      item.members.join(', '),
      t(`file-situation-${item.situation}`),
      item.channels.map((channel) => CHANNEL_NAMES[channel]).join(', '),
    ]),
  };
}

export function ledgerSheet(
  { words, time }: Writer,
  language: 'vi' | 'en',
  items: AsyncIterable<LedgerRow>,
): Sheet {
  const t = (key: string) => words(language, key);
  const at = (value: string | null) => (value === null ? '' : time(new Date(value)));
  return {
    name: t('file-ledger'),
    columns: [
      { title: t('file-column-message'), width: 8 },
      { title: t('file-column-household'), width: 28 },
      { title: t('file-column-channel'), width: 12 },
      { title: t('file-column-account'), width: 20 },
      { title: t('file-column-state'), width: 18 },
      { title: t('file-column-reason'), width: 20 },
      { title: t('file-column-attempts'), width: 10 },
      { title: t('file-column-repeats'), width: 10 },
      { title: t('file-column-written'), width: 18 },
      { title: t('file-column-sent'), width: 18 },
    ],
    rows: mapped(items, (item) => [
      item.seq,
      item.label ?? item.householdId,
      CHANNEL_NAMES[item.channel],
      item.account,
      t(`file-state-${item.state}`),
      item.reason ?? '',
      item.attempts,
      item.repeats,
      at(item.createdAt),
      at(item.sentAt),
    ]),
  };
}

/** For whoever checks the log, so in its own words: ids, codes and UTC. */
export function auditSheet(items: AsyncIterable<AuditEntry>): Sheet {
  const columns = ['id', 'at', 'staffId', 'name', 'office', 'action', 'subject', 'detail', 'sealed'];
  return {
    name: 'audit',
    columns: columns.map((title) => ({ title, width: 20 })),
    rows: mapped(items, ({ id, at, by, action, subject, detail, sealed }) => [
      id,
      at,
      by?.staffId ?? '',
      by?.name ?? '',
      by?.office ?? '',
      action,
      subject,
      JSON.stringify(detail),
      String(sealed),
    ]),
  };
}

async function* mapped<Item>(
  items: AsyncIterable<Item>,
  row: (item: Item) => readonly (string | number)[],
): AsyncGenerator<readonly (string | number)[]> {
  for await (const item of items) yield row(item);
}

/** Every item of a list, page by page. */
export async function* allOf<Item, Cursor>(
  read: (cursor: Cursor | undefined) => Promise<{ items: readonly Item[]; next: string | null } | null>,
  position: (next: string) => Cursor | undefined,
): AsyncGenerator<Item> {
  let cursor: Cursor | undefined;
  while (true) {
    const page = await read(cursor);
    if (page === null) return;
    yield* page.items;
    if (page.next === null) return;
    cursor = position(page.next);
  }
}
