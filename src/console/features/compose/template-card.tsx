import { UnstyledButton } from '@mantine/core';
import type { AlertTemplateView } from '../../../contracts/alerts.ts';
import classes from './start-panel.module.css';

/** A text to begin with. An example of the service has no name of its own: its first line says enough. */
export function TemplateCard({ template, onChoose }: { template: AlertTemplateView; onChoose: () => void }) {
  const { name, origin, texts } = template;
  return (
    <UnstyledButton className={classes.card} onClick={onChoose}>
      {origin === 'unit' && <span className={classes.name}>{name}</span>}
      <span className={classes.text}>{texts.vi}</span>
    </UnstyledButton>
  );
}
