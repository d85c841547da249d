import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { AlertCategoryView, AlertTemplateView } from '../../../contracts/alerts.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Empty } from '../../ui/states.tsx';
import { beginDraft, type Draft } from './draft.ts';
import classes from './start-panel.module.css';
import { TemplateCard } from './template-card.tsx';
import { searchTemplates } from './template-search.ts';

interface StartPanelProps {
  /** Those that this person may write in. */
  categories: readonly AlertCategoryView[];
  templates: readonly AlertTemplateView[];
  drill: boolean;
  onBegin: (draft: Draft) => void;
}

/** By which text, or at least by which category, to begin. */
export function StartPanel({ categories, templates, drill, onBegin }: StartPanelProps) {
  const { t } = useLanguage();
  const [search, setSearch] = useState('');
  const found = searchTemplates(categories, templates, search, (code) => t(`category-${code}`));

  function beginFirst(): void {
    for (const { category, templates: own } of found) {
      const [template] = own;
      if (template !== undefined) return onBegin(beginDraft(category, { template, drill }));
    }
  }

  return (
    <div className={classes.panel}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (search.trim() !== '') beginFirst();
        }}
      >
        <TextInput
          size="md"
          type="search"
          label={t('start-search')}
          description={t('start-search-how')}
          value={search}
          data-autofocus
          onChange={({ currentTarget }) => setSearch(currentTarget.value)}
        />
      </form>
      {found.length === 0 && <Empty>{t('start-none-found')}</Empty>}
      <div className={classes.categories}>
        {found.map(({ category, templates: own }) => (
          <section key={category.code} className={classes.category}>
            <div className={classes.head}>
              <h2 className={classes.title}>
                <span aria-hidden="true">{category.icon}</span> {t(`category-${category.code}`)}
              </h2>
              <Button
                variant="default"
                size="md"
                className={classes.blank}
                aria-label={t('start-blank-of', { category: t(`category-${category.code}`) })}
                onClick={() => onBegin(beginDraft(category, { drill }))}
              >
                {t('start-blank')}
              </Button>
            </div>
            {own.map((template) => (
              <TemplateCard
                key={template.id}
                template={template}
                onChoose={() => onBegin(beginDraft(category, { template, drill }))}
              />
            ))}
          </section>
        ))}
      </div>
    </div>
  );
}
