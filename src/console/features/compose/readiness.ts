import type { CheckAnswer, Preview, PreviewAnswer } from '../../../contracts/alerts.ts';

/** Whether what is on the screen can be sent, and how; if not, the first thing to do about it. */
export type Readiness =
  | { kind: 'ready'; preview: Preview }
  | { kind: 'no_area' | 'nobody' | 'too_long' | 'checking' | 'not_checked' | 'forbidden' }
  | { kind: 'open'; count: number };

export function readinessOf(state: {
  groups: number;
  answer: CheckAnswer | PreviewAnswer | null;
  isCurrent: boolean;
  failed: boolean;
  open: number;
}): Readiness {
  const { answer } = state;
  if (state.groups === 0) return { kind: 'no_area' };
  if (state.failed) return { kind: 'not_checked' };
  if (!state.isCurrent || answer === null) return { kind: 'checking' };
  if (answer.kind === 'empty_audience') return { kind: 'nobody' };
  if (answer.kind === 'text_too_long') return { kind: 'too_long' };
  if (answer.kind !== 'previewed') return { kind: 'forbidden' };
  if (state.open > 0) return { kind: 'open', count: state.open };
  return { kind: 'ready', preview: answer.preview };
}
