import { Button } from '@mantine/core';
import { type ErrorComponentProps, Outlet } from '@tanstack/react-router';
import { useLanguage } from '../ui/language.tsx';
import { LinkButton } from '../ui/links.tsx';
import { PageFrame } from '../ui/page-frame.tsx';

export function Root() {
  return <Outlet />;
}

export function NotFound() {
  const { t } = useLanguage();
  return (
    <main>
      <PageFrame title={t('page-not-found')} intro={t('page-not-found-why')} width="narrow">
        <div>
          <LinkButton to="/">{t('to-home')}</LinkButton>
        </div>
      </PageFrame>
    </main>
  );
}

/** A page could not be loaded or drawn; most often because the service has a new version and the old files are gone. */
export function PageBroken({ reset }: ErrorComponentProps) {
  const { t } = useLanguage();
  return (
    <PageFrame title={t('page-broken')} intro={t('page-broken-why')} width="narrow">
      <div>
        <Button
          onClick={() => {
            reset();
            window.location.reload();
          }}
        >
          {t('reload')}
        </Button>
      </div>
    </PageFrame>
  );
}
