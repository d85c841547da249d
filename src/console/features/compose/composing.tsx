import { useState } from 'react';
import type { AlertCategoryView, AlertTemplateView } from '../../../contracts/alerts.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Empty } from '../../ui/states.tsx';
import { beginDraft } from './draft.ts';
import { DraftList } from './draft-list.tsx';
import { Editor } from './editor.tsx';
import { type Sent, SentView } from './sent.tsx';
import { StartPanel } from './start-panel.tsx';
import { type Started, startNew, startStored } from './started.ts';

interface ComposingProps {
  categories: readonly AlertCategoryView[];
  templates: readonly AlertTemplateView[];
  /** Of the template to begin with; null: to be chosen. */
  templateId: string | null;
  drill: boolean;
}

/** First what to begin with, then the text, then what became of it. */
export function Composing({ categories, templates, templateId, drill }: ComposingProps) {
  const { t } = useLanguage();
  const [started, setStarted] = useState<Started | null>(firstOf);
  const [sent, setSent] = useState<Sent | null>(null);
  const category = categories.find(({ code }) => code === started?.draft.category);

  if (sent !== null) {
    return (
      <SentView
        sent={sent}
        drill={drill}
        onNext={() => {
          setSent(null);
          setStarted(null);
        }}
      />
    );
  }
  if (started !== null && category !== undefined) {
    return <Editor key={started.localKey} started={started} category={category} onSent={setSent} />;
  }
  if (categories.length === 0) return <Empty>{t('compose-nothing-allowed')}</Empty>;
  return (
    <>
      <DraftList drill={drill} onResume={(stored) => setStarted(startStored(stored))} />
      <StartPanel
        categories={categories}
        templates={templates}
        drill={drill}
        onBegin={(draft) => setStarted(startNew(draft))}
      />
    </>
  );

  function firstOf(): Started | null {
    const template = templates.find(({ id }) => id === templateId);
    const own = categories.find(({ code }) => code === template?.category);
    return template === undefined || own === undefined
      ? null
      : startNew(beginDraft(own, { template, drill }));
  }
}
