import type pg from 'pg';
import { z } from 'zod';
import type { OutgoingMessage } from '../channels/channel.ts';

const textSchema = z.object({
  text: z.string(),
  buttons: z.array(z.object({ label: z.string(), payload: z.string() })),
});
const textsSchema = z.object({ vi: textSchema, en: textSchema });
type Texts = z.infer<typeof textsSchema>;

/** The frozen words of alert messages, read once per message and process. */
export interface MessageTexts {
  /** `repeat`: it is sent again after an unknown outcome, and says so. */
  messageFor(alertMessageId: string, language: string, repeat: boolean): Promise<OutgoingMessage>;
}

const MESSAGES_KEPT = 50;

export function createMessageTexts(deps: {
  pool: pg.Pool;
  repeatNotes: Readonly<Record<'vi' | 'en', string>>;
}): MessageTexts {
  const kept = new Map<string, Promise<Texts>>();

  async function read(id: string): Promise<Texts> {
    const result = await deps.pool.query('SELECT texts FROM "AlertMessage" WHERE id = $1', [id]);
    return z.object({ texts: textsSchema }).parse(result.rows[0]).texts;
  }

  function textsOf(id: string): Promise<Texts> {
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
      const texts = await textsOf(id);
      const spoken = language === 'en' ? 'en' : 'vi';
      const message = texts[spoken];
      return repeat ? { ...message, text: `${deps.repeatNotes[spoken]}\n\n${message.text}` } : message;
    },
  };
}
