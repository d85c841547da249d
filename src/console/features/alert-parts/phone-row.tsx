import type { ShownMessage } from '../../../contracts/alerts.ts';
import { useLanguage } from '../../ui/language.tsx';
import classes from './phone-preview.module.css';
import { PhonePreview } from './phone-preview.tsx';

/** What each channel and language gets, side by side; on a narrow screen to be pushed aside. */
export function PhoneRow({ messages, unitName }: { messages: readonly ShownMessage[]; unitName: string }) {
  const { t } = useLanguage();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className={classes.row} aria-label={t('preview-title')} tabIndex={0}>
      {messages.map((message) => (
        <PhonePreview key={`${message.channel}-${message.language}`} message={message} unitName={unitName} />
      ))}
    </section>
  );
}
