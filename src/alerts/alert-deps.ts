import type { WakeList } from '../deliveries/wake-list.ts';
import { may } from '../staff/rights.ts';
import type { AuditLog, StaffActor } from '../staff/staff.ts';
import type { AlertCategory, AlertText, CategoryCode } from './alert.ts';
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
  /** UTF-16 code units of the longest message that every channel in use takes. */
  textLimit(): Promise<number>;
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

/** The longest of the texts, where it exceeds what a channel takes; null where all fit. */
export async function tooLong(deps: Pick<AlertDeps, 'textLimit'>, texts: readonly AlertText[]) {
  const length = Math.max(...texts.map(({ text }) => text.length));
  const limit = await deps.textLimit();
  return length > limit ? ({ kind: 'text_too_long', length, limit } as const) : null;
}
