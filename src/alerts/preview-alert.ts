import type { MessageBrief } from '../deliveries/route.ts';
import type { StaffActor } from '../staff/staff.ts';
import { maySend } from '../staff/staff.ts';
import {
  type AlertCategory,
  type AlertText,
  type AttachedMedia,
  type CategoryCode,
  CHECK_CODE_LENGTH,
  type Severity,
  yearInVietnam,
} from './alert.ts';
import {
  type AlertDeps,
  categoryOf,
  FORBIDDEN,
  hasForeignMedia,
  ownGroups,
  ownMedia,
  tooLong,
} from './alert-deps.ts';
import type { AlertMedia } from './alert-media.ts';
import type { AlertForecast } from './forecast.ts';
import { forecastFirst, sendingAt } from './forecast-reach.ts';

export interface AlertDraft {
  category: CategoryCode;
  groupIds: readonly string[];
  text: string;
  /** Null or absent: readers of English get the Vietnamese text, and are told so. */
  english?: string | null;
  drill?: boolean;
  /** Absent: that of the category. */
  severity?: Severity;
  source?: { documentNumber: string | null; issuingAuthority: string | null };
  media?: AttachedMedia | null;
  /** Nothing of it is sent before; null, absent or already over: at once. Its life counts from then. */
  sendFrom?: Date | null;
}

export interface AlertPreview {
  households: number;
  reachable: number;
  secondsToLast: number;
  forecast: AlertForecast;
  messages: readonly { language: 'vi' | 'en'; message: AlertText }[];
  /** What goes with each of them. */
  media: AlertMedia | null;
}

/** Where the real alert will have its number and code: as long as those, so that what fits here fits when it is sent. */
const COUNT_TO_COME = '—'.repeat(4);
const CODE_TO_COME = '—'.repeat(CHECK_CODE_LENGTH);

/** The buttons look as they will and name no alert: there is none yet, and not every channel carries a dash. */
function withIdleButtons({ text, buttons }: AlertText): AlertText {
  return { text, buttons: buttons.map(({ label }, index) => ({ label, payload: `preview:${index + 1}` })) };
}

/** By one's own right, without a second person. */
function sendsAlone(actor: StaffActor, category: AlertCategory): boolean {
  return maySend(actor.roles, category.approval);
}

/** What households would see, and how many: composed and counted by the code that sends. Writes nothing. */
export function createPreviewAlert(deps: AlertDeps, maySee: typeof sendsAlone = sendsAlone) {
  return async function previewAlert(actor: StaffActor, draft: AlertDraft) {
    const category = categoryOf(deps, draft.category);
    if (!category || !maySee(actor, category)) return FORBIDDEN;
    if (!(await ownGroups(deps, actor.policeUnitId, draft.groupIds))) return FORBIDDEN;
    const unit = await deps.alerts.policeUnit(actor.policeUnitId);
    if (!unit) return FORBIDDEN;
    const attached = draft.media ?? null;
    if (await hasForeignMedia(deps, actor.policeUnitId, attached)) return FORBIDDEN;
    const media = await ownMedia(deps, actor.policeUnitId, attached);
    const now = deps.now();
    const texts = deps.composer.compose({
      kind: 'initial',
      category,
      text: draft.text,
      english: draft.english ?? null,
      drill: draft.drill ?? false,
      ...(draft.source && { source: draft.source }),
      number: `${unit.code}-${yearInVietnam(now)}-${COUNT_TO_COME}`,
      verificationCode: CODE_TO_COME,
      unitName: unit.name,
      dutyPhone: unit.dutyPhone,
      at: now,
      replyCodes: category.replyCodes,
    });
    const excess = await tooLong(deps, [texts.vi, texts.en], media);
    if (excess) return excess;
    const { policeUnitId } = actor;
    const at = sendingAt(draft.sendFrom ?? null, now);
    const brief: MessageBrief = {
      severity: draft.severity ?? category.severity,
      kind: 'initial',
      drill: draft.drill ?? false,
      endsAt: new Date(at.getTime() + category.lifeMs),
      facts: texts.facts ?? null,
    };
    const { forecast, languages } = await forecastFirst(
      deps,
      { policeUnitId, groupIds: draft.groupIds },
      { brief, media, at },
    );
    const { households } = forecast;
    if (households === 0) return { kind: 'empty_audience' } as const;
    const shown = (['vi', 'en'] as const).filter(
      (language) => language === 'vi' || languages.includes(language),
    );
    const messages = shown.map((language) => ({ language, message: withIdleButtons(texts[language]) }));
    const preview: AlertPreview = {
      households,
      reachable: households - forecast.unreachable,
      secondsToLast: forecast.secondsToLast ?? 0,
      forecast,
      messages,
      media,
    };
    return { kind: 'previewed', preview } as const;
  };
}
