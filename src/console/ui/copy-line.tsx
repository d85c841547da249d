import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import classes from './copy-line.module.css';
import { CheckIcon, CopyIcon } from './icons.tsx';
import { useLanguage } from './language.tsx';

/** Something to hand over or to type elsewhere, and a button that copies it. */
export function CopyLine({ label, text }: { label: string; text: string }) {
  const { t } = useLanguage();
  // Where the browser gives no clipboard (no https), the text can still be selected.
  const { copied, copy } = useClipboard();
  return (
    <div className={classes.line}>
      <span className={classes.label}>{label}</span>
      <code className={classes.text}>{text}</code>
      <Button
        variant="default"
        size="compact-md"
        leftSection={copied ? <CheckIcon /> : <CopyIcon />}
        onClick={() => copy(text)}
      >
        {t(copied ? 'copied' : 'copy')}
      </Button>
    </div>
  );
}
