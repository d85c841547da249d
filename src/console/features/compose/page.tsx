import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { categoriesQuery } from '../../api/compose.ts';
import { useMay } from '../../api/session.ts';
import { templatesQuery } from '../../api/templates.ts';
import { ForbiddenPage } from '../../ui/forbidden-page.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { usePageSearch } from '../../ui/use-page-search.ts';
import { DrillMark } from '../alert-parts/drill-mark.tsx';
import { Composing } from './composing.tsx';

const searchSchema = z.object({
  /** The template to begin with. */
  template: z.string().max(80).optional(),
  /** A drill is written from the page of drills; nothing turns into one, or out of one, while it is written. */
  drill: z.boolean().optional(),
});

/** Writing an alert or a drill. */
export function Page() {
  const may = useMay();
  const [{ template, drill = false }] = usePageSearch(searchSchema);
  return drill && !may('run_drill') ? <ForbiddenPage /> : <ComposePage template={template} drill={drill} />;
}

function ComposePage({ template, drill }: { template: string | undefined; drill: boolean }) {
  const { t } = useLanguage();
  const categories = useQuery(categoriesQuery);
  const templates = useQuery(templatesQuery);
  return (
    <PageFrame title={t(drill ? 'compose-drill-title' : 'compose-title')}>
      {drill && <DrillMark wide />}
      <QueryView query={categories}>
        {(known) => (
          <QueryView query={templates}>
            {(texts) => (
              <Composing
                key={`${template ?? ''}-${drill}`}
                categories={known.filter(({ mayWrite }) => mayWrite)}
                templates={texts}
                templateId={template ?? null}
                drill={drill}
              />
            )}
          </QueryView>
        )}
      </QueryView>
    </PageFrame>
  );
}
