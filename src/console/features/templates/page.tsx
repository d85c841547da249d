import { Button, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { categoriesQuery } from '../../api/compose.ts';
import { useMay } from '../../api/session.ts';
import { templatesQuery } from '../../api/templates.ts';
import { useLanguage } from '../../ui/language.tsx';
import { PageFrame, Section } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { Empty } from '../../ui/states.tsx';
import { searchTemplates } from '../compose/template-search.ts';
import { NewTemplateDialog } from './new-template-dialog.tsx';
import { TemplateItem } from './template-item.tsx';
import classes from './templates.module.css';

/** Texts to begin with: those of the unit, and those that come with the service. */
export function Page() {
  const { t } = useLanguage();
  const may = useMay();
  const categories = useQuery(categoriesQuery);
  const templates = useQuery(templatesQuery);
  const [search, setSearch] = useState('');
  const [isAdding, { open, close }] = useDisclosure(false);
  const mayManage = may('manage_templates');
  return (
    <PageFrame
      title={t('templates-title')}
      intro={t('templates-intro')}
      actions={
        mayManage && (
          <Button size="md" onClick={open}>
            {t('template-add')}
          </Button>
        )
      }
    >
      <TextInput
        size="md"
        type="search"
        label={t('templates-search')}
        value={search}
        onChange={({ currentTarget }) => setSearch(currentTarget.value)}
      />
      <QueryView query={categories}>
        {(known) => (
          <QueryView query={templates}>
            {(all) => {
              const found = searchTemplates(known, all, search, (code) => t(`category-${code}`)).filter(
                ({ templates: own }) => own.length > 0,
              );
              return (
                <>
                  {found.length === 0 && <Empty>{t('start-none-found')}</Empty>}
                  <div className={classes.columns}>
                    {found.map(({ category, templates: own }) => (
                      <div className={classes.category} key={category.code}>
                        <Section title={`${category.icon} ${t(`category-${category.code}`)}`}>
                          <ul className={classes.list}>
                            {own.map((template) => (
                              <TemplateItem
                                key={template.id}
                                template={template}
                                mayWrite={category.mayWrite}
                                mayRetire={mayManage && template.origin === 'unit'}
                              />
                            ))}
                          </ul>
                        </Section>
                      </div>
                    ))}
                  </div>
                  {isAdding && <NewTemplateDialog categories={known} onClose={close} />}
                </>
              );
            }}
          </QueryView>
        )}
      </QueryView>
    </PageFrame>
  );
}
