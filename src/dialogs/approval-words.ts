import { z } from 'zod';
import type { AlertTexts } from '../alerts/alert.ts';
import type { ApprovalComposer, OverComposer } from '../alerts/life-ports.ts';
import type { ReminderComposer } from '../alerts/remind-silent.ts';
import { formatTime } from '../locales/format-time.ts';
import type { Translate } from '../locales/locales.ts';
import type { Language } from './dialog.ts';

const textSchema = z.object({
  text: z.string(),
  buttons: z.array(z.object({ label: z.string(), payload: z.string() })),
});
const textsSchema = z.object({
  vi: textSchema,
  en: textSchema,
  headline: z.string(),
}) satisfies z.ZodType<AlertTexts>;

/** What officers are told about a second person's word, and what is put above a message that was written before. */
export function createApprovalWords(
  t: Translate,
  marked: (language: Language, lines: readonly (string | null)[]) => string,
): ApprovalComposer & ReminderComposer & OverComposer {
  return {
    approvalAsked({ alertId, number, category, drill, households, when, glassReason, dueAt, text, file }) {
      const asked = t('vi', when === 'before' ? 'approval-asked' : 'approval-asked-after', {
        number,
        category: t('vi', `category-${category}`),
        households,
        due: formatTime(dueAt),
        reason: glassReason ?? '',
      });
      const buttons = [
        { label: t('vi', 'choice-approve'), payload: `approve:${alertId}` },
        { label: t('vi', 'choice-return'), payload: `return:${alertId}` },
      ];
      // The text stands alone, exactly as households get it; the question comes last.
      return [
        { text, buttons: [], ...(file && { file }) },
        { text: marked('vi', [drill ? t('vi', 'alert-drill') : null, asked]), buttons },
      ];
    },
    approvalDecided({ number, when, decision, comment }) {
      const key = decision === 'approved' ? 'approval-approved' : 'approval-returned';
      const text = t('vi', key, { number, when, comment: comment ?? '' });
      return { text: marked('vi', [text]), buttons: [] };
    },
    reminder(newest) {
      const parsed = textsSchema.safeParse(newest);
      if (!parsed.success) return null;
      const { vi, en, headline } = parsed.data;
      const above = (language: Language, message: z.infer<typeof textSchema>) => ({
        ...message,
        text: `${t(language, 'alert-reminder-note')}\n\n${message.text}`,
      });
      return { vi: above('vi', vi), en: above('en', en), headline };
    },
    over: ({ language, as, text, underFile }) => ({
      text: `${t(language, as === 'closure' ? 'alert-over-closure' : 'alert-over-correction')}\n\n${text}`,
      buttons: [],
      ...(underFile && { underFile }),
    }),
  };
}
