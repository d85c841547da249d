import { fold } from '../shared/fold.ts';
import type { Choice, CommandOutcome, Language, Say } from './dialog.ts';
import { householdSays } from './household.ts';
import type { Dialog, Join } from './state.ts';
import type { JoinDialog, Scene, Turn } from './turn.ts';
import { choice, commandArgs, IDLE, message, reply, turn } from './turn.ts';
import { readCode, readLabel, readYesNo } from './words.ts';

/** Changes whenever the consent text changes; stored with every consent. */
export const CONSENT_VERSION = '2026-11-23';

const TRIES = 5;
const PAUSE_MS = 10 * 60_000;

const LANGUAGE_CHOICES: readonly Choice[] = [choice('choice-vi', 'lang:vi'), choice('choice-en', 'lang:en')];
const CONSENT_CHOICES: readonly Choice[] = [
  choice('choice-agree', 'consent:yes'),
  choice('choice-disagree', 'consent:no'),
];
export const TEST_CHOICES: readonly Choice[] = [choice('reply-ACK', 'test:read')];

// ── Codes ────────────────────────────────────────────────────────────────────────────────────────

/** Who we are, and the question for a code. */
export function greet(scene: Scene): Turn {
  const other = scene.language === 'vi' ? choice('choice-en', 'lang:en') : choice('choice-vi', 'lang:vi');
  const says = [...firstWords(scene), message('greeting', {}, [other])];
  return turn(scene, { dialog: { kind: 'code', code: null }, says });
}

/** A demo says so before anything else. */
function firstWords(scene: Scene): Say[] {
  return scene.context.demo ? [message('demo-first')] : [];
}

/** Looks a code up, unless too many wrong ones came before. */
export function submitCode(scene: Scene, code: string): Turn {
  const { context, state } = scene;
  const { pausedUntil } = state.tries;
  const now = context.now.getTime();
  if (pausedUntil !== null && pausedUntil > now) {
    return reply(scene, message('code-paused', { minutes: Math.ceil((pausedUntil - now) / 60_000) }));
  }
  const tries = pausedUntil === null ? state.tries : { wrong: 0, pausedUntil: null };
  const isStranger = !context.member && !context.staff;
  const says = isStranger && state.dialog.kind === 'idle' ? firstWords(scene) : [];
  const dialog: Dialog = context.member ? state.dialog : { kind: 'code', code };
  return turn(scene, { dialog, tries, says, commands: [{ kind: 'find_code', code }] });
}

/** Counts a wrong code and says so; too many in a row pause the chat. */
export function wrongCode(scene: Scene, key = 'code-wrong'): Turn {
  const wrong = scene.state.tries.wrong + 1;
  const dialog: Dialog = scene.context.member ? scene.state.dialog : { kind: 'code', code: null };
  if (wrong < TRIES) {
    const says = [message(key, { left: TRIES - wrong })];
    return turn(scene, { dialog, tries: { wrong, pausedUntil: null }, says });
  }
  const tries = { wrong, pausedUntil: scene.context.now.getTime() + PAUSE_MS };
  return turn(scene, { dialog, tries, says: [message('code-paused', { minutes: PAUSE_MS / 60_000 })] });
}

// ── Questions ────────────────────────────────────────────────────────────────────────────────────

/** The question that this dialog waits for an answer to. */
export function joinQuestion(dialog: JoinDialog): Say {
  switch (dialog.kind) {
    case 'code':
      return message('code-ask');
    case 'join_name':
      return message('join-name');
    case 'join_house':
      return message('join-house', { name: dialog.name });
    case 'join_language':
      return message('join-language', {}, LANGUAGE_CHOICES);
    case 'join_consent':
      return message('consent-text', { unit: dialog.join.unitName }, CONSENT_CHOICES);
  }
}

function ask(scene: Scene, dialog: JoinDialog, ...before: Say[]): Turn {
  return turn(scene, { dialog, says: [...before, joinQuestion(dialog)] });
}

/** Typed text in the middle of joining. */
export function joinText(scene: Scene, dialog: JoinDialog, text: string): Turn {
  switch (dialog.kind) {
    case 'code': {
      const typed = readCode(text);
      if (typed === null) return reply(scene, message('code-format'));
      return typed.kind === 'code' ? submitCode(scene, typed.code) : reply(scene, message('code-lookalike'));
    }
    case 'join_name': {
      const name = readLabel(text, /\p{L}/u);
      if (name === null || isCode(name, dialog.join)) return reply(scene, message('join-name-again'));
      const named = { join: dialog.join, name };
      return dialog.join.target.kind === 'group'
        ? ask(scene, { kind: 'join_house', ...named })
        : ask(scene, { kind: 'join_language', ...named, house: null });
    }
    case 'join_house': {
      const house = readLabel(text, /[\p{L}\p{N}]/u);
      if (house === null) return reply(scene, message('join-house-again'));
      return ask(scene, { kind: 'join_language', join: dialog.join, name: dialog.name, house });
    }
    case 'join_language': {
      const language = readLanguage(text);
      return language === null
        ? ask(scene, dialog, message('choose-one'))
        : chooseLanguage(scene, dialog, language);
    }
    case 'join_consent': {
      const answer = readYesNo(text);
      return answer === null
        ? ask(scene, dialog, message('choose-one'))
        : consent(scene, dialog, answer === 'yes');
    }
  }
}

/** The very code they came with, or something with a digit that could be one. "Yvette" is a name. */
function isCode(name: string, join: Join): boolean {
  const typed = readCode(name);
  if (typed?.kind !== 'code') return false;
  return typed.code === join.code?.toUpperCase() || /\d/.test(typed.code);
}

