import { Group } from '@mantine/core';
import type { AlertTemplateView, TemplateAnswer } from '../../../contracts/alerts.ts';
import { useRetireTemplate } from '../../api/templates.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { LinkButton } from '../../ui/links.tsx';
import { useNotify } from '../../ui/notify.tsx';
import classes from './templates.module.css';

interface TemplateItemProps {
  template: AlertTemplateView;
  /** Who asks may write an alert of this category. */
  mayWrite: boolean;
  mayRetire: boolean;
}

/** One text, whole, in each of its languages. */
export function TemplateItem({ template, mayWrite, mayRetire }: TemplateItemProps) {
  const { t } = useLanguage();
  const notify = useNotify();
  const retire = useRetireTemplate();
  const { id, name, origin, texts } = template;

  function say(answer: TemplateAnswer): void {
    notify.done(t(answer.kind === 'retired' ? 'template-retired' : 'template-not-yours'));
  }

  return (
    <li className={classes.template}>
      <p className={classes.name}>
        {origin === 'unit' && name} <span className={classes.origin}>{t(`template-origin-${origin}`)}</span>
      </p>
      <p className={classes.text} lang="vi">
        {texts.vi}
      </p>
      {texts.en !== null && (
        <p className={classes.text} data-second="true" lang="en">
          {texts.en}
        </p>
      )}
      <Group gap="xs">
        {mayWrite && (
          <LinkButton to="/compose" search={{ template: id }} size="md" variant="default">
            {t('template-use')}
          </LinkButton>
        )}
        {mayRetire && (
          <ConfirmButton
            size="md"
            question={t('template-retire-question', { name })}
            confirm={t('template-retire')}
            loading={retire.isPending}
            onConfirm={() => retire.mutate(id, { onSuccess: say, onError: notify.failed })}
          >
            {t('template-retire')}
          </ConfirmButton>
        )}
      </Group>
    </li>
  );
}
