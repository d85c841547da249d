import { Checkbox } from '@mantine/core';
import { useLanguage } from '../../ui/language.tsx';
import type { KeyedFinding } from './findings.ts';
import classes from './findings-list.module.css';

interface FindingsListProps {
  findings: readonly KeyedFinding[];
  /** Left out where nothing is to be decided: an approver reads. */
  ticked?: ReadonlySet<string>;
  onTick?: (key: string, isTicked: boolean) => void;
  /** Shows the place in the text. */
  onShow?: (finding: KeyedFinding) => void;
}

const ORDER = { block: 0, confirm: 1, note: 2 } as const;

/** What was found in an alert: first what must change, then what is to be confirmed one by one, then what to know. */
export function FindingsList({ findings, ticked, onTick, onShow }: FindingsListProps) {
  const { t } = useLanguage();
  if (findings.length === 0) return <p className={classes.fine}>{t('findings-none')}</p>;
  return (
    <ul className={classes.list}>
      {findings
        .toSorted((a, b) => ORDER[a.severity] - ORDER[b.severity])
        .map((finding) => {
          const { key, code, severity, place } = finding;
          const plain = t(`compose-finding-${code}`, { found: finding.found ?? '' });
          const words = place?.language === 'en' ? t('finding-in-en', { finding: plain }) : plain;
          return (
            <li key={key} className={classes.finding} data-severity={severity}>
              <span className={classes.severity}>{t(`finding-is-${severity}`)}</span>
              <div className={classes.words}>
                {severity === 'confirm' && ticked !== undefined ? (
                  <Checkbox
                    size="md"
                    label={words}
                    checked={ticked.has(key)}
                    onChange={({ currentTarget }) => onTick?.(key, currentTarget.checked)}
                  />
                ) : (
                  <p className={classes.text}>{words}</p>
                )}
                {place !== null && onShow !== undefined && (
                  <button type="button" className={classes.show} onClick={() => onShow(finding)}>
                    {t('finding-show')}
                  </button>
                )}
              </div>
            </li>
          );
        })}
    </ul>
  );
}