export function readLanguage(text: string): Language | null {
  const typed = fold(text);
  if (['vi', 'viet', 'tieng viet', 'vietnamese'].includes(typed)) return 'vi';
  return ['en', 'anh', 'tieng anh', 'english'].includes(typed) ? 'en' : null;
}

/** Buttons in the middle of joining; null for a button that is not of this question. */
export function joinPress(scene: Scene, dialog: JoinDialog, payload: string): Turn | null {
  const language = payload === 'lang:vi' ? 'vi' : payload === 'lang:en' ? 'en' : null;
  if (language !== null && dialog.kind === 'join_language') return chooseLanguage(scene, dialog, language);
  if (language !== null) {
    const again = dialog.kind === 'code' ? message('greeting') : joinQuestion(dialog);
    const moved: Dialog = dialog.kind === 'join_consent' ? { ...dialog, language } : dialog;
    return turn(scene, { dialog: moved, language, says: [again] });
  }
  if (dialog.kind !== 'join_consent') return null;
  if (payload === 'consent:yes') return consent(scene, dialog, true);
  return payload === 'consent:no' ? consent(scene, dialog, false) : null;
}

function chooseLanguage(
  scene: Scene,
  { join, name, house }: Extract<Dialog, { kind: 'join_language' }>,
  language: Language,
): Turn {
  const dialog: JoinDialog = { kind: 'join_consent', join, name, house, language };
  return turn(scene, { dialog, language, says: [joinQuestion(dialog)] });
}

function consent(
  scene: Scene,
  { join, name, house, language }: Extract<Dialog, { kind: 'join_consent' }>,
  agreed: boolean,
): Turn {
  if (!agreed) return turn(scene, { dialog: IDLE, says: [message('consent-declined')] });
  const target =
    join.target.kind === 'group'
      ? { kind: 'group' as const, groupId: join.target.groupId, houseLabel: house ?? '' }
      : join.target;
  const command = {
    kind: 'join_household' as const,
    target,
    name,
    language,
    consentVersion: CONSENT_VERSION,
  };
  return turn(scene, { commands: [command] });
}

export function cancelJoin(scene: Scene): Turn {
  return turn(scene, { dialog: IDLE, says: [message('join-cancelled')] });
}

// ── Outcomes ─────────────────────────────────────────────────────────────────────────────────────

type JoinOutcome = Extract<
  CommandOutcome,
  {
    kind:
      | 'code_group'
      | 'code_household'
      | 'code_staff'
      | 'code_ended'
      | 'code_unknown'
      | 'joined'
      | 'already_member'
      | 'join_gone'
      | 'test_confirmed'
      | 'staff_linked'
      | 'staff_code_invalid';
  }
>;

export function joinOutcome(scene: Scene, outcome: JoinOutcome): Turn {
  const { context, state } = scene;
  const tries = { wrong: 0, pausedUntil: null };
  const stay: Dialog = context.member ? state.dialog : IDLE;
  switch (outcome.kind) {
    case 'code_group':
    case 'code_household': {
      if (context.member) return turn(scene, { tries, says: alreadyMember(scene) });
      const target =
        outcome.kind === 'code_group'
          ? { kind: 'group' as const, groupId: outcome.groupId }
          : { kind: 'household' as const, householdId: outcome.householdId };
      const code = state.dialog.kind === 'code' ? state.dialog.code : null;
      const join: Join = { code, target, groupName: outcome.groupName, unitName: outcome.policeUnitName };
      const dialog: JoinDialog = { kind: 'join_name', join };
      const found = message('join-found', { group: join.groupName, unit: join.unitName });
      return turn(scene, { dialog, tries, says: [found, joinQuestion(dialog)] });
    }
    case 'code_staff':
      return turn(scene, { tries, commands: [{ kind: 'link_staff', code: outcome.code }] });
    case 'code_ended': {
      const dialog: Dialog = context.member ? state.dialog : { kind: 'code', code: null };
      return turn(scene, { dialog, tries, says: [endedSay(outcome)] });
    }
    case 'code_unknown':
    case 'staff_code_invalid':
      return wrongCode(scene);
    case 'joined': {
      const args = { group: outcome.groupName, unit: outcome.policeUnitName, code: outcome.inviteCode };
      const says = [
        message('joined', args),
        { ...message('test-alert', { unit: outcome.policeUnitName }, TEST_CHOICES), alone: true },
      ];
      return turn(scene, { dialog: { kind: 'test' }, tries, says });
    }
    case 'already_member':
      return turn(scene, { dialog: stay, says: alreadyMember(scene) });
    case 'join_gone':
      return turn(scene, { dialog: { kind: 'code', code: null }, says: [message('join-gone')] });
    case 'test_confirmed':
      return turn(scene, {
        dialog: state.dialog.kind === 'test' ? IDLE : state.dialog,
        says: [message('test-confirmed')],
      });
    case 'staff_linked': {
      const linked = message('staff-linked', {
        name: outcome.name,
        unit: outcome.policeUnitName,
        ...commandArgs(scene),
      });
      return turn(scene, { dialog: stay, tries, says: [linked] });
    }
  }
}

function endedSay({ groupName, successor }: Extract<CommandOutcome, { kind: 'code_ended' }>): Say {
  if (!successor) return message('code-ended', { group: groupName });
  const args = { group: groupName, successor: successor.groupName, code: successor.joinCode };
  return message('code-ended-successor', args, [
    choice('choice-join-successor', `code:${successor.joinCode}`),
  ]);
}

function alreadyMember(scene: Scene): Say[] {
  return [message('already-member'), ...householdSays(scene)];
}
