import type { OutgoingMessage, PressAcknowledger } from '../channels/channel.ts';
import type { Hints } from '../deliveries/ports.ts';
import type { WakeList } from '../deliveries/wake-list.ts';
import { errorFields, type Logger } from '../shared/logger.ts';
import type { Command, CommandOutcome, DialogContext, Input, Language, Say, StepResult } from './dialog.ts';
import type { LoadedPerson } from './load-context.ts';
import { mergeSays, type RenderedSay } from './merge-says.ts';
import type { ContextStore, DialogStores, InTransaction, Person, PersonRow, StoredEvent } from './ports.ts';
import { changesPerson } from './run-command.ts';

/** The conversation: pure. `parse` never throws; what it cannot read becomes the initial state. */
export interface Dialog<State> {
  parse(stored: unknown): State;
  step(state: State, input: Input, context: DialogContext): StepResult<State>;
}

export interface HandleEventsDeps<Stores extends DialogStores, State> {
  inTransaction: InTransaction<Stores>;
  dialog: Dialog<State>;
  loadContext(store: ContextStore, row: PersonRow, languageHint: string | null): Promise<LoadedPerson>;
  runCommand(stores: Stores, person: Person, eventId: string, command: Command): Promise<CommandOutcome>;
  render(say: Say, language: Language): OutgoingMessage;
  hints: Pick<Hints, 'driveLane' | 'fanOut'>;
  acknowledgerOf(channelAccountId: string): Promise<PressAcknowledger | null>;
  /** The account was too fast with acknowledgements: its lane must rest. */
  onThrottled(laneId: string, ms: number): Promise<void>;
  /** Whether an error says that the database was away, not that the event is bad. */
  isOutage(error: unknown): boolean;
  logger: Logger;
}

export type HandleResult =
  /** No event of this chat waits any more. */
  | { kind: 'done'; handled: number; failed: number }
  /** An event could not be handled and is tried again by the next hint. */
  | { kind: 'postponed'; handled: number; failed: number };

const MAX_ATTEMPTS = 5;
/** More than any conversation needs; a step that goes round in circles is a bug. */
const MAX_COMMANDS = 8;
const ACKNOWLEDGE_TIMEOUT_MS = 5_000;

interface Press {
  pressId: string;
  channelAccountId: string;
  laneId: string | null;
}

/** What is known of an event even when handling it throws. */
interface Trace {
  eventId: string | null;
  press: Press | null;
}

/**
 * Handles the waiting events of one chat in order, each in one short transaction: dialog, use cases, our answers as
 * rows, the event marked and blanked. The chat's lock makes sure that no event is handled twice or out of order.
 */
