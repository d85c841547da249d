import type { WakeList } from '../deliveries/wake-list.ts';
import { may } from '../staff/rights.ts';
import type { AuditLog, StaffActor } from '../staff/staff.ts';
import type { AlertCategory, AlertText, AttachedMedia, CategoryCode } from './alert.ts';
import type { AlertMedia, MediaKind } from './alert-media.ts';
import type {
  ApprovalComposer,
  ApprovalStore,
  CheckStore,
  DraftStore,
  DrillStore,
  OverEditStore,
  QuietHoursStore,
  ReminderStore,
  TemplateStore,
} from './life-ports.ts';
import type { AlertMediaStore } from './media-ports.ts';
import type {
  AlertStore,
  BoardComposer,
  BoardOutbox,
  BoardStore,
  MisfireOutbox,
  ProgressStore,
  TermsReader,
  TextComposer,
} from './ports.ts';

/** What the use cases of an alert work with: stores of one transaction, words, settings. */
export interface AlertDeps {
  alerts: AlertStore;
  terms: TermsReader;
  drafts: DraftStore;
  approvals: ApprovalStore;
  templates: TemplateStore;
  checks: CheckStore & QuietHoursStore;
  media: AlertMediaStore;
  reminders: ReminderStore;
  drills: DrillStore;
  overEdits: OverEditStore;
  boards: BoardStore;
  answers: BoardOutbox & MisfireOutbox;
  progress: ProgressStore;
  audit: AuditLog;
  wake: WakeList;
  composer: TextComposer & BoardComposer & ApprovalComposer;
  categories: readonly AlertCategory[];
  now(): Date;
  newId(): string;
  newCode(length: number): string;
  /** UTF-16 code units of the longest message that every channel in use takes, under a picture or voice note or alone. */
  textLimit(media: MediaKind | null): Promise<number>;
}

export const FORBIDDEN = { kind: 'forbidden' } as const;

export function categoryOf(deps: Pick<AlertDeps, 'categories'>, code: CategoryCode): AlertCategory | null {
  return deps.categories.find((category) => category.code === code) ?? null;
}

/** Who may write an alert of any category; whether a second person is needed is another question (approval.ts). */
export function mayWrite(actor: StaffActor): boolean {
  return may(actor, 'compose_alert');
}

/** Every group exists now and is the unit's own. */
export async function ownGroups(
  deps: Pick<AlertDeps, 'alerts'>,
  unitId: string,
  groupIds: readonly string[],
): Promise<boolean> {
  const wanted = [...new Set(groupIds)];
  return wanted.length > 0 && (await deps.alerts.countGroups(unitId, wanted)) === wanted.length;
}

/** The picture or voice note of a message; null where it has none, or none of this unit. */
export async function ownMedia(
  deps: Pick<AlertDeps, 'media'>,
  policeUnitId: string,
  attached: AttachedMedia | null,
): Promise<AlertMedia | null> {
  return attached === null ? null : deps.media.find(attached.id, policeUnitId);
}

/** It names a picture or voice note that this unit does not have, or no longer. */
export async function hasForeignMedia(
  deps: Pick<AlertDeps, 'media'>,
  policeUnitId: string,
  attached: AttachedMedia | null,
): Promise<boolean> {
  return attached !== null && (await ownMedia(deps, policeUnitId, attached)) === null;
}

/** The longest of the texts, where it exceeds what a channel takes; null where all fit. */
export async function tooLong(
  deps: Pick<AlertDeps, 'textLimit'>,
  texts: readonly AlertText[],
  media: Pick<AlertMedia, 'kind'> | null = null,
) {
  const length = Math.max(...texts.map(({ text }) => text.length));
  const limit = await deps.textLimit(media?.kind ?? null);
  return length > limit ? ({ kind: 'text_too_long', length, limit } as const) : null;
}
