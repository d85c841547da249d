import type { z } from 'zod';
import type { AlertContent as Content } from '../../alerts/alert.ts';
import type { AlertDeps } from '../../alerts/alert-deps.ts';
import type { AlertMedia } from '../../alerts/alert-media.ts';
import type { ChannelLimits } from '../../alerts/check-alert.ts';
import type { AlertContent, ShownMessage } from '../../contracts/alerts.ts';

/** What use cases about alerts work with, the limits of the channels among it. */
export type AlertActDeps = AlertDeps & ChannelLimits;

/** Runs use cases of a request in one transaction, and afterwards wakes what they made due. */
export type AlertAct = <T>(work: (deps: AlertActDeps) => Promise<T>) => Promise<T>;

/** What somebody wrote, as use cases take it: NFC, times as dates. */
export function contentOf({ texts, sendFrom, ...content }: AlertContent): Content {
  return { ...content, texts: textsOf(texts), sendFrom: sendFrom === null ? null : new Date(sendFrom) };
}

export function textsOf({ vi, en }: AlertContent['texts']): AlertContent['texts'] {
  return { vi: vi.normalize('NFC'), en: en === null || en === '' ? null : en.normalize('NFC') };
}

/** What a use case answered as JSON carries it: times as ISO text, and nothing that the contract does not name. */
export function said<S extends z.ZodType>(schema: S, answer: unknown): z.output<S> {
  return schema.parse(JSON.parse(JSON.stringify(answer)));
}

type Composed = readonly {
  language: 'vi' | 'en';
  message: { text: string; buttons: readonly { label: string }[] };
}[];

/** Each message as each channel in use shows it. */
export async function shownMessages(
  { channelLimits }: ChannelLimits,
  messages: Composed,
  hasEnglish: boolean,
  media: Pick<AlertMedia, 'id' | 'kind'> | null,
): Promise<ShownMessage[]> {
  const limits = await channelLimits(media?.kind ?? null);
  return limits.flatMap(({ channel, limit, carriesMedia }) =>
    messages.map(({ language, message: { text, buttons } }) => ({
      channel,
      language,
      text,
      buttons: buttons.map(({ label }) => label),
      length: text.length,
      limit,
      fallback: language === 'en' && !hasEnglish,
      ...(media && { media: { id: media.id, kind: media.kind, carried: carriesMedia } }),
    })),
  );
}
