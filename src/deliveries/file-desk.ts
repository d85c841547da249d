import type { Channel, FileSent, KeptFile, OutgoingFile, SendTarget } from '../channels/channel.ts';
import type { Outcome } from '../channels/outcome.ts';
import { assertNever } from '../shared/assert-never.ts';
import type { Clock } from '../shared/clock.ts';
import { errorFields, type Logger } from '../shared/logger.ts';
import type { ClaimedSend, FileStore } from './ports.ts';
import { cannotWait } from './route.ts';

export type DeskSent =
  | { kind: 'answered'; outcome: Outcome }
  /** The call was about the file, or the message goes another way: its row is for a call of its own. */
  | { kind: 'again'; afterMs: number; reason: string };

/**
 * Takes files to the platform of one account: each once, by the first message that has it, and by the id that came back
 * for all the others. What the platform does not take goes without: words are never lost for a picture
 * (docs/decisions/0020).
 */
export interface FileDesk {
  /** Its file is on the way to the platform with another message. */
  waits(item: ClaimedSend): boolean;
  send(item: ClaimedSend, target: SendTarget, signal: AbortSignal): Promise<DeskSent>;
}

/** Failures in a row after which words go without their file. An alert that cannot wait does not wait for long. */
const TRIES = { cannotWait: 3, others: 10 } as const;
/** Then one message tries again after this. */
const TRY_AGAIN_MS = 60_000;
const RETRY_MS = 1_000;
/** Our own rule: a megabyte over a slow line. */
const BRING_TIMEOUT_MS = 30_000;

/** What this driver knows of a file, beside what the rows say. */
interface Known {
  kept: KeptFile | null;
  goneId: string | null;
  refused: string | null;
  /** Chats that take none of its kind, and why. */
  chats: Map<string, string>;
  onItsWay: boolean;
  failures: number;
  /** Nobody tries to bring it before. */
  restUntilMs: number;
}

