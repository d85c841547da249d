import type { InboundContent } from '../channels/channel.ts';
import type { Translate } from '../locales/locales.ts';
import { classifyReply } from '../replies/classify-reply.ts';
import { fold } from '../shared/fold.ts';
import {
  answerContent,
  answerNumber,
  answerText,
  emergencySay,
  isCallForHelp,
  isPressedCall,
  openAlerts,
  pressReply,
  readReplyPayload,
} from './answer.ts';
import { askLink, askPrefer, confirmLink, linkText, preferPress } from './chats.ts';
import type { DialogContext, Input, StepResult } from './dialog.ts';
import { handleGlobalWord } from './global-words.ts';
import { greet, joinPress, joinQuestion, joinText, submitCode, TEST_CHOICES } from './join.ts';
import { officerPress, officerQuestion, officerText } from './officer.ts';
import { outcomeTurn } from './outcomes.ts';
import {
  askErase,
  askLanguage,
  confirmErase,
  eraseText,
  helpSay,
  homeMenu,
  notUnderstood,
  resume,
  setLanguage,
  showAlert,
  showAlerts,
  showHousehold,
  showMenu,
  staleButton,
  stop,
  stoppedNotice,
  welcomeBack,
} from './settings.ts';
import type { DialogState } from './state.ts';
import { isJoinDialog, isOfficerDialog, settle } from './state.ts';
import type { Scene, Turn } from './turn.ts';
import { finish, isJoining, message, reply, sceneOf, turn } from './turn.ts';
import { verifyText } from './verify.ts';
import { matchGlobalWord, readCode, readNumber } from './words.ts';

export type Step = (state: DialogState, input: Input, context: DialogContext) => StepResult<DialogState>;

/**
 * One step of a conversation. Pure. In this order: words that work at any time, the conversation in progress, answers
 * to alerts, codes, and at last the polite "not understood".
 */
export function createStep(t: Translate): Step {
  return (before, input, context) => {
    if (input.kind === 'outcome') {
      const scene = sceneOf(before, context, t);
      return finish(scene, true, outcomeTurn(scene, input.outcome));
    }
    const who = { now: context.now, isMember: context.member !== null, isStaff: context.staff !== null };
    const scene = sceneOf(settle(before, who), context, t);
    return finish(scene, false, inputTurn(scene, input));
  };
}

function inputTurn(scene: Scene, input: InboundContent): Turn {
  switch (input.kind) {
    case 'text': {
      const text = input.text.normalize('NFC').trim();
      return text === '' ? unusable(scene) : textTurn(scene, text);
    }
    case 'press':
      return pressTurn(scene, input.payload);
    case 'photo':
    case 'voice':
    case 'place':
      return contentTurn(scene, input);
    // No dialog asks by the platform's form yet.
    case 'contact_info':
    case 'other':
      return unusable(scene);
    case 'withdrawn':
      return scene.context.member ? confirmErase(scene, true) : turn(scene, {});
    case 'blocked':
      return turn(scene, {});
    case 'unblocked':
      return isStranger(scene) ? turn(scene, {}) : welcomeBack(scene);
  }
}

function isStranger({ context }: Scene): boolean {
  return !context.member && !context.staff;
}

// ── Text ─────────────────────────────────────────────────────────────────────────────────────────

function textTurn(scene: Scene, text: string): Turn {
  const picked = pickChoice(scene, text);
  if (picked !== null) return pressTurn(scene, picked);

  const expectsName = scene.state.dialog.kind === 'join_name' || scene.state.dialog.kind === 'join_house';
  const word = matchGlobalWord(text, { isStaff: scene.context.staff !== null, expectsName });
  const global = word && handleGlobalWord(scene, word);
  if (global) return global;

  const { dialog } = scene.state;
  const asked = isOfficerDialog(dialog.kind) || expectsName ? null : verifyText(scene, text);
  if (asked) return asked;
  if (isJoining(dialog)) {
    if (!expectsName && isCallForHelp(text)) return reply(scene, emergencySay(scene), joinQuestion(dialog));
    return joinText(scene, dialog, text);
  }
  if (dialog.kind === 'erase_confirm' && !isCallForHelp(text)) return eraseText(scene, text);
  if (dialog.kind === 'link_confirm' && !isCallForHelp(text)) return linkText(scene, dialog, text);
  return (
    officerText(scene, text) ?? (scene.context.member ? memberText(scene, text) : outsiderText(scene, text))
  );
}

/** What was offered last can be typed as its number or its words, unless an alert came in between. */
function pickChoice(scene: Scene, text: string): string | null {
  const { dialog, lastChoices, at } = scene.state;
  const [newest] = openAlerts(scene);
  const inQuestion = isJoinDialog(dialog.kind) || isOfficerDialog(dialog.kind);
  if (newest && newest.sentAt.getTime() > at && !inQuestion) return null;
  const place = readNumber(text);
  const typed = fold(text);
  const picked =
    place === null
      ? lastChoices.find(({ label }) => label === typed)
      : lastChoices.filter(({ worded }) => !worded)[place - 1];
  return typed === '' ? null : (picked?.payload ?? null);
}