export function createHandleEvents<Stores extends DialogStores, State>(
  deps: HandleEventsDeps<Stores, State>,
) {
  const { dialog, logger } = deps;

  async function converse(
    stores: Stores,
    row: PersonRow,
    stored: unknown,
    event: StoredEvent,
  ): Promise<void> {
    const hint = event.languageHint;
    let known = await deps.loadContext(stores.context, row, hint);
    const says: RenderedSay[] = [];
    const result = dialog.step(dialog.parse(stored), event.content, known.context);
    let { state } = result;
    const commands = [...result.commands];
    let forgotten = false;
    const say = (list: readonly Say[]) => {
      for (const one of list) {
        const alone = one.kind === 'verbatim' || one.alone === true;
        says.push({ message: deps.render(one, known.context.language), alone });
      }
    };
    say(result.says);
    for (let count = 1; ; count++) {
      const command = commands.shift();
      if (!command) break;
      if (count > MAX_COMMANDS) throw new Error('a dialog step asks for commands without end');
      const outcome = await deps.runCommand(stores, known.person, event.id, command);
      if (outcome.kind === 'erased') forgotten = true;
      if (changesPerson(outcome)) {
        const fresh = await stores.context.person(row.contactPointId);
        if (fresh) known = await deps.loadContext(stores.context, fresh, hint);
      }
      const next = dialog.step(state, { kind: 'outcome', outcome }, known.context);
      state = next.state;
      say(next.says);
      commands.unshift(...next.commands);
    }
    for (const message of mergeSays(says)) {
      await stores.answers.add({ contactPointId: row.contactPointId, class: 'answer', message });
    }
    // After an erasure nothing of the conversation stays, not even where it stood.
    if (forgotten) await stores.dialogs.forget(row.contactPointId);
    else await stores.dialogs.save(row.contactPointId, state);
  }

  /** Handles the oldest event. Null when there is none. */
  function handleOne(
    contactPointId: string,
    trace: Trace,
  ): Promise<{ wake: WakeList; more: boolean } | null> {
    return deps.inTransaction(async (stores) => {
      trace.eventId = null;
      trace.press = null;
      const locked = await stores.dialogs.lock(contactPointId);
      const waiting = locked && (await stores.inbound.nextEvent(contactPointId));
      if (!waiting) return null;
      trace.eventId = waiting.id;
      const row = await stores.context.person(contactPointId);
      if (!row) throw new Error('the contact point of an event is gone');
      const event = stores.inbound.open(waiting);
      if (event.content.kind === 'press') {
        const { pressId } = event.content;
        trace.press = { pressId, channelAccountId: row.channelAccountId, laneId: row.laneId };
      }
      await converse(stores, row, locked.state, event);
      await stores.inbound.markHandled(event.id);
      // Asked here, it spares most chats a second transaction; what arrives later brings its own hint.
      const more = (await stores.inbound.nextEvent(contactPointId)) !== null;
      return { wake: stores.wake, more };
    });
  }

  /** Ends the waiting sign on a pressed button. Nothing depends on it, so nothing waits for it but the very end. */
  async function acknowledge(press: Press): Promise<void> {
    try {
      const acknowledger = await deps.acknowledgerOf(press.channelAccountId);
      const signal = AbortSignal.timeout(ACKNOWLEDGE_TIMEOUT_MS);
      const outcome = await acknowledger?.acknowledgePress(press.pressId, signal);
      if (outcome?.kind === 'throttled' && outcome.scope === 'account' && press.laneId !== null) {
        await deps.onThrottled(press.laneId, outcome.retryAfterMs);
      }
    } catch (error) {
      logger.warn(errorFields(error), 'a press was not acknowledged');
    }
  }

  async function wakeUp(wake: WakeList): Promise<void> {
    try {
      if (wake.lanes.size > 0) await deps.hints.driveLane([...wake.lanes]);
      if (wake.alertMessages.size > 0) await deps.hints.fanOut([...wake.alertMessages]);
    } catch (error) {
      logger.warn(errorFields(error), 'hints lost; the sweeper finds the rows');
    }
  }

  /** Counts a failure of this event; true when it was the last and the next event may pass. */
  async function giveUpOn(eventId: string, error: unknown): Promise<boolean> {
    const fields = errorFields(error);
    const failure = [fields.error, fields.code].filter(Boolean).join(' ');
    const verdict = await deps.inTransaction((stores) =>
      stores.inbound.recordFailure(eventId, failure, MAX_ATTEMPTS),
    );
    if (verdict === 'failed') logger.error({ eventId, ...fields }, 'event given up');
    else logger.warn({ eventId, ...fields }, 'event failed, will be tried again');
    return verdict === 'failed';
  }

  return async function handleEvents(contactPointId: string, signal?: AbortSignal): Promise<HandleResult> {
    const acknowledgements: Promise<void>[] = [];
    let handled = 0;
    let failed = 0;
    try {
      while (!signal?.aborted) {
        const trace: Trace = { eventId: null, press: null };
        try {
          const result = await handleOne(contactPointId, trace);
          if (!result) return { kind: 'done', handled, failed };
          handled++;
          await wakeUp(result.wake);
          if (!result.more) return { kind: 'done', handled, failed };
        } catch (error) {
          if (trace.eventId === null || deps.isOutage(error)) throw error;
          if (!(await giveUpOn(trace.eventId, error))) return { kind: 'postponed', handled, failed };
          failed++;
        } finally {
          if (trace.press) acknowledgements.push(acknowledge(trace.press));
        }
      }
      return { kind: 'postponed', handled, failed };
    } finally {
      await Promise.all(acknowledgements);
    }
  };
}
