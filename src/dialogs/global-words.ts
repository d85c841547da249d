import { normaliseCode } from '../areas/area.ts';
import { askLink, askPrefer, confirmLink } from './chats.ts';
import { cancelCompose } from './compose-confirm.ts';
import type { Say } from './dialog.ts';
import { cancelJoin, greet, joinQuestion, submitCode } from './join.ts';
import { officerPress, officerQuestion } from './officer.ts';
import {
  askErase,
  askLanguage,
  confirmErase,
  helpSay,
  resume,
  showAlerts,
  showHousehold,
  showMenu,
  stop,
  stoppedNotice,
  welcomeBack,
} from './settings.ts';
import { isOfficerDialog } from './state.ts';
import type { Scene, Turn } from './turn.ts';
import { isJoining, reply } from './turn.ts';
import type { GlobalMatch } from './words.ts';

/** What a word that works at any time does here; null where it means nothing, so that it is read as any text. */
export function handleGlobalWord(scene: Scene, match: GlobalMatch): Turn | null {
  const { context, state } = scene;
  if (match.word === 'start' && match.argument !== '') return startWith(scene, match.argument);
  if (match.word === 'compose') return officerPress(scene, 'menu:compose');
  if (match.word === 'status') return officerPress(scene, 'menu:status');
  if (match.word === 'drill') return officerPress(scene, 'menu:drill');
  if (match.word === 'approvals') return officerPress(scene, 'menu:approvals');
  if (isJoining(state.dialog)) return whileJoining(scene, match);
  if (isOfficerDialog(state.dialog.kind) && (match.word === 'stop' || match.word === 'cancel')) {
    return state.dialog.kind === 'manage'
      ? leaveStatus(scene, match, state.dialog.alertId)
      : cancelCompose(scene);
  }
  if (state.dialog.kind === 'link_confirm' && (match.word === 'cancel' || isStrangersStop(scene, match)))
    return confirmLink(scene, state.dialog, false);
  if (!context.member && !context.staff) return forStranger(scene, match);
  switch (match.word) {
    case 'start':
      return welcomeBack(scene);
    case 'menu':
      return context.contactState === 'stopped' ? reply(scene, stoppedNotice()) : showMenu(scene);
    case 'help':
      return withQuestion(scene, reply(scene, helpSay(scene)));
    case 'alerts':
      return withQuestion(scene, showAlerts(scene));
    case 'household':
      return withQuestion(scene, showHousehold(scene));
    case 'language':
      return askLanguage(scene);
    case 'stop':
      return stop(scene);
    case 'resume':
      return context.contactState === 'stopped' ? resume(scene) : null;
    case 'erase':
      return askErase(scene);
    case 'link':
      return withQuestion(scene, askLink(scene));
    case 'prefer':
      return withQuestion(scene, askPrefer(scene));
    case 'cancel':
      return cancel(scene);
  }
}

/** The code of a link is whatever somebody put into it; what cannot be one is looked up in vain, as a wrong one. */
const LONGEST_CODE = 64;

function startWith(scene: Scene, argument: string): Turn {
  return submitCode(scene, normaliseCode(argument).slice(0, LONGEST_CODE));
}

function whileJoining(scene: Scene, { word }: GlobalMatch): Turn {
  const { dialog } = scene.state;
  if (!isJoining(dialog)) return greet(scene);
  switch (word) {
    case 'stop':
    case 'cancel':
    case 'erase':
      return cancelJoin(scene);
    case 'help':
      return reply(scene, helpSay(scene), joinQuestion(dialog));
    case 'language':
      return askLanguage(scene);
    default:
      return dialog.kind === 'code' ? greet(scene) : reply(scene, joinQuestion(dialog));
  }
}

/** Who is no member yet has nothing else to stop. */
function isStrangersStop({ context }: Scene, { word }: GlobalMatch): boolean {
  return word === 'stop' && !context.member;
}

function forStranger(scene: Scene, { word }: GlobalMatch): Turn {
  switch (word) {
    case 'stop':
      return stop(scene);
    case 'erase':
      return askErase(scene);
    case 'language':
      return askLanguage(scene);
    case 'link':
      return askLink(scene);
    case 'help': {
      const greeting = greet(scene);
      return { ...greeting, says: [helpSay(scene), ...greeting.says] };
    }
    default:
      return greet(scene);
  }
}

/** "Dừng" under the status of an alert means the alert. It asks before it stops anything. */
function leaveStatus(scene: Scene, { word }: GlobalMatch, alertId: string): Turn | null {
  return word === 'stop' ? officerPress(scene, `manage:stop:${alertId}`) : showMenu(scene);
}

function cancel(scene: Scene): Turn | null {
  const { kind } = scene.state.dialog;
  if (kind === 'erase_confirm') return confirmErase(scene, false);
  return kind === 'details' ? showMenu(scene) : null;
}

/** An officer's question stays open below what was asked in between. */
function withQuestion(scene: Scene, result: Turn): Turn {
  const question: Say[] = officerQuestion(scene);
  return { ...result, says: [...result.says, ...question] };
}
