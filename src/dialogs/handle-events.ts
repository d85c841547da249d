import type { InboundContent, OutgoingMessage } from '../channels/channel.ts';
import type { Hints } from '../deliveries/ports.ts';
import type { WakeList } from '../deliveries/wake-list.ts';
import { assertNever } from '../shared/assert-never.ts';
import { createBatcher } from '../shared/batcher.ts';
import type { Clock } from '../shared/clock.ts';
import { errorFields, type Logger } from '../shared/logger.ts';
import type { Press } from './acknowledge-presses.ts';
import type { Command, CommandOutcome, DialogContext, Input, Language, Say, StepResult } from './dialog.ts';
import type { Intake } from './intake.ts';
import type { LoadedPerson } from './load-context.ts';
import { mergeSays, type RenderedSay } from './merge-says.ts';
import type {
  ContextStore,
  DialogStores,
  InTransaction,
  Person,
  PersonRow,
  StoredEvent,
  TakenEvent,
} from './ports.ts';
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
  presses: { add(press: Press): void };
  intake: Pick<Intake, 'letPass'>;
  /** Whether an error says that the database was away, not that the event is bad. */
  isOutage(error: unknown): boolean;
  clock: Pick<Clock, 'sleep'>;
  logger: Logger;
}

/**
 * Whether an event belongs to the talk that staff has in this chat by the platform's own tool. A press, a call for help or
 * a consent that is taken back is always ours: nobody may be left out of an alert because somebody wrote to them.
 */
function isForStaff(content: InboundContent, urgent: boolean): boolean {
  switch (content.kind) {
    case 'text':
    case 'photo':
    case 'voice':
    case 'place':
    case 'other':
      return !urgent;
    case 'press':
    case 'blocked':
    case 'unblocked':
    case 'withdrawn':
    case 'contact_info':
      return false;
  }
}

export interface HandleResult {
  handled: number;
  /** Events that could not be handled and are tried again after a rest of their chat. */
  postponed: number;
  /** Events that were given up: the next of their chat may pass. */
  failed: number;
}

const MAX_ATTEMPTS = 5;
/** Of a chat whose event could not be handled. */
const REST_MS = 1_000;
/** More than any conversation needs; a step that goes round in circles is a bug. */
const MAX_COMMANDS = 8;
/**
 * Of one process, whatever runs beside each other in it. Each takes a connection and a core's time, which who stores
 * events needs first: a platform waits for that.
 */
const CHATS_AT_ONCE = 4;
/** At most so often, however many events come in; the first one at once. */
const HINT_EVERY_MS = 100;

/** What is known of an event even when handling it throws. */
interface Trace {
  event: TakenEvent | null;
  press: Press | null;
}

/** Two took the same event at the same moment: what the second one wrote must not stay. */
class HandledMeanwhile extends Error {}

type Taken =
  /** No chat waits that nobody else has. */
  | { kind: 'idle' }
  /** Somebody else was faster. */
  | { kind: 'gone' }
  | { kind: 'handled'; wake: WakeList }
  | { kind: 'postponed' | 'failed'; eventId: string; error: unknown };

