import { isOpen } from '../alerts/alert.ts';
import { formatTime } from '../locales/format-time.ts';
import { dutyLines, openAlerts, replyChoices } from './answer.ts';
import type { Choice, CommandOutcome, HouseholdAlert, Language, Say } from './dialog.ts';
import { householdSays } from './household.ts';
import type { Scene, Turn } from './turn.ts';
import { choice, commandArgs, IDLE, message, reply, turn } from './turn.ts';
import { readYesNo } from './words.ts';

/** What anyone may ask for at any time: menu, alerts, help, language, household, stopping, being erased. */

const RESUME = choice('choice-resume', 'resume');
const LANGUAGE_CHOICES = [choice('choice-vi', 'lang:vi'), choice('choice-en', 'lang:en')];
const ERASE_CHOICES = [choice('choice-erase', 'erase:yes'), choice('choice-keep', 'erase:no')];

/** Two messages: three buttons each, numbered on from one to the other. */
export function homeMenu(): Say[] {
  return [
    message('menu', {}, [
      choice('choice-alerts', 'menu:alerts'),
      choice('choice-household', 'menu:household'),
      choice('choice-help', 'menu:help'),
    ]),
    message('menu-more', {}, [
      choice('choice-language', 'menu:language'),
      choice('choice-stop', 'menu:stop'),
      choice('choice-erase-me', 'menu:erase'),
    ]),
  ];
}

export function officerMenu(scene: Scene): Say {
  const { context } = scene;
  return message(
    'officer-menu',
    { name: context.staff?.name ?? '', unit: context.staff?.policeUnit.name ?? '', ...commandArgs(scene) },
    [
      choice('choice-compose', 'menu:compose'),
      choice('choice-status', 'menu:status'),
      context.member ? choice('choice-home', 'menu:home') : choice('choice-help', 'menu:help'),
    ],
  );
}

export function showMenu(scene: Scene): Turn {
  return turn(scene, { dialog: IDLE, says: scene.context.staff ? [officerMenu(scene)] : homeMenu() });
}

/** Somebody we know comes back with /start or unblocks us. */
export function welcomeBack(scene: Scene): Turn {
  const { context } = scene;
  const name = context.member?.name ?? context.staff?.name ?? '';
  const says: Say[] = context.demo ? [message('demo-first')] : [];
  if (context.contactState === 'stopped') return reply(scene, ...says, stoppedNotice());
  return turn(scene, {
    dialog: IDLE,
    says: [...says, message('welcome-back', { name }), ...showMenu(scene).says],
  });
}

// ── Help, language, household ────────────────────────────────────────────────────────────────────

/** With a button for help where an alert is open: who asks for help may mean it. */
export function helpSay(scene: Scene): Say {
  const alert = openAlerts(scene).find(({ replyCodes }) => replyCodes.includes('HELP'));
  const choices = alert ? [choice('reply-HELP', `a:${alert.number}:HELP`)] : [];
  return { ...message('help', {}, choices), lines: dutyLines(scene) };
}

export function askLanguage(scene: Scene): Turn {
  return reply(scene, message('language-ask', {}, LANGUAGE_CHOICES));
}

/** Members have a language of their own; of others the conversation remembers it. */
export function setLanguage(scene: Scene, language: Language): Turn {
  if (scene.context.member) return turn(scene, { commands: [{ kind: 'set_language', language }] });
  return turn(scene, { language, says: [message('language-set')] });
}

export function showHousehold(scene: Scene): Turn {
  return scene.context.member
    ? reply(scene, ...householdSays(scene))
    : reply(scene, message('household-none'));
}

// ── Alerts ───────────────────────────────────────────────────────────────────────────────────────

export function showAlerts(scene: Scene): Turn {
  const { alerts } = scene.context;
  const [only] = alerts;
  if (!only) return reply(scene, message('alerts-none'));
  if (alerts.length === 1) return reply(scene, alertSay(scene, only));
  const options = alerts.map((alert) => ({
    label: { key: 'alert-line', args: lineArgs(alert) },
    payload: `alert:${alert.number}`,
  }));
  return reply(scene, { ...message('alerts-list'), options });
}

