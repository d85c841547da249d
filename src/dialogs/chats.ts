import type { Choice, CommandOutcome, MemberContext, Say } from './dialog.ts';
import { chatChoices } from './household.ts';
import { wrongCode } from './join.ts';
import type { Dialog } from './state.ts';
import type { Scene, Turn } from './turn.ts';
import { choice, IDLE, message, reply, turn } from './turn.ts';
import { readYesNo } from './words.ts';

/** Two ways to one person: linking a further chat by a code, and which chat is asked first. */

/** Changes whenever the texts of the question change; stored with every consent. */
export const LINK_CONSENT_VERSION = '2026-11-26';

type LinkConfirm = Extract<Dialog, { kind: 'link_confirm' }>;

const CONFIRM_CHOICES: readonly Choice[] = [
  choice('choice-agree', 'link:yes'),
  choice('choice-disagree', 'link:no'),
];
/** More are a list, answered by their numbers. */
const MOST_BUTTONS = 3;

// ── Linking ──────────────────────────────────────────────────────────────────────────────────────

/** Asks for the code that is typed in the other chat. */
export function askLink(scene: Scene): Turn {
  if (!scene.context.member) return reply(scene, message('link-not-member'));
  return turn(scene, { commands: [{ kind: 'make_link_code' }] });
}

function confirmSay(dialog: LinkConfirm): Say {
  const args = { group: dialog.groupName, unit: dialog.unitName };
  return message(dialog.merges ? 'link-confirm-merge' : 'link-confirm', args, CONFIRM_CHOICES);
}

export function confirmLink(scene: Scene, dialog: LinkConfirm, yes: boolean): Turn {
  if (!yes) return turn(scene, { dialog: IDLE, says: [message('link-declined')] });
  const command = { kind: 'link_chat', code: dialog.code, consentVersion: LINK_CONSENT_VERSION } as const;
  return turn(scene, { dialog: IDLE, commands: [command] });
}

export function linkText(scene: Scene, dialog: LinkConfirm, text: string): Turn {
  const answer = readYesNo(text);
  return answer === null
    ? reply(scene, message('choose-one'), confirmSay(dialog))
    : confirmLink(scene, dialog, answer === 'yes');
}

/** What a typed code means here depends on whose chat this is already. */
function foundCode(scene: Scene, found: Extract<CommandOutcome, { kind: 'code_link' }>): Turn {
  const { member } = scene.context;
  const tries = { wrong: 0, pausedUntil: null };
  const stay = member ? scene.state.dialog : IDLE;
  if (member?.memberId === found.memberId) return turn(scene, { tries, says: [message('link-same-chat')] });
  if (member && member.household.id !== found.householdId)
    return turn(scene, { dialog: stay, tries, says: [otherHousehold(member)] });
  const dialog: LinkConfirm = {
    kind: 'link_confirm',
    code: found.code,
    groupName: found.groupName,
    unitName: found.policeUnitName,
    merges: member !== null,
  };
  return turn(scene, { dialog, tries, says: [confirmSay(dialog)] });
}

function otherHousehold(member: MemberContext): Say {
  return message('link-other-household', { group: member.household.groupNames.join(', ') });
}

// ── Which chat is asked first ────────────────────────────────────────────────────────────────────

export function askPrefer(scene: Scene): Turn {
  const { member } = scene.context;
  if (!member) return reply(scene, message('household-none'));
  if (member.chats.length < 2) return reply(scene, message('prefer-only-one', {}, chatChoices(member)));
  const choices = member.chats.map(({ contactPointId, channel, preferred, isMe }) => ({
    label: {
      key: 'chat-name',
      args: { channel, here: isMe ? 'yes' : 'no', first: preferred ? 'yes' : 'no' },
    },
    payload: `prefer:${contactPointId}`,
  }));
  const asked = message('prefer-ask');
  return reply(scene, choices.length > MOST_BUTTONS ? { ...asked, options: choices } : { ...asked, choices });
}

export function preferPress(scene: Scene, contactPointId: string): Turn | null {
  return scene.context.member ? turn(scene, { commands: [{ kind: 'prefer_chat', contactPointId }] }) : null;
}

// ── Outcomes ─────────────────────────────────────────────────────────────────────────────────────

export type ChatsOutcome = Extract<
  CommandOutcome,
  {
    kind:
      | 'link_code'
      | 'link_not_member'
      | 'code_link'
      | 'link_code_over'
      | 'chat_linked'
      | 'chat_linked_before'
      | 'link_other_household'
      | 'chat_preferred'
      | 'chat_not_yours';
  }
>;

export function chatsOutcome(scene: Scene, outcome: ChatsOutcome): Turn {
  const { member } = scene.context;
  switch (outcome.kind) {
    case 'link_code':
      return reply(scene, message('link-code', { code: outcome.code, minutes: outcome.minutes }));
    case 'link_not_member':
      return reply(scene, message('link-not-member'));
    case 'code_link':
      return foundCode(scene, outcome);
    case 'link_code_over':
      return wrongCode(scene, 'link-code-over');
    case 'chat_linked': {
      const args = { name: member?.name ?? '', chats: member?.chats.length ?? 2 };
      const lines = outcome.merged ? [{ key: 'linked-merged' }] : [];
      return turn(scene, { dialog: IDLE, says: [{ ...message('linked', args), lines }] });
    }
    case 'chat_linked_before':
      return reply(scene, message('link-same-chat'));
    case 'link_other_household':
      return member ? reply(scene, otherHousehold(member)) : wrongCode(scene, 'link-code-over');
    case 'chat_preferred':
      return reply(scene, message('preferred', { channel: outcome.channel }));
    case 'chat_not_yours':
      return reply(scene, message('button-stale'));
  }
}
