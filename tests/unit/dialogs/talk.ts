import { expect } from 'vitest';
import { ALERT_CATEGORIES } from '../../../config/alert-categories.ts';
import type { ReplyCode } from '../../../src/alerts/alert.ts';
import type {
  Command,
  CommandOutcome,
  DialogContext,
  HouseholdAlert,
  Input,
  MemberContext,
  Say,
  StaffContext,
} from '../../../src/dialogs/dialog.ts';
import { mergeSays } from '../../../src/dialogs/merge-says.ts';
import { renderSay } from '../../../src/dialogs/render.ts';
import type { DialogState } from '../../../src/dialogs/state.ts';
import { dialogStateSchema, IDLE_STATE, settle } from '../../../src/dialogs/state.ts';
import { createStep } from '../../../src/dialogs/step.ts';
import { createTranslator } from '../../../src/locales/locales.ts';
import type { Act, Wire } from './wire.ts';

export const t = createTranslator();
export const step = createStep(t);

export const NOW = new Date('2026-11-23T13:14:00Z');
export const minutesLater = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);

export const STRANGER: DialogContext = {
  now: NOW,
  demo: false,
  commandsAreWords: false,
  language: 'vi',
  contactState: 'active',
  member: null,
  staff: null,
  alerts: [],
};

const LAN: MemberContext = {
  memberId: 'm1',
  name: "H'Lan Êban",
  language: 'vi',
  household: {
    id: 'h1',
    label: '12 Y Jút',
    inviteCode: 'H7K2M9',
    groupNames: ['Buôn Alê A'],
    members: [
      { name: "H'Lan Êban", isMe: true },
      { name: 'Y Bhăng Mlô', isMe: false },
    ],
  },
  policeUnit: { name: 'Công an phường Buôn Ma Thuột', dutyPhone: '0262 3812 345' },
  chats: [{ contactPointId: 'c1', channel: 'telegram', preferred: false, isMe: true }],
};

export const MEMBER: DialogContext = { ...STRANGER, member: LAN };

/** The same person, reached on Zalo too. */
export const TWO_WAYS: DialogContext = {
  ...MEMBER,
  member: {
    ...LAN,
    chats: [...LAN.chats, { contactPointId: 'c2', channel: 'zalo', preferred: true, isMe: false }],
  },
};

export function alert(
  number: string,
  replyCodes: readonly ReplyCode[],
  change: Partial<HouseholdAlert> = {},
): HouseholdAlert {
  return {
    alertId: '01890000-0000-7000-8000-000000000001',
    number,
    category: 'fire_explosion',
    severity: 'critical',
    state: 'active',
    text: 'RA NGOÀI NGAY: đang cháy ở hẻm 12.\nGọi 114.',
    sentAt: minutesLater(-5),
    replyCodes,
    myReply: null,
    ...change,
  };
}

export const FIRE = alert('BMT-2026-0147', ['SAFE', 'HELP', 'ACK']);
export const NOTICE = alert('BMT-2026-0148', ['JOIN', 'NO', 'ACK'], {
  category: 'community',
  severity: 'info',
  sentAt: minutesLater(-2),
});

export const ALERT_ID = '01890000-0000-7000-8000-0000000000aa';
export const OTHER_ALERT_ID = '01890000-0000-7000-8000-0000000000bb';

export const OFFICER: StaffContext = {
  staffId: 's1',
  name: 'Trần Minh',
  roles: ['duty_officer'],
  policeUnit: { id: 'u1', name: 'Công an phường Buôn Ma Thuột' },
  groups: [
    { id: 'g1', name: 'Buôn Alê A', households: 52 },
    { id: 'g2', name: 'Tổ dân phố 3', households: 61 },
    { id: 'g3', name: 'Tổ dân phố 7', households: 40 },
  ],
  categories: ALERT_CATEGORIES.filter(({ approval }) => approval !== 'ward_chief'),
  openAlerts: [
    {
      alertId: ALERT_ID,
      number: 'BMT-2026-0147',
      category: 'fire_explosion',
      severity: 'critical',
      state: 'sending',
      firstLine: 'RA NGOÀI NGAY',
      createdAt: NOW,
    },
  ],
};

export const STAFF: DialogContext = { ...STRANGER, staff: OFFICER };
export const STAFF_MEMBER: DialogContext = { ...MEMBER, staff: OFFICER };

export type Turn = ({ text: string } | { press: string } | { outcome: CommandOutcome } | { input: Input }) & {
  /** From this turn on. */
  context?: DialogContext;
  says?: readonly string[];
  commands?: readonly Command[];
  dialog?: DialogState['dialog']['kind'];
};

