import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { AlertPage, Curves } from '../../../contracts/alert-page.ts';
import { useCurves } from '../../api/alerts.ts';
import { useLanguage } from '../../ui/language.tsx';
import { LineChart } from '../../ui/line-chart.tsx';
import { Section } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { Empty, Loading } from '../../ui/states.tsx';

const MINUTE_MS = 60_000;
/** What a reader may look at more closely: the beginning decides whether an alert works. */
const SPANS = { '10': 10 * MINUTE_MS, '60': 60 * MINUTE_MS, all: Number.POSITIVE_INFINITY } as const;
type Span = keyof typeof SPANS;

/** How many households had got it and how many had answered, by when. */
export function CurvesPanel({ page }: { page: AlertPage }) {
  const { t } = useLanguage();
  const [span, setSpan] = useState<Span>('all');
  const query = useCurves(page.alert.id);
  const wholeMs = query.data === undefined ? 0 : spanOf(query.data);
  const spans = (['10', '60', 'all'] as const).filter((key) => key === 'all' || SPANS[key] < wholeMs);

  return (
    <Section
      title={t('curves-title')}
      actions={
        spans.length > 1 && (
          <SegmentedControl
            size="xs"
            aria-label={t('curves-span')}
            value={span}
            onChange={setSpan}
            data={spans.map((value) => ({ value, label: t(`curves-span-${value}`) }))}
          />
        )
      }
    >
      <QueryView query={query} loading={<Loading rows={1} height={318} />}>
        {(curves) => <CurvesChart curves={curves} messages={page.messages} spanMs={SPANS[span]} />}
      </QueryView>
    </Section>
  );
}

function spanOf({ from, asOf }: Curves): number {
  return Date.parse(asOf) - Date.parse(from);
}

const SHORTEST_MS = 10_000;

function CurvesChart({
  curves,
  messages,
  spanMs,
}: {
  curves: Curves;
  messages: AlertPage['messages'];
  spanMs: number;
}) {
  const { t } = useLanguage();
  const fromMs = Date.parse(curves.from);
  const wholeMs = Math.max(SHORTEST_MS, spanOf(curves));
  const points = (totals: Curves['reached']) =>
    totals.map(({ at, households }) => ({ ms: Date.parse(at), value: households }));

  if (curves.reached.length === 0 && curves.answered.length === 0) return <Empty>{t('curves-none')}</Empty>;
  return (
    <LineChart
      label={t('curves-label', { households: curves.households })}
      fromMs={fromMs}
      toMs={fromMs + Math.min(spanMs, wholeMs)}
      max={curves.households}
      curves={[
        {
          key: 'reached',
          label: t('curve-reached'),
          tone: 'seen',
          isDashed: false,
          points: points(curves.reached),
        },
        {
          key: 'answered',
          label: t('curve-answered'),
          tone: 'good',
          isDashed: true,
          points: points(curves.answered),
        },
      ]}
      marks={messages
        .filter(({ kind }) => kind !== 'initial')
        .map(({ createdAt, kind }) => ({ ms: Date.parse(createdAt), label: t(`message-kind-${kind}`) }))}
    />
  );
}
