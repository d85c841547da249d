import { z } from 'zod';
import { REPLY_CODES } from '../../../src/alerts/alert.ts';
import type { Command, CommandOutcome, Input, StepResult } from '../../../src/dialogs/dialog.ts';
import type { Dialog } from '../../../src/dialogs/handle-events.ts';

/**
 * A tiny conversation: what a person types is a command as JSON, and the outcome is what they read. So these tests look
 * at storing, order and use cases, not at words.
 */

/** What these tests wrote themselves a moment ago. */
const commandSchema = z.custom<Command>();
const outcomeSchema = z.custom<CommandOutcome>();

/** The outcome that a person was told. */
export function readOutcome(text: string): CommandOutcome {
  return outcomeSchema.parse(JSON.parse(text));
}

export interface TestState {
  /** Everything the person typed, in order. */
  heard: string[];
}

export const echoDialog: Dialog<TestState> = {
  parse: (stored) => ({ heard: readHeard(stored) }),
  step(state, input): StepResult<TestState> {
    const heard = input.kind === 'text' ? [...state.heard, input.text] : state.heard;
    return { state: { heard }, says: saysOf(input), commands: commandsOf(input) };
  },
};

function readHeard(stored: unknown): string[] {
  if (typeof stored !== 'object' || stored === null) return [];
  const heard: unknown = Reflect.get(stored, 'heard');
  return Array.isArray(heard) ? heard.map(String) : [];
}

function saysOf(input: Input): StepResult<TestState>['says'] {
  if (input.kind !== 'outcome') return [];
  return [{ kind: 'verbatim', message: { text: JSON.stringify(input.outcome), buttons: [] } }];
}

function commandsOf(input: Input): Command[] {
  if (input.kind === 'text' && input.text.startsWith('{')) {
    return [commandSchema.parse(JSON.parse(input.text))];
  }
  if (input.kind !== 'press') return [];
  const [, alertNumber = '', typed] = input.payload.split(':');
  const code = REPLY_CODES.find((known) => known === typed) ?? null;
  return [{ kind: 'record_reply', alertNumber, code, content: null }];
}
