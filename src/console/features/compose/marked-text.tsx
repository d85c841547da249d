import { Input } from '@mantine/core';
import { type ReactNode, type RefObject, useId } from 'react';
import type { Finding } from '../../../contracts/alerts.ts';
import { markedParts } from '../alert-parts/findings.ts';
import classes from './marked-text.module.css';

interface MarkedTextProps {
  label: string;
  description?: ReactNode;
  lang: 'vi' | 'en';
  value: string;
  findings: readonly Finding[];
  onChange: (text: string) => void;
  field: RefObject<HTMLTextAreaElement | null>;
}

/**
 * A text field in which places are marked. A copy of the text lies behind it: it carries the marks and makes the field
 * as high as its text.
 */
export function MarkedText({ label, description, lang, value, findings, onChange, field }: MarkedTextProps) {
  const id = useId();
  const parts = markedParts(
    value,
    findings.filter(({ place }) => place?.language === lang),
  );
  return (
    <div className={classes.wrapper}>
      <Input.Label htmlFor={id} size="md">
        {label}
      </Input.Label>
      {description !== undefined && <Input.Description size="md">{description}</Input.Description>}
      <div className={classes.field}>
        <div className={classes.copy} aria-hidden="true">
          {parts.map(({ text, severity }, at) =>
            severity === null ? (
              text
            ) : (
              // biome-ignore lint/suspicious/noArrayIndexKey: the parts have no other name
              <mark key={at} className={classes.mark} data-severity={severity}>
                {text}
              </mark>
            ),
          )}
          {'\n'}
        </div>
        <textarea
          id={id}
          ref={field}
          lang={lang}
          className={classes.input}
          value={value}
          rows={4}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        />
      </div>
    </div>
  );
}