export function createFileDesk(options: {
  channel: Channel;
  channelAccountId: string;
  /** Absent: nothing is taken to the platform. */
  store: FileStore | undefined;
  clock: Pick<Clock, 'now'>;
  logger: Logger;
}): FileDesk {
  const { channel, channelAccountId, store, clock, logger } = options;
  const files = new Map<string, Known>();
  const nowMs = () => clock.now().getTime();

  function knownOf({ id }: OutgoingFile): Known {
    const known = files.get(id) ?? {
      kept: null,
      goneId: null,
      refused: null,
      chats: new Map(),
      onItsWay: false,
      failures: 0,
      restUntilMs: 0,
    };
    files.set(id, known);
    return known;
  }

  /** By which id the platform has it; null where it does not. */
  function keptId({ keptFile }: ClaimedSend, known: Known): string | null {
    const ours = known.kept;
    if (ours !== null)
      return ours.expiresAt === null || ours.expiresAt.getTime() > nowMs() ? ours.fileId : null;
    const rows = keptFile?.fileId ?? null;
    return rows === known.goneId ? null : rows;
  }

  /** Why this message goes without its file; null where it goes with it. */
  function leavesOut(item: ClaimedSend, file: OutgoingFile, known: Known): string | null {
    if (!channel.files || !store) return 'no_files';
    const never =
      channel.files.refuses(file.kind) ??
      known.refused ??
      item.keptFile?.refused ??
      known.chats.get(item.contactPointId);
    if (never !== undefined && never !== null) return never;
    if (keptId(item, known) !== null) return null;
    const tries = item.brief === null || cannotWait(item.brief.severity) ? TRIES.cannotWait : TRIES.others;
    return known.failures >= tries && nowMs() < known.restUntilMs ? 'file_not_uploaded' : null;
  }

  async function note(what: string, write: Promise<void>): Promise<void> {
    await write.catch((error: unknown) =>
      logger.warn({ channelAccountId, ...errorFields(error) }, `${what} not noted`),
    );
  }

  function failed(known: Known, mediaId: string, reason: string): void {
    known.failures += 1;
    known.restUntilMs = nowMs() + TRY_AGAIN_MS;
    logger.warn({ channelAccountId, mediaId, reason, failures: known.failures }, 'a file was not uploaded');
  }

  async function bring(
    item: ClaimedSend,
    file: OutgoingFile,
    target: SendTarget,
    signal: AbortSignal,
  ): Promise<FileSent> {
    const sender = channel.files;
    if (!sender || !store) return { kind: 'refused', by: 'platform', reason: 'no_files' };
    try {
      const toSend = await store.read(file.id);
      if (toSend === null) return { kind: 'refused', by: 'platform', reason: 'file_forgotten' };
      const within = AbortSignal.any([signal, AbortSignal.timeout(BRING_TIMEOUT_MS)]);
      return await sender.sendNew(item.message, toSend, target, within);
    } catch (error) {
      logger.error({ channelAccountId, mediaId: file.id, ...errorFields(error) }, 'a file cannot be read');
      return { kind: 'not_stored', outcome: { kind: 'temporary', reason: 'file_not_read' } };
    }
  }

  async function conclude(
    sent: FileSent,
    item: ClaimedSend,
    file: OutgoingFile,
    known: Known,
    usedId: string | null,
  ): Promise<DeskSent> {
    const { id } = file;
    const keep = async (kept: KeptFile) => {
      known.kept = kept;
      known.failures = 0;
      if (store) await note('an upload', store.keep(id, channelAccountId, kept));
    };
    switch (sent.kind) {
      case 'answered': {
        const { outcome, kept } = sent;
        if (kept !== null) await keep(kept);
        else if (usedId === null && isFailure(outcome)) failed(known, id, outcome.kind);
        return { kind: 'answered', outcome };
      }
      case 'stored':
        await keep(sent.kept);
        return { kind: 'again', afterMs: 0, reason: 'file_uploaded' };
      case 'gone':
        known.kept = null;
        known.goneId = usedId;
        failed(known, id, 'gone');
        if (store && usedId !== null) await note('a lost upload', store.forget(id, channelAccountId, usedId));
        return { kind: 'again', afterMs: 0, reason: 'file_gone' };
      case 'refused':
        if (sent.by === 'chat') known.chats.set(item.contactPointId, sent.reason);
        else {
          known.refused = sent.reason;
          logger.error({ channelAccountId, mediaId: id, reason: sent.reason }, 'a file was refused');
          if (store) await note('a refused file', store.refuse(id, channelAccountId, sent.reason));
        }
        return { kind: 'again', afterMs: 0, reason: sent.reason };
      case 'not_stored':
        return notStored(sent.outcome, known, id);
      default:
        return assertNever(sent);
    }
  }

  function notStored(outcome: Outcome, known: Known, id: string): DeskSent {
    // What it says of the account is true of the message as well.
    if (outcome.kind === 'throttled' || outcome.kind === 'misconfigured')
      return { kind: 'answered', outcome };
    const reason = 'reason' in outcome ? outcome.reason : outcome.kind;
    failed(known, id, reason);
    if (outcome.kind === 'deferred') {
      // E.g. the uploads of this month are used up: nobody's words wait for that.
      known.failures = TRIES.others;
      known.restUntilMs = outcome.notBefore.getTime();
      return { kind: 'again', afterMs: 0, reason };
    }
    return { kind: 'again', afterMs: RETRY_MS, reason };
  }

  return {
    waits(item) {
      const { file } = item.message;
      if (!file) return false;
      const known = knownOf(file);
      return known.onItsWay && keptId(item, known) === null && leavesOut(item, file, known) === null;
    },

    async send(item, target, signal) {
      const { file } = item.message;
      if (!file) return { kind: 'answered', outcome: await channel.send(item.message, target, signal) };
      const known = knownOf(file);
      const withoutFile = leavesOut(item, file, known);
      if (withoutFile !== null || !channel.files) {
        const outcome = await channel.send(item.message, target, signal);
        return { kind: 'answered', outcome: leftOut(outcome, withoutFile ?? 'no_files') };
      }
      const fileId = keptId(item, known);
      if (fileId !== null) {
        const sent = await channel.files.sendKept(item.message, { kind: file.kind, fileId }, target, signal);
        return conclude(sent, item, file, known, fileId);
      }
      known.onItsWay = true;
      try {
        return await conclude(await bring(item, file, target, signal), item, file, known, null);
      } finally {
        known.onItsWay = false;
      }
    },
  };
}

/** The message was accepted without its file, and says why. */
export function leftOut(outcome: Outcome, withoutFile: string): Outcome {
  return outcome.kind === 'sent' ? { ...outcome, withoutFile } : outcome;
}

/** The platform said nothing by which it could have been the message or the chat. */
function isFailure({ kind }: Outcome): boolean {
  return kind === 'temporary' || kind === 'unknown' || kind === 'sent';
}
