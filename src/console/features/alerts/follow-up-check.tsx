import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { FollowUpPreviewAnswer } from '../../../contracts/alert-running.ts';
import type { Finding, FindingCode } from '../../../contracts/alerts.ts';
import { focusWhenShown } from '../../ui/focus.ts';
import { useLanguage } from '../../ui/language.tsx';
import { FailureLine } from '../../ui/states.tsx';
import { ForecastView } from '../alert-parts/forecast-view.tsx';
import { MediaView } from '../alert-parts/media-view.tsx';
import classes from './alerts.module.css';
import look from './follow-up.module.css';

interface FollowUpCheckProps {
  drill: boolean;
  preview: Extract<FollowUpPreviewAnswer, { kind: 'previewed' }>['preview'];
  isSending: boolean;
  refused: string | null;
  error: Error | null;
  onSend: (confirmed: FindingCode[]) => void;
  onBack: () => void;
}

/** The second step: the very text that goes out, how far and at what cost, and what the checks found in it. */
export function FollowUpCheck(props: FollowUpCheckProps) {
  const { preview, isSending, refused, error } = props;
  const { t, number } = useLanguage();
  const [confirmed, setConfirmed] = useState<FindingCode[]>([]);
  const toConfirm = codesOf(preview.findings, 'confirm');
  const isBlocked = preview.findings.some(({ severity }) => severity === 'block');
  const mayGo = !isBlocked && toConfirm.every((code) => confirmed.includes(code));

  return (
    <div className={classes.sheet} tabIndex={-1} ref={focusWhenShown}>
      {props.drill && <p className={classes.drill}>{t('alert-drill-notice')}</p>}
      {preview.hold !== 'no' && <p className={look.hold}>{t(`follow-up-hold-${preview.hold}`)}</p>}
      <ForecastView {...preview} />
      <p>{t('follow-up-preview')}</p>
      <ul className={look.messages}>
        {preview.messages.map((message) => (
          <li key={`${message.channel}-${message.language}`}>
            <p className={look.title}>
              {t(`channel-${message.channel}`)} · {t(`language-${message.language}`)} ·{' '}
              {number(message.length)}/{number(message.limit)}
            </p>
            {message.media?.carried && <MediaView media={message.media} />}
            {message.media !== undefined && !message.media.carried && (
              <p>{t('preview-no-voice', { channel: t(`channel-${message.channel}`) })}</p>
            )}
            <p className={look.text} lang={message.fallback ? 'vi' : message.language}>
              {message.text}
            </p>
            <p className={look.buttons}>
              {message.buttons.map((label) => (
                <span key={label}>{label}</span>
              ))}
            </p>
          </li>
        ))}
      </ul>
      {preview.findings.length > 0 && (
        <ul className={look.findings}>
          {preview.findings.map((finding, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same may be found twice, and the list is never re-ordered
            <FindingItem key={index} finding={finding} />
          ))}
        </ul>
      )}
      {!isBlocked &&
        toConfirm.map((code) => (
          <Checkbox
            key={code}
            label={t('follow-up-confirm', { finding: t(`follow-up-finding-${code}`) })}
            checked={confirmed.includes(code)}
            onChange={(event) =>
              setConfirmed(
                event.currentTarget.checked ? [...confirmed, code] : confirmed.filter((c) => c !== code),
              )
            }
          />
        ))}
      {refused !== null && <p role="alert">{refused}</p>}
      <FailureLine error={error} />
      <div className={classes.sheetButtons}>
        <Button variant="default" onClick={props.onBack} disabled={isSending} data-autofocus>
          {t('follow-up-back')}
        </Button>
        <Button loading={isSending} disabled={!mayGo} onClick={() => props.onSend(confirmed)}>
          {t('follow-up-send', { count: number(preview.reachable) })}
        </Button>
      </div>
    </div>
  );
}

function FindingItem({ finding }: { finding: Finding }) {
  const { t } = useLanguage();
  return (
    <li data-severity={finding.severity}>
      <strong>{t(`finding-severity-${finding.severity}`)}</strong> {t(`follow-up-finding-${finding.code}`)}
      {finding.found !== null && <span className={look.found}>{finding.found}</span>}
    </li>
  );
}

function codesOf(findings: readonly Finding[], severity: Finding['severity']): FindingCode[] {
  return [...new Set(findings.filter((finding) => finding.severity === severity).map(({ code }) => code))];
}
