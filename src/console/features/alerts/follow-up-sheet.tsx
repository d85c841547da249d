import { useState } from 'react';
import type { AttachedMedia } from '../../../contracts/alert-media.ts';
import type { AlertPage } from '../../../contracts/alert-page.ts';
import type {
  FollowUpAnswer,
  FollowUpPreviewAnswer,
  FollowUpRequest,
} from '../../../contracts/alert-running.ts';
import { useFollowUpPreview, useSendFollowUp } from '../../api/alerts.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { useNotify } from '../../ui/notify.tsx';
import { newRequestId } from '../../ui/request-id.ts';
import { FollowUpCheck } from './follow-up-check.tsx';
import { FollowUpText, type FollowUpTexts } from './follow-up-text.tsx';

interface FollowUpSheetProps {
  alert: AlertPage['alert'];
  message: FollowUpRequest['message'];
  onClose: () => void;
}

type Preview = Extract<FollowUpPreviewAnswer, { kind: 'previewed' }>['preview'];

/** An update, a correction or a closure: written, looked through as households will see it, then sent. */
export function FollowUpSheet({ alert, message, onClose }: FollowUpSheetProps) {
  const { t } = useLanguage();
  const notify = useNotify();
  const refusedWords = useRefusedWords();
  const [texts, setTexts] = useState<FollowUpTexts>({ vi: '', en: '' });
  const [media, setMedia] = useState<AttachedMedia | null>(null);
  const [preview, setPreview] = useState<Preview | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  // What was looked at is sent once, however often one clicks; another text or confirmation is another request.
  const [requestId, setRequestId] = useState(newRequestId);
  const look = useFollowUpPreview(alert.id);
  const send = useSendFollowUp(alert.id);
  const request = (checksConfirmed: FollowUpRequest['checksConfirmed'] = []): FollowUpRequest => ({
    message,
    texts: { vi: texts.vi, en: texts.en.trim() === '' ? null : texts.en },
    media,
    checksConfirmed,
  });

  function check(): void {
    setRefused(null);
    look.mutate(request(), {
      onSuccess: (answer) => {
        if (answer.kind === 'previewed') {
          setRequestId(newRequestId());
          setPreview(answer.preview);
        } else setRefused(refusedWords(answer));
      },
    });
  }

  function sendIt(confirmed: FollowUpRequest['checksConfirmed']): void {
    setRefused(null);
    send.mutate(
      { body: request(confirmed), requestId },
      {
        onSuccess: (answer) => {
          if (answer.kind === 'message_sent') {
            onClose();
            notify.done(t(`follow-up-sent-${answer.hold}`, { count: answer.recipients }));
            return;
          }
          setRequestId(newRequestId());
          if (answer.kind === 'checks_open' && preview !== null)
            setPreview({ ...preview, findings: answer.findings });
          setRefused(refusedWords(answer));
        },
      },
    );
  }

  return (
    <Dialog
      onClose={onClose}
      size="lg"
      title={`${t(`act-${message}`)}: ${alert.number}`}
      // A text that was begun is not lost by a click beside the sheet.
      closeOnClickOutside={texts.vi === '' && texts.en === '' && media === null}
    >
      {preview === null ? (
        <FollowUpText
          message={message}
          texts={texts}
          onTexts={setTexts}
          media={media}
          onMedia={setMedia}
          isChecking={look.isPending}
          refused={refused}
          error={look.error}
          onCheck={check}
          onCancel={onClose}
        />
      ) : (
        <FollowUpCheck
          drill={alert.drill}
          preview={preview}
          isSending={send.isPending}
          refused={refused}
          error={send.error}
          onSend={sendIt}
          onBack={() => {
            setPreview(null);
            setRefused(null);
            send.reset();
          }}
        />
      )}
    </Dialog>
  );
}

type Refused = Exclude<FollowUpAnswer, { kind: 'message_sent' }>;

function useRefusedWords(): (answer: Refused) => string {
  const { t, number } = useLanguage();
  return (answer) => {
    switch (answer.kind) {
      case 'checks_open':
        return t('follow-up-checks-open');
      case 'text_too_long':
        return t('follow-up-too-long', { length: number(answer.length), limit: number(answer.limit) });
      case 'alert_not_open':
        return t('act-not-open', { state: t(`alert-state-${answer.state}`) });
      case 'forbidden':
        return t('problem-forbidden');
    }
  };
}
