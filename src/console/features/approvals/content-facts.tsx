import type { AlertContent } from '../../../contracts/alerts.ts';
import { useLanguage } from '../../ui/language.tsx';

/** What an alert names besides its text: time, legal basis, source. Items of a list. */
export function ContentFacts({ content }: { content: AlertContent }) {
  const { t, dateTime } = useLanguage();
  const { sendFrom, legalBasis, documentNumber, issuingAuthority, media } = content;
  return (
    <>
      {sendFrom !== null && <li>{t('approval-send-from', { time: dateTime(sendFrom) })}</li>}
      {legalBasis !== null && <li>{t(`legal-basis-${legalBasis}`)}</li>}
      {documentNumber !== null && <li>{documentNumber}</li>}
      {issuingAuthority !== null && <li>{issuingAuthority}</li>}
      {media?.showsPerson === true && <li>{t('media-person-yes')}</li>}
      {media?.showsPerson === false && <li>{t('media-person-no')}</li>}
    </>
  );
}
