import { useLanguage } from './language.tsx';
import { PageFrame } from './page-frame.tsx';

/** Instead of a page that the role does not give a right to; the service refuses in any case. */
export function ForbiddenPage() {
  const { t } = useLanguage();
  return (
    <PageFrame title={t('page-forbidden')} width="narrow">
      <p>{t('problem-forbidden')}</p>
    </PageFrame>
  );
}
