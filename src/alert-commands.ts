import { ALERT_CATEGORIES } from '../config/alert-categories.ts';
import type { AlertContent, CategoryCode } from './alerts/alert.ts';
import type { AlertDeps } from './alerts/alert-deps.ts';
import { createPreviewContent } from './alerts/check-alert.ts';
import { createDecideApproval } from './alerts/decide-approval.ts';
import { createPreviewFollowUp, createSendFollowUp } from './alerts/follow-up.ts';
import { createListApprovals } from './alerts/list-approvals.ts';
import { createPauseAlert, createResumeAlert } from './alerts/pause-alert.ts';
import { createSendAlert } from './alerts/send-alert.ts';
import { createStopAlert } from './alerts/stop-alert.ts';
import type { OfficerCommands } from './dialogs/ports.ts';

/** An alert as it is written in a chat: the usual severity, in Vietnamese. */
function contentOf(command: {
  category: CategoryCode;
  groupIds: readonly string[];
  text: string;
  drill?: true;
}): AlertContent {
  const { category, groupIds, text, drill = false } = command;
  const severity = ALERT_CATEGORIES.find(({ code }) => code === category)?.severity ?? 'info';
  return {
    ...{ category, severity, groupIds, drill },
    texts: { vi: text, en: null },
    sendFrom: null,
    legalBasis: null,
    documentNumber: null,
    issuingAuthority: null,
    media: null,
  };
}

/** What officers do to alerts in a chat, bound to the stores of one transaction. */
export function createOfficerCommands(deps: AlertDeps): OfficerCommands {
  const previewContent = createPreviewContent(deps);
  const sendAlert = createSendAlert(deps);
  const decideApproval = createDecideApproval(deps);
  const listApprovals = createListApprovals(deps);
  return {
    previewAlert: async (actor, command) => previewContent(actor, contentOf(command)),
    async raiseAlert(actor, command, contactPointId) {
      const { drill = false, breakGlass } = command;
      const result = await sendAlert(
        actor,
        {
          content: contentOf(command),
          draftId: null,
          // What was found stands above the button that was pressed; a drill was confirmed by one of its own.
          checksConfirmed: 'all',
          drillConfirmed: drill,
          breakGlass: breakGlass === undefined ? null : { reason: breakGlass },
        },
        contactPointId,
      );
      switch (result.kind) {
        case 'not_a_draft':
        case 'drill_never_changes':
        case 'drill_not_confirmed':
        case 'severity_not_allowed':
          return { kind: 'forbidden' };
        default:
          return result;
      }
    },
    previewMessage: createPreviewFollowUp(deps),
    sendMessage: createSendFollowUp(deps),
    stopAlert: createStopAlert(deps),
    pauseAlert: createPauseAlert(deps),
    resumeAlert: createResumeAlert(deps),
    decideApproval(actor, { alertId, comment }) {
      const decision = comment === null ? { kind: 'approve' as const } : { kind: 'return' as const, comment };
      return decideApproval(actor, { alertId, decision });
    },
    async listApprovals(actor) {
      const waiting = await listApprovals(actor);
      if (waiting.kind !== 'approvals') return waiting;
      const open = waiting.approvals.filter(({ mayDecide }) => mayDecide);
      const [first] = open;
      const next = first && {
        alertId: first.alertId,
        number: first.number,
        category: first.category,
        households: first.households,
        when: first.when,
        text: first.texts.vi.text,
        ...(first.media && { file: { id: first.media.id, kind: first.media.kind } }),
      };
      return { kind: 'approvals', next: next ?? null, left: Math.max(0, open.length - 1) };
    },
  };
}
