import { SAME_TEXT_MS } from '../../config/alert-categories.ts';
import type { StaffActor } from '../staff/staff.ts';
import type { AlertCategory, AlertContent, Severity } from './alert.ts';
import {
  type AlertDeps,
  categoryOf,
  FORBIDDEN,
  hasForeignMedia,
  mayWrite,
  ownGroups,
  ownMedia,
} from './alert-deps.ts';
import type { MediaKind } from './alert-media.ts';
import { type ApprovalNeed, approvalNeed } from './approval.ts';
import { sendingAt } from './forecast-reach.ts';
import { composeFirst, type Issue } from './launch-alert.ts';
import { checkMedia, needsLegalBasis } from './media-checks.ts';
import { type AlertPreview, createPreviewAlert } from './preview-alert.ts';
import { quietHoursText, quietUntil } from './quiet-hours.ts';
import { checkText, type Finding, overall, textKey } from './text-checks.ts';

type CheckDeps = Pick<AlertDeps, 'checks' | 'now' | 'media'>;

/** What is found in an alert before it is sent. `languages`: those that its audience reads. */
export async function findingsOf(
  deps: CheckDeps,
  category: AlertCategory,
  content: AlertContent,
  about: { policeUnitId: string; dutyPhone: string; languages: readonly ('vi' | 'en')[] },
): Promise<Finding[]> {
  const { texts, severity, legalBasis } = content;
  const media = await ownMedia(deps, about.policeUnitId, content.media);
  const showsPerson = content.media?.showsPerson ?? null;
  const phones = [about.dutyPhone];
  const sourceMissing =
    category.needsSource && content.documentNumber === null && content.issuingAuthority === null;
  return [
    ...checkText('vi', texts.vi.normalize('NFC'), phones),
    ...(texts.en === null ? [] : checkText('en', texts.en.normalize('NFC'), phones)),
    ...(texts.en === null && about.languages.includes('en') ? [overall('english_missing')] : []),
    ...(sourceMissing && severity !== 'info' ? [overall('source_missing')] : []),
    ...checkMedia(media, showsPerson),
    ...(needsLegalBasis(category.aboutPerson, media, showsPerson) && legalBasis === null
      ? [overall('legal_basis_missing')]
      : []),
    ...(await sentRecently(deps, about.policeUnitId, content)),
    ...(await heldAtNight(deps, about.policeUnitId, category, content)),
  ];
}

async function sentRecently(
  deps: CheckDeps,
  policeUnitId: string,
  { texts, groupIds }: AlertContent,
): Promise<Finding[]> {
  const key = textKey(texts.vi);
  if (key === '') return [];
  const recent = await deps.checks.recentAlerts(policeUnitId, groupIds, SAME_TEXT_MS);
  const same = recent.find(({ text }) => textKey(text).includes(key));
  return same ? [overall('sent_recently', same.number)] : [];
}

/** Whether somebody is not to be disturbed when this would come. */
export function respectsQuietHours(severity: Severity): boolean {
  return severity !== 'critical';
}

async function heldAtNight(
  deps: CheckDeps,
  policeUnitId: string,
  category: AlertCategory,
  { severity, groupIds, sendFrom }: AlertContent,
): Promise<Finding[]> {
  if (!respectsQuietHours(severity)) return [];
  const at = sendingAt(sendFrom, deps.now());
  const endsMs = at.getTime() + category.lifeMs;
  const hours = await deps.checks.quietHours(policeUnitId, groupIds);
  return hours.flatMap((quiet) => {
    const until = quietUntil(quiet, at);
    if (until === null) return [];
    const code = until.getTime() >= endsMs ? 'ends_in_quiet_hours' : 'quiet_hours';
    return [overall(code, quietHoursText(quiet))];
  });
}

export interface ContentPreview extends AlertPreview {
  approval: ApprovalNeed;
  findings: readonly Finding[];
}

/** What an alert will look like to whom, who has to be asked, and what is found in it. Writes nothing. */
export function createPreviewContent(deps: AlertDeps) {
  const previewAlert = createPreviewAlert(deps, mayWrite);
  return async function previewContent(actor: StaffActor, content: AlertContent) {
    const category = categoryOf(deps, content.category);
    const { texts, drill, documentNumber, issuingAuthority } = content;
    const previewed = await previewAlert(actor, {
      category: content.category,
      groupIds: content.groupIds,
      text: texts.vi,
      english: texts.en,
      drill,
      severity: content.severity,
      source: { documentNumber, issuingAuthority },
      media: content.media,
      sendFrom: content.sendFrom,
    });
    const unit = await deps.alerts.policeUnit(actor.policeUnitId);
    if (previewed.kind !== 'previewed' || !category || !unit) return previewed;
    const { preview } = previewed;
    const { households } = preview;
    const about = {
      policeUnitId: actor.policeUnitId,
      dutyPhone: unit.dutyPhone,
      languages: preview.messages.map(({ language }) => language),
    };
    return {
      kind: 'previewed',
      preview: {
        ...preview,
        approval: approvalNeed(actor, category, { severity: content.severity, households }),
        findings: await findingsOf(deps, category, content, about),
      } satisfies ContentPreview,
    } as const;
  };
}

/** Where the real ones will be, as long as they are. */
const TO_COME = '—'.repeat(4);

export interface ChannelLimits {
  /** UTF-16 code units of the longest message, of each channel in use. */
  channelLimits(
    media: MediaKind | null,
  ): Promise<readonly { channel: 'telegram' | 'zalo'; limit: number; carriesMedia: boolean }[]>;
}

/** Checks what an officer is writing, also while nobody is chosen who would hear it. Writes nothing. */
export function createCheckAlert(deps: AlertDeps & ChannelLimits) {
  return async function checkAlert(actor: StaffActor, content: AlertContent) {
    const category = categoryOf(deps, content.category);
    const unit = await deps.alerts.policeUnit(actor.policeUnitId);
    if (!mayWrite(actor) || !category || !unit) return FORBIDDEN;
    const chosen = content.groupIds.length > 0;
    if (chosen && !(await ownGroups(deps, actor.policeUnitId, content.groupIds))) return FORBIDDEN;
    if (await hasForeignMedia(deps, actor.policeUnitId, content.media)) return FORBIDDEN;
    const media = await ownMedia(deps, actor.policeUnitId, content.media);
    const { languages } = await deps.alerts.countAudience(actor.policeUnitId, content.groupIds);
    const issue: Issue = {
      number: `${unit.code}-2026-${TO_COME}`,
      verificationCode: TO_COME,
      unit,
      now: deps.now(),
    };
    const { vi, en } = composeFirst(deps, category, content, issue);
    const shown = (['vi', 'en'] as const).filter(
      (language) => language === 'vi' || languages.includes(language) || content.texts.en !== null,
    );
    const limits = await deps.channelLimits(media?.kind ?? null);
    const lengths = limits.flatMap(({ channel, limit }) =>
      shown.map((language) => ({
        channel,
        language,
        length: (language === 'vi' ? vi : en).text.length,
        limit,
      })),
    );
    const findings = await findingsOf(deps, category, content, {
      policeUnitId: actor.policeUnitId,
      dutyPhone: unit.dutyPhone,
      languages,
    });
    const excess = Math.max(0, ...lengths.map(({ length, limit }) => length - limit));
    return {
      kind: 'checked',
      findings: excess > 0 ? [...findings, overall('text_too_long', String(excess))] : findings,
      lengths,
    } as const;
  };
}
