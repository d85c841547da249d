import { replyOutcome } from './answer.ts';
import { chatsOutcome } from './chats.ts';
import type { CommandOutcome } from './dialog.ts';
import { joinOutcome } from './join.ts';
import { officerOutcome } from './officer.ts';
import { settingsOutcome } from './settings.ts';
import type { Scene, Turn } from './turn.ts';
import { verifyOutcome } from './verify.ts';

/** What a conversation makes of the outcome of its command. */
export function outcomeTurn(scene: Scene, outcome: CommandOutcome): Turn {
  switch (outcome.kind) {
    case 'code_group':
    case 'code_household':
    case 'code_staff':
    case 'code_ended':
    case 'code_unknown':
    case 'joined':
    case 'already_member':
    case 'join_gone':
    case 'test_confirmed':
    case 'staff_linked':
    case 'staff_code_invalid':
      return joinOutcome(scene, outcome);
    case 'link_code':
    case 'link_not_member':
    case 'code_link':
    case 'link_code_over':
    case 'chat_linked':
    case 'chat_linked_before':
    case 'link_other_household':
    case 'chat_preferred':
    case 'chat_not_yours':
      return chatsOutcome(scene, outcome);
    case 'reply_recorded':
    case 'reply_closed':
    case 'reply_not_yours':
      return replyOutcome(scene, outcome);
    case 'verified':
      return verifyOutcome(scene, outcome.result);
    case 'language_set':
    case 'stopped':
    case 'resumed':
    case 'erased':
      return settingsOutcome(scene, outcome);
    case 'previewed':
    case 'text_too_long':
    case 'empty_audience':
    case 'raised':
    case 'pending_approval':
    case 'checks_open':
    case 'break_glass_not_allowed':
    case 'approvals':
    case 'approved':
    case 'returned':
    case 'own_alert':
    case 'already_decided':
    case 'message_sent':
    case 'alert_stopped':
    case 'alert_paused':
    case 'already_paused':
    case 'alert_resumed':
    case 'not_paused':
    case 'alert_not_open':
    case 'status':
    case 'forbidden':
      return officerOutcome(scene, outcome);
  }
}
