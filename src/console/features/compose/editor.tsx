import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { AlertCategoryView } from '../../../contracts/alerts.ts';
import { groupTreeQuery } from '../../api/groups.ts';
import { useSession } from '../../api/session.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Section } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { Empty } from '../../ui/states.tsx';
import { confirmedCodes, type KeyedFinding } from '../alert-parts/findings.ts';
import { MediaField } from '../alert-parts/media-field.tsx';
import { groupNames } from './area-selection.ts';
import { AreaSummary } from './area-summary.tsx';
import { AreaTree } from './area-tree.tsx';
import { Checks } from './checks.tsx';
import { DetailsFields } from './details-fields.tsx';
import classes from './editor.module.css';
import { ForecastPart } from './forecast-part.tsx';
import { KindLine } from './kind-line.tsx';
import { PhonesPart } from './phones-part.tsx';
import { readinessOf } from './readiness.ts';
import { SendBar } from './send-bar.tsx';
import { SendDialog } from './send-dialog.tsx';
import type { Sent } from './sent.tsx';
import type { Started } from './started.ts';
import { TextFields, useTextFieldRefs } from './text-fields.tsx';
import { useAutosave } from './use-autosave.ts';
import { useComposition } from './use-composition.ts';
import { useSend } from './use-send.ts';

interface EditorProps {
  started: Started;
  category: AlertCategoryView;
  onSent: (sent: Sent) => void;
}

/** Writing: text, area, what households will see, what was found, and the button that sends. */
export function Editor({ started, category, onSent }: EditorProps) {
  const { t, dateTime } = useLanguage();
  const { staffId } = useSession();
  const refs = useTextFieldRefs();
  const tree = useQuery(groupTreeQuery);
  const [isAsking, { open: ask, close }] = useDisclosure(false);
  const composition = useComposition(started.draft);
  const { draft, setDraft, content, findings, ticked } = composition;
  const autosave = useAutosave({ ...started, staffId, content });
  const send = useSend({ content, checksConfirmed: confirmedCodes(findings, ticked), save: autosave.save });
  const readiness = readinessOf({
    groups: draft.groupIds.length,
    answer: composition.answer,
    isCurrent: composition.isCurrent,
    failed: composition.error !== null,
    open: composition.open.length,
  });
  const isReady = readiness.kind === 'ready' && autosave.state.kind !== 'over';
  const preview = composition.answer?.kind === 'previewed' ? composition.answer.preview : null;
  const time = draft.sendFrom === null ? null : dateTime(draft.sendFrom);

  // The next thing to do is the first blank, or the text.
  const textPart = useRef<HTMLDivElement>(null);
  useEffect(() => textPart.current?.querySelector<HTMLElement>('fieldset input, textarea')?.focus(), []);

  useHotkeys([['mod+Enter', () => isReady && startAsking()]], []);

  function startAsking(): void {
    send.reset();
    ask();
  }

  function show({ place }: KeyedFinding): void {
    if (place === null) return;
    const field = refs[place.language].current;
    field?.focus();
    field?.setSelectionRange(place.start, place.end);
  }

  return (
    <>
      <div className={classes.columns}>
        <div className={classes.column} ref={textPart}>
          <Section title={t('compose-text')}>
            <KindLine category={category} draft={draft} setDraft={setDraft} />
            <TextFields draft={draft} setDraft={setDraft} findings={findings} refs={refs} />
            <MediaField
              media={draft.media}
              onChange={(media) => setDraft((before) => ({ ...before, media }))}
            />
            <DetailsFields category={category} draft={draft} setDraft={setDraft} />
          </Section>
          <Checks composition={composition} onShow={show} />
        </div>
        <div className={classes.column}>
          <Section title={t('compose-area')}>
            <QueryView query={tree}>
              {(data) =>
                data.kinds.length === 0 ? (
                  <Empty>{t('area-none')}</Empty>
                ) : (
                  <>
                    <AreaSummary tree={data} chosen={draft.groupIds} />
                    <AreaTree
                      tree={data}
                      chosen={draft.groupIds}
                      onChoose={(groupIds) => setDraft((before) => ({ ...before, groupIds }))}
                    />
                  </>
                )
              }
            </QueryView>
          </Section>
          <ForecastPart preview={preview} />
        </div>
        <div className={classes.phones}>
          <PhonesPart preview={preview} />
        </div>
      </div>
      <SendBar
        readiness={readiness}
        preview={draft.groupIds.length === 0 ? null : preview}
        drill={draft.drill}
        time={time}
        saved={autosave.state}
        onSend={startAsking}
      />
      {readiness.kind === 'ready' && (
        <SendDialog
          plan={{ drill: draft.drill, time, ...readiness.preview }}
          about={aboutWords()}
          opened={isAsking}
          onClose={close}
          isSending={send.isPending}
          error={send.error}
          refusal={send.data === undefined || isSent(send.data) ? null : send.data.kind}
          onSend={(extras) =>
            send.mutate(extras, {
              onSuccess: (answer) => {
                // It is gone already: what is found now (the same text was sent) would close the dialog that says so.
                if (answer.kind === 'not_a_draft') return;
                if (!isSent(answer)) return void composition.refetch();
                autosave.end();
                onSent(answer);
              },
            })
          }
        />
      )}
    </>
  );

  function aboutWords(): string {
    const names = tree.data === undefined ? new Map<string, string>() : groupNames(tree.data);
    const groups = draft.groupIds.map((id) => names.get(id) ?? '…').join(', ');
    return t('send-about', { category: t(`category-${draft.category}`), groups });
  }
}

function isSent(answer: { kind: string }): answer is Sent {
  return answer.kind === 'raised' || answer.kind === 'pending_approval';
}
