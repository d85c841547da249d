import type pg from 'pg';
import { z } from 'zod';
import { ALERT_FACTS } from '../alerts/alert.ts';
import type { OutgoingMessage } from '../channels/channel.ts';
import type { MessageBrief } from '../deliveries/route.ts';
import { messageKindSchema, severitySchema } from './alert-columns.ts';

const textSchema = z.object({
  text: z.string(),
  buttons: z.array(z.object({ label: z.string(), payload: z.string() })),
});
const messageRow = z.object({
  texts: z.object({
    vi: textSchema,
    en: textSchema,
    facts: z.record(z.enum(ALERT_FACTS), z.string()).nullish(),
  }),
  kind: messageKindSchema,
  severity: severitySchema,
  drill: z.boolean(),
  sendUntil: z.date(),
  mediaId: z.string().nullable(),
  mediaKind: z.enum(['photo', 'voice']).nullable(),
});
type Frozen = z.infer<typeof messageRow> & { messages: Record<'vi' | 'en', OutgoingMessage> };

/** The frozen words of alert messages, read once per message and process. */
export interface MessageTexts {
  /** `repeat`: it is sent again after an unknown outcome, and says so. */
  messageFor(alertMessageId: string, language: string, repeat: boolean): Promise<OutgoingMessage>;
  briefOf(alertMessageId: string): Promise<MessageBrief>;
}

const MESSAGES_KEPT = 50;

export function createMessageTexts(deps: {
  pool: pg.Pool;
  repeatNotes: Readonly<Record<'vi' | 'en', string>>;
}): MessageTexts {
  const kept = new Map<string, Promise<Frozen>>();

  async function read(id: string): Promise<Frozen> {
    const result = await deps.pool.query(
      `SELECT m.texts, m.kind, a.severity, a.drill, m."sendUntil", f.id AS "mediaId", f.kind::text AS "mediaKind"
         FROM "AlertMessage" m JOIN "Alert" a ON a.id = m."alertId"
         LEFT JOIN "AlertMedia" f ON f.id = m."mediaId" AND f.bytes <> ''
        WHERE m.id = $1`,
      [id],
    );
    const row = messageRow.parse(result.rows[0]);
    const { texts, mediaId, mediaKind } = row;
    const file = mediaId === null || mediaKind === null ? {} : { file: { id: mediaId, kind: mediaKind } };
    // One object for all households: what a channel makes of it is made once.
    return { ...row, messages: { vi: { ...texts.vi, ...file }, en: { ...texts.en, ...file } } };
  }

  function frozenOf(id: string): Promise<Frozen> {
    const known = kept.get(id);
    if (known) return known;
    const reading = read(id);
    // A failed read is not kept: the next claim asks again.
    reading.catch(() => kept.delete(id));
    kept.set(id, reading);
    for (const oldest of kept.keys()) {
      if (kept.size <= MESSAGES_KEPT) break;
      kept.delete(oldest);
    }
    return reading;
  }

  return {
    async messageFor(id, language, repeat) {
      const { messages } = await frozenOf(id);
      const spoken = language === 'en' ? 'en' : 'vi';
      const message = messages[spoken];
      return repeat ? { ...message, text: `${deps.repeatNotes[spoken]}\n\n${message.text}` } : message;
    },
    async briefOf(id) {
      const { severity, kind, drill, sendUntil, texts } = await frozenOf(id);
      return { severity, kind, drill, endsAt: sendUntil, facts: texts.facts ?? null };
    },
  };
}