export function showAlert(scene: Scene, number: string): Turn {
  const alert = scene.context.alerts.find((known) => known.number === number);
  return alert ? reply(scene, alertSay(scene, alert)) : reply(scene, message('reply-not-yours'));
}

const LINE_LENGTH = 60;

function lineArgs(alert: HouseholdAlert) {
  const line = alert.text.split('\n').find((part) => part.trim() !== '') ?? '';
  const letters = [...line.trim()];
  const text = letters.length > LINE_LENGTH ? `${letters.slice(0, LINE_LENGTH).join('')}…` : letters.join('');
  return {
    number: alert.number,
    time: formatTime(alert.sentAt),
    text,
    open: isOpen(alert.state) ? 'yes' : 'no',
  };
}

function alertSay({ language, t }: Scene, alert: HouseholdAlert): Say {
  const args = { number: alert.number, time: formatTime(alert.sentAt), text: alert.text };
  if (!isOpen(alert.state)) return message('alert-again-closed', { ...args, state: alert.state });
  const { myReply } = alert;
  const answered =
    myReply === null ? [] : [{ key: 'my-reply', args: { reply: t(language, `reply-${myReply}`) } }];
  return { ...message('alert-again', args, replyChoices(alert)), lines: answered };
}

// ── Stopping, erasing ────────────────────────────────────────────────────────────────────────────

export function stop(scene: Scene): Turn {
  if (!scene.context.member)
    return reply(scene, message(scene.context.staff ? 'stop-staff' : 'stop-nothing'));
  return turn(scene, { dialog: IDLE, commands: [{ kind: 'stop' }] });
}

export function resume(scene: Scene): Turn {
  if (scene.context.contactState !== 'stopped') return reply(scene, message('resume-nothing'));
  return turn(scene, { commands: [{ kind: 'resume' }] });
}

export function stoppedNotice(): Say {
  return message('stopped-notice', {}, [RESUME]);
}

export function askErase(scene: Scene): Turn {
  if (!scene.context.member)
    return reply(scene, message(scene.context.staff ? 'erase-staff' : 'erase-nothing'));
  return turn(scene, {
    dialog: { kind: 'erase_confirm' },
    says: [message('erase-confirm', {}, ERASE_CHOICES)],
  });
}

export function confirmErase(scene: Scene, yes: boolean): Turn {
  if (!yes) return turn(scene, { dialog: IDLE, says: [message('erase-kept')] });
  return turn(scene, { dialog: IDLE, language: scene.language, commands: [{ kind: 'erase_me' }] });
}

export function eraseText(scene: Scene, text: string): Turn {
  const answer = readYesNo(text);
  return answer === null ? askErase(scene) : confirmErase(scene, answer === 'yes');
}

type SettingsOutcome = Extract<CommandOutcome, { kind: 'language_set' | 'stopped' | 'resumed' | 'erased' }>;

export function settingsOutcome(scene: Scene, outcome: SettingsOutcome): Turn {
  switch (outcome.kind) {
    case 'language_set':
      return reply(scene, { ...message('language-set'), language: outcome.language });
    case 'stopped': {
      const lines = scene.context.staff ? [{ key: 'stopped-staff' }] : [];
      return reply(scene, { ...message('stopped', {}, [RESUME]), lines });
    }
    case 'resumed':
      return reply(scene, message('resumed'));
    case 'erased':
      return turn(scene, { dialog: IDLE, says: [message('erased')] });
  }
}

// ── What we do not understand ────────────────────────────────────────────────────────────────────

const MENU_CHOICES: readonly Choice[] = [
  choice('choice-menu', 'menu:main'),
  choice('choice-help', 'menu:help'),
];

export function notUnderstood(scene: Scene): Turn {
  return reply(scene, message('not-understood', {}, MENU_CHOICES));
}

export function staleButton(scene: Scene): Turn {
  return reply(scene, message('button-stale', {}, MENU_CHOICES));
}