function memberText(scene: Scene, text: string): Turn {
  const { dialog } = scene.state;
  if (scene.context.contactState === 'stopped' && dialog.kind !== 'details' && !isCallForHelp(text)) {
    return reply(scene, stoppedNotice());
  }
  if (text.startsWith('/')) return notUnderstood(scene);
  const place = readNumber(text);
  const numbered = place === null ? null : answerNumber(scene, place);
  if (numbered) return numbered;
  const typed = readCode(text);
  if (typed?.kind === 'code' && typed.certain) return submitCode(scene, typed.code);
  const isTest = dialog.kind === 'test';
  if (isTest && openAlerts(scene).length === 0 && classifyReply(text) === 'ACK') return confirmTest(scene);
  const answered = answerText(scene, text);
  if (answered) return answered;
  return isTest ? reply(scene, message('test-remind', {}, TEST_CHOICES)) : notUnderstood(scene);
}

function confirmTest(scene: Scene): Turn {
  return turn(scene, { commands: [{ kind: 'confirm_test' }] });
}

/** Officers who are no members, and strangers. */
function outsiderText(scene: Scene, text: string): Turn {
  const typed = readCode(text);
  if (typed?.kind === 'code' && typed.certain) return submitCode(scene, typed.code);
  const calls = isCallForHelp(text);
  if (!isStranger(scene)) return calls ? reply(scene, helpSay(scene)) : notUnderstood(scene);
  const greeting = greet(scene);
  return calls ? { ...greeting, says: [emergencySay(scene), ...greeting.says] } : greeting;
}

// ── Photos, voices, places, stickers ─────────────────────────────────────────────────────────────

function contentTurn(
  scene: Scene,
  content: Extract<InboundContent, { kind: 'photo' | 'voice' | 'place' }>,
): Turn {
  const asked = askAgainForText(scene);
  if (asked) return asked;
  if (!scene.context.member) return isStranger(scene) ? greet(scene) : notUnderstood(scene);
  if (scene.context.contactState === 'stopped' && scene.state.dialog.kind !== 'details') {
    return reply(scene, stoppedNotice());
  }
  return answerContent(scene, content);
}

function unusable(scene: Scene): Turn {
  const asked = askAgainForText(scene);
  if (asked) return asked;
  if (isStranger(scene)) return greet(scene);
  if (scene.context.contactState === 'stopped') return reply(scene, stoppedNotice());
  return reply(scene, message('kind-unusable'));
}

function askAgainForText(scene: Scene): Turn | null {
  const { dialog } = scene.state;
  if (isJoining(dialog)) return reply(scene, message('text-please'), joinQuestion(dialog));
  const question = officerQuestion(scene);
  return question.length > 0 ? reply(scene, message('text-please'), ...question) : null;
}

// ── Buttons ──────────────────────────────────────────────────────────────────────────────────────

function pressTurn(scene: Scene, payload: string): Turn {
  const { dialog } = scene.state;
  const answer = readReplyPayload(payload);
  if (answer) return pressReply(scene, answer);
  const taken =
    officerPress(scene, payload) ?? (isJoining(dialog) ? joinPress(scene, dialog, payload) : null);
  const known = taken ?? settingsPress(scene, payload);
  if (known) return known;
  const calls = isPressedCall(payload);
  // What a person on the way to join has said so far is not lost by an old button.
  if (isJoining(dialog) && dialog.kind !== 'code') {
    return reply(scene, ...(calls ? [emergencySay(scene)] : []), joinQuestion(dialog));
  }
  if (calls && !isOfficerDialog(dialog.kind)) return textTurn(scene, payload);
  return isStranger(scene) ? greet(scene) : staleButton(scene);
}

function settingsPress(scene: Scene, payload: string): Turn | null {
  const isMember = scene.context.member !== null;
  const { dialog } = scene.state;
  const [kind, what = ''] = payload.split(':');
  switch (payload) {
    case 'lang:vi':
      return setLanguage(scene, 'vi');
    case 'lang:en':
      return setLanguage(scene, 'en');
    case 'test:read':
      return isMember ? confirmTest(scene) : null;
    case 'resume':
      return isMember ? resume(scene) : null;
    case 'erase:yes':
      return dialog.kind === 'erase_confirm' ? confirmErase(scene, true) : isMember ? askErase(scene) : null;
    case 'erase:no':
      return dialog.kind === 'erase_confirm' ? confirmErase(scene, false) : null;
    case 'link:yes':
    case 'link:no':
      return dialog.kind === 'link_confirm' ? confirmLink(scene, dialog, what === 'yes') : null;
  }
  if (kind === 'code') {
    const typed = readCode(what);
    return typed?.kind === 'code' ? submitCode(scene, typed.code) : null;
  }
  if (isStranger(scene)) return null;
  if (kind === 'alert') return showAlert(scene, what);
  if (kind === 'prefer') return preferPress(scene, what);
  return kind === 'menu' ? menuPress(scene, what) : null;
}

function menuPress(scene: Scene, what: string): Turn | null {
  switch (what) {
    case 'main':
      return showMenu(scene);
    case 'home':
      return reply(scene, ...homeMenu());
    case 'alerts':
      return showAlerts(scene);
    case 'household':
      return showHousehold(scene);
    case 'help':
      return reply(scene, helpSay(scene));
    case 'language':
      return askLanguage(scene);
    case 'link':
      return askLink(scene);
    case 'prefer':
      return askPrefer(scene);
    case 'stop':
      return stop(scene);
    case 'erase':
      return askErase(scene);
    default:
      return null;
  }
}