function inputOf(turn: Turn): Input {
  if ('text' in turn) return { kind: 'text', text: turn.text };
  if ('press' in turn) return { kind: 'press', payload: turn.press, pressId: 'p', messageId: null };
  return 'outcome' in turn ? { kind: 'outcome', outcome: turn.outcome } : turn.input;
}

export function keysOf(says: readonly Say[]): string[] {
  return says.map((say) => (say.kind === 'message' ? say.key : 'verbatim'));
}

export interface Said {
  state: DialogState;
  says: readonly Say[];
  commands: readonly Command[];
  /** As a person sees it, in the language of the context. */
  seen: string;
}

// ── Over a platform ──────────────────────────────────────────────────────────────────────────────

let wire: Wire | null = null;

/** A person on the platform of this run. */
export function onWire(context: DialogContext): DialogContext {
  return wire ? { ...context, commandsAreWords: wire.commandsAreWords } : context;
}

/** From now on every conversation is led over this platform as well: it must make no difference. */
export function talkOver(platform: Wire): void {
  wire = platform;
}

/** How each payload that a person has been shown is chosen on the platform. */
export type Hand = ReadonlyMap<string, Act>;

/** The states that were handed out, so that a conversation that goes on from one still has its buttons. */
const hands = new WeakMap<DialogState, Hand>();

/** What one step makes the platform show. */
export function handAfter(hand: Hand, says: readonly Say[], context: DialogContext): Hand {
  if (!wire) return hand;
  const grown = new Map(hand);
  // Offered now as a line to type from: the number that it had in an earlier message is over.
  for (const say of says) {
    if (say.kind === 'message') for (const { payload } of say.options ?? []) grown.delete(payload);
  }
  const rendered = says.map((say) => ({
    message: renderSay(say, context.language, t),
    alone: say.kind === 'verbatim' || say.alone === true,
  }));
  for (const message of mergeSays(rendered)) {
    const parts = wire.show(message);
    if (wire.commandsAreWords) {
      for (const { text } of parts)
        expect(text).not.toMatch(/(?:^|\s)\/(?:canhbao|tinhhinh|start|menu|help)/u);
    }
    const choices = parts.flatMap((part) => part.choices);
    expect(choices.map(({ label }) => label)).toEqual(message.buttons.map(({ label }) => label));
    message.buttons.forEach(({ payload }, index) => {
      const act = choices[index]?.act;
      if (act) grown.set(payload, act);
    });
  }
  return grown;
}

/** The same input as it comes from the platform; null where it has no way to be. */
export function overWire(
  input: Input,
  state: DialogState,
  hand: Hand,
  { now, member, staff }: DialogContext,
): Input | null {
  if (!wire || input.kind === 'outcome') return null;
  if (input.kind === 'text') return wire.receive({ kind: 'type', text: input.text });
  if (input.kind !== 'press') return wire.receive({ kind: 'send', content: input });
  const shown = hand.get(input.payload);
  // A button stays; a number is about what was offered last, and is forgotten with it.
  const { lastChoices } = settle(state, { now, isMember: member !== null, isStaff: staff !== null });
  const isCurrent = shown?.kind === 'press' || lastChoices.some(({ payload }) => payload === input.payload);
  const act = shown && isCurrent ? shown : wire.forge(input.payload);
  return act && wire.receive(act);
}

/** Plays turns and checks, at each, what is expected. Returns the last one. */
export function talk(context: DialogContext, turns: readonly Turn[], start: DialogState = IDLE_STATE): Said {
  let state = start;
  let now = onWire(context);
  let hand = hands.get(start) ?? new Map<string, Act>();
  let last: Said = { state, says: [], commands: [], seen: '' };
  turns.forEach((turn, index) => {
    now = turn.context ? onWire(turn.context) : now;
    const input = inputOf(turn);
    const result = step(state, input, now);
    const where = `turn ${index + 1}`;
    const arrived = overWire(input, state, hand, now);
    if (arrived) expect({ where, ...step(state, arrived, now) }).toEqual({ where, ...result });
    hand = handAfter(hand, result.says, now);
    if (turn.says) expect({ where, says: keysOf(result.says) }).toEqual({ where, says: turn.says });
    if (turn.commands)
      expect({ where, commands: result.commands }).toEqual({ where, commands: turn.commands });
    if (turn.dialog)
      expect({ where, dialog: result.state.dialog.kind }).toEqual({ where, dialog: turn.dialog });
    // Whatever happened, it must survive being stored.
    state = dialogStateSchema.parse(JSON.parse(JSON.stringify(result.state)));
    hands.set(state, hand);
    const seen = result.says.map((say) => renderSay(say, now.language, t).text).join('\n---\n');
    last = { ...result, state, seen };
  });
  return last;
}