/**
 * Handles the events that wait, those of one chat in order, several chats at a time, until none is left: of each the
 * dialog, use cases, our answers as rows, the event marked and blanked in one short transaction. The lock of the chat
 * makes sure that no event is handled twice or out of order, however many processes do this at once.
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
  ): Promise<{ value: State } | null> {
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
    return forgotten ? null : { value: state };
  }

  async function handle(stores: Stores, taken: TakenEvent, trace: Trace): Promise<boolean> {
    const row = await stores.context.person(taken.contactPointId);
    if (!row) throw new Error('the contact point of an event is gone');
    const event = stores.inbound.open(taken);
    if (event.content.kind === 'press') {
      const { channelAccountId, laneId } = row;
      trace.press = { pressId: event.content.pressId, channelAccountId, laneId };
    }
    if (row.botPaused && isForStaff(event.content, taken.urgent)) {
      return stores.inbound.finish(taken, taken.state === null ? null : { value: taken.state });
    }
    return stores.inbound.finish(taken, await converse(stores, row, taken.state, event));
  }

  /** Handles the oldest event of the chat that has waited longest. `onTaken` is called once it holds one. */
  async function takeOne(onTaken: () => void): Promise<Taken> {
    const trace: Trace = { event: null, press: null };
    try {
      return await deps.inTransaction(async (stores): Promise<Taken> => {
        trace.event = null;
        trace.press = null;
        const event = await stores.inbound.take();
        if (!event) return { kind: 'idle' };
        trace.event = event;
        onTaken();
        if (!(await handle(stores, event, trace))) throw new HandledMeanwhile();
        return { kind: 'handled', wake: stores.wake };
      });
    } catch (error) {
      if (error instanceof HandledMeanwhile) {
        trace.press = null;
        return { kind: 'gone' };
      }
      const { event } = trace;
      if (event === null || deps.isOutage(error)) throw error;
      const fields = errorFields(error);
      const failure = [fields.error, fields.code].filter(Boolean).join(' ');
      const verdict = await deps.inTransaction((stores) =>
        stores.inbound.recordFailure(event, failure, { maxAttempts: MAX_ATTEMPTS, restMs: REST_MS }),
      );
      if (verdict === 'settled') {
        trace.press = null;
        return { kind: 'gone' };
      }
      return { kind: verdict === 'again' ? 'postponed' : 'failed', eventId: event.id, error };
    } finally {
      if (trace.press) deps.presses.add(trace.press);
    }
  }

  const hintTogether = createBatcher<WakeList>(async (lists) => {
    const lanes = new Set(lists.flatMap((list) => [...list.lanes]));
    const alertMessages = new Set(lists.flatMap((list) => [...list.alertMessages]));
    if (lanes.size > 0) await deps.hints.driveLane([...lanes]);
    if (alertMessages.size > 0) await deps.hints.fanOut([...alertMessages]);
    await deps.clock.sleep(HINT_EVERY_MS);
  }, 1);

  /** Nobody waits for hints: what is lost is found by the sweeper. */
  function wakeUp(wake: WakeList): void {
    if (wake.lanes.size + wake.alertMessages.size === 0) return;
    hintTogether(wake).catch((error: unknown) =>
      logger.warn(errorFields(error), 'hints lost; the sweeper finds the rows'),
    );
  }

  let open = 0;

  /** Throws when the database is away; what was begun then waits as before. */
  return async function handleEvents(signal?: AbortSignal): Promise<HandleResult> {
    const result: HandleResult = { handled: 0, postponed: 0, failed: 0 };
    const lines: Promise<void>[] = [];
    let failure: { error: unknown } | undefined;

    function openLine(): void {
      open += 1;
      lines.push(
        work()
          .catch((error: unknown) => {
            failure ??= { error };
          })
          .finally(() => {
            open -= 1;
          }),
      );
    }

    /** Whoever finds a chat lets another look for the next one: a single event costs a single look. */
    function openAnother(): void {
      if (open < CHATS_AT_ONCE) openLine();
    }

    async function work(): Promise<void> {
      while (!signal?.aborted) {
        await deps.intake.letPass();
        const taken = await takeOne(openAnother);
        switch (taken.kind) {
          case 'idle':
            return;
          case 'gone':
            break;
          case 'handled':
            result.handled += 1;
            wakeUp(taken.wake);
            break;
          case 'postponed':
            result.postponed += 1;
            logger.warn(
              { eventId: taken.eventId, ...errorFields(taken.error) },
              'event failed, will be tried again',
            );
            break;
          case 'failed':
            result.failed += 1;
            logger.error({ eventId: taken.eventId, ...errorFields(taken.error) }, 'event given up');
            break;
          default:
            assertNever(taken);
        }
      }
    }

    // Also when all are taken: they may hang.
    openLine();
    // Lines that open on the way are behind these in the list.
    for (const line of lines) await line;
    if (failure) throw failure.error;
    return result;
  };
}
