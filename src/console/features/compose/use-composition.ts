import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { Finding } from '../../../contracts/alerts.ts';
import { previewQuery } from '../../api/compose.ts';
import { carryPlaces, keyed, openFindings } from '../alert-parts/findings.ts';
import { contentOf, type Draft, shownText } from './draft.ts';

/** So long after the last key the service is asked what it finds. */
const QUIET_MS = 350;

/** What is being written, and what the service says of it. */
export function useComposition(first: Draft) {
  const [draft, setDraft] = useState(first);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const content = useMemo(() => contentOf(draft), [draft]);
  const [settled] = useDebouncedValue(content, QUIET_MS);
  const preview = useQuery(previewQuery(settled));
  const { data } = preview;

  const findings = useMemo(() => {
    if (data === undefined) return [];
    const shown = { vi: shownText(draft, 'vi') ?? '', en: shownText(draft, 'en') };
    return carryPlaces(keyed(findingsOf(data.answer)), data.content.texts, shown);
  }, [data, draft]);

  function tick(key: string, isTicked: boolean): void {
    setTicked((before) => {
      const after = new Set(before);
      if (isTicked) after.add(key);
      else after.delete(key);
      return after;
    });
  }

  return {
    draft,
    setDraft,
    content,
    /** The newest answer; about what stands on the screen once `isCurrent`. */
    answer: data?.answer ?? null,
    isCurrent: data !== undefined && JSON.stringify(data.content) === JSON.stringify(content),
    error: preview.error,
    refetch: preview.refetch,
    findings,
    ticked,
    tick,
    open: openFindings(findings, ticked),
  };
}

export type Composition = ReturnType<typeof useComposition>;

function findingsOf(answer: {
  kind: string;
  findings?: Finding[];
  preview?: { findings: Finding[] };
}): Finding[] {
  return answer.preview?.findings ?? answer.findings ?? [];
}
