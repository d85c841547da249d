import type { Choice, Label, MemberContext, Say } from './dialog.ts';
import type { Scene } from './turn.ts';
import { choice, message } from './turn.ts';

/** Who is in my household, and the code with which others of it join. Nothing for who is not a member. */
export function householdSays(scene: Scene): Say[] {
  const { member } = scene.context;
  if (!member) return [];
  const { household, policeUnit } = member;
  const people: Label[] = household.members.map(({ name, isMe }) => ({
    key: isMe ? 'household-line-me' : 'household-line',
    args: { name },
  }));
  const args = { house: household.label, groups: household.groupNames.join(', '), unit: policeUnit.name };
  const invite: Label = { key: 'household-invite', args: { code: household.inviteCode } };
  return [{ ...message('household', args, chatChoices(member)), lines: [...people, invite] }];
}

/** What can be done about one's chats. */
export function chatChoices(member: MemberContext): Choice[] {
  const link = choice('choice-link', 'menu:link');
  return member.chats.length > 1 ? [link, choice('choice-prefer', 'menu:prefer')] : [link];
}
