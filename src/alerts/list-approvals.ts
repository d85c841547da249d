import type { MessageBrief } from '../deliveries/route.ts';
import { may } from '../staff/rights.ts';
import type { StaffActor } from '../staff/staff.ts';
import type { AlertContent, AlertTexts, CategoryCode } from './alert.ts';
import { type AlertDeps, categoryOf, FORBIDDEN, ownMedia } from './alert-deps.ts';
import type { AlertMedia } from './alert-media.ts';
import { findingsOf } from './check-alert.ts';
import type { AlertForecast } from './forecast.ts';
import { forecastFirst, sendingAt } from './forecast-reach.ts';
import { composeFirst } from './launch-alert.ts';
import type { ApprovalRow } from './life-ports.ts';
import type { Finding } from './text-checks.ts';

export interface ApprovalView extends ApprovalRow {
  category: CategoryCode;
  drill: boolean;
  /** What was written; null where it has been sent already, and only the texts remain. */
  content: AlertContent | null;
  /** The very texts that go out, or that went out. */
  texts: AlertTexts;
  /** The picture or voice note that goes with them; null too once it is forgotten. */
  media: AlertMedia | null;
  households: number;
  reachable: number;
  /** Whole before it is sent; of what has been sent only its end. */
  forecast: AlertForecast | { secondsToLast: number };
  languages: readonly ('vi' | 'en')[];
  findings: readonly Finding[];
  /** Has the right, and is not the author. */
  mayDecide: boolean;
}

const SHOWN = 50;

/** What waits for this approver, the most urgent first: the texts, the audience, the forecast, what was found. */
export function createListApprovals(deps: AlertDeps) {
  async function beforeSending(approval: ApprovalRow): Promise<Omit<ApprovalView, 'mayDecide'> | null> {
    const { alertId, policeUnitId, number } = approval;
    const draft = await deps.drafts.lock(alertId, policeUnitId);
    const unit = await deps.alerts.policeUnit(policeUnitId);
    if (draft?.state !== 'submitted' || draft.alert === null || !unit) return null;
    const { content } = draft;
    const category = categoryOf(deps, content.category);
    if (!category) return null;
    const { verificationCode } = draft.alert;
    const now = deps.now();
    const texts = composeFirst(deps, category, content, { number, verificationCode, unit, now });
    const at = sendingAt(content.sendFrom, now);
    const brief: MessageBrief = {
      severity: content.severity,
      kind: 'initial',
      drill: content.drill,
      endsAt: new Date(at.getTime() + category.lifeMs),
      facts: texts.facts ?? null,
    };
    const { groupIds } = content;
    const media = await ownMedia(deps, policeUnitId, content.media);
    const { forecast, languages } = await forecastFirst(
      deps,
      { policeUnitId, groupIds },
      { brief, media, at },
    );
    const { dutyPhone } = unit;
    return {
      ...approval,
      households: forecast.households,
      reachable: forecast.households - forecast.unreachable,
      forecast,
      languages,
      category: content.category,
      drill: content.drill,
      content,
      texts,
      media,
      findings: await findingsOf(deps, category, content, { policeUnitId, dutyPhone, languages }),
    };
  }

  async function afterwards(approval: ApprovalRow): Promise<Omit<ApprovalView, 'mayDecide'> | null> {
    const { alertId } = approval;
    const texts = await deps.alerts.firstTexts(alertId);
    if (texts === null) return null;
    const { category, drill, households, unreachable } = await deps.progress.progress(alertId);
    const { languages, ...forecast } = await deps.alerts.forecastSent(alertId);
    const reachable = households - unreachable;
    const media = await deps.alerts.firstMedia(alertId);
    const sent = {
      content: null,
      texts,
      media,
      households,
      reachable,
      forecast,
      languages,
      findings: [],
    };
    return { ...approval, ...sent, category, drill };
  }

  return async function listApprovals(actor: StaffActor) {
    if (!may(actor, 'approve_alert')) return FORBIDDEN;
    const approvals: ApprovalView[] = [];
    for (const approval of await deps.approvals.waiting(actor, SHOWN)) {
      const view = await (approval.when === 'before' ? beforeSending(approval) : afterwards(approval));
      if (view) approvals.push({ ...view, mayDecide: approval.authorId !== actor.staffId });
    }
    return { kind: 'approvals', approvals } as const;
  };
}
