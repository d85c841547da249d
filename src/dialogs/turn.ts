import type { Translate } from '../locales/locales.ts';
import { fold } from '../shared/fold.ts';
import type { Choice, Command, DialogContext, Label, Language, Say, SayArgs, StepResult } from './dialog.ts';
import type { Dialog, DialogState } from './state.ts';
import { isJoinDialog } from './state.ts';

/** Everything one turn of a conversation looks at. */
export interface Scene {
  state: DialogState;
  context: DialogContext;
  /** What this person reads. */
  language: Language;
  t: Translate;
}

export type Turn = StepResult<DialogState>;

type MessageSay = Extract<Say, { kind: 'message' }>;

export function message(key: string, args: SayArgs = {}, choices: readonly Choice[] = []): MessageSay {
  return { kind: 'message', key, args, choices };
}

/** For texts that name what an officer may type at any time. */
export function commandArgs({ context }: Scene): { commands: 'words' | 'slash' } {
  return { commands: context.commandsAreWords ? 'words' : 'slash' };
}

export function choice(key: string, payload: string): Choice {
  return { label: { key }, payload };
}

/** What a turn changes; the rest of the state stays. */
export interface Change {
  dialog?: Dialog;
  language?: Language | null;
  tries?: DialogState['tries'];
  says?: readonly Say[];
  commands?: readonly Command[];
}

export function turn(scene: Scene, change: Change): Turn {
  const { says = [], commands = [], ...fields } = change;
  return { state: { ...scene.state, ...fields }, says, commands };
}

/** Says something and leaves the conversation where it is. */
export function reply(scene: Scene, ...says: Say[]): Turn {
  return turn(scene, { says });
}

export const IDLE: Dialog = { kind: 'idle' };

export type JoinDialog = Extract<
  Dialog,
  { kind: 'code' | 'join_name' | 'join_house' | 'join_language' | 'join_consent' }
>;

/** Somebody who is not a member yet is on the way to become one. */
export function isJoining(dialog: Dialog): dialog is JoinDialog {
  return isJoinDialog(dialog.kind);
}

export function sceneOf(state: DialogState, context: DialogContext, t: Translate): Scene {
  const language = context.member ? context.language : (state.language ?? context.language);
  return { state, context, language, t };
}

/** Remembers what was offered and puts everything into the language of a person who is not a member yet. */
export function finish(scene: Scene, isOutcome: boolean, result: Turn): Turn {
  const spoke = result.says.length > 0;
  const chosen = scene.context.member ? null : result.state.language;
  const spoken = result.says.map((say) =>
    say.kind === 'message' && say.language === undefined && chosen !== null
      ? { ...say, language: chosen }
      : say,
  );
  const { says, offered } = offer(scene, spoken);
  const lastChoices = !spoke || (isOutcome && offered.length === 0) ? result.state.lastChoices : offered;
  const at = spoke || result.commands.length > 0 ? scene.context.now.getTime() : result.state.at;
  return { state: { ...result.state, lastChoices, at }, says, commands: result.commands };
}

interface Offer {
  says: Say[];
  offered: DialogState['lastChoices'];
}

/**
 * Gives each choice the number by which it can be typed, counted on through everything that is said at once. A numbered
 * list is what numbers are about: where there is one, buttons are typed by their words.
 */
function offer(scene: Scene, says: readonly Say[]): Offer {
  const isListed = says.some((say) => say.kind === 'message' && (say.options ?? []).length > 0);
  const numbered: DialogState['lastChoices'] = [];
  const worded: DialogState['lastChoices'] = [];
  const placed = says.map((say): Say => {
    if (say.kind !== 'message') return say;
    const language = say.language ?? scene.language;
    const remembered = ({ label, payload }: Choice) => ({
      payload,
      label: fold(labelText(label, language, scene.t)),
    });
    const byNumber = (choice: Choice, index: number): Choice => {
      const place = numbered.push(remembered(choice));
      return place === index + 1 ? choice : { ...choice, place };
    };
    const byWords = (choice: Choice): Choice => {
      worded.push({ ...remembered(choice), worded: true });
      return { ...choice, place: null };
    };
    return {
      ...say,
      ...(say.options && { options: say.options.map(byNumber) }),
      ...(say.choices && { choices: say.choices.map(isListed ? byWords : byNumber) }),
    };
  });
  return { says: placed, offered: [...numbered, ...worded] };
}

export function labelText(label: Label, language: Language, t: Translate): string {
  return 'text' in label ? label.text : t(language, label.key, label.args);
}
