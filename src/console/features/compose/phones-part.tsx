import type { Preview } from '../../../contracts/alerts.ts';
import { useSession } from '../../api/session.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Section } from '../../ui/page-frame.tsx';
import { PhoneRow } from '../alert-parts/phone-row.tsx';
import classes from './parts.module.css';

/** What phones will show. As high before the first answer as after it. */
export function PhonesPart({ preview }: { preview: Preview | null }) {
  const { t } = useLanguage();
  const { unit } = useSession();
  return (
    <Section title={t('preview-title')}>
      <div className={classes.phones}>
        {preview === null ? (
          <p className={classes.empty}>{t('preview-empty')}</p>
        ) : (
          <PhoneRow messages={preview.messages} unitName={unit.name} />
        )}
      </div>
    </Section>
  );
}
