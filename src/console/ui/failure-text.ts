import { PROBLEMS } from '../../contracts/problems.ts';
import { simulatorErrorSchema } from '../../contracts/simulator.ts';
import type { Failure } from '../api/request.ts';
import type { Translate } from './texts.ts';

/** One sentence for a person: what happened and what now. */
export function failureText(failure: Failure, t: Translate): string {
  switch (failure.kind) {
    case 'offline':
      return t('failure-offline');
    case 'broken':
      return t('failure-broken', { status: failure.status });
    case 'refused':
      if (failure.code === 'too_many_requests' && failure.retryAfterSeconds !== null)
        return t('failure-wait', { seconds: failure.retryAfterSeconds });
      return KNOWN.has(failure.code)
        ? t(`problem-${failure.code}`)
        : t('failure-refused', { code: failure.code });
  }
}

/** A code of a service that is younger than this page has no words here. */
const KNOWN: ReadonlySet<string> = new Set([
  ...Object.keys(PROBLEMS),
  ...simulatorErrorSchema.shape.error.options,
]);
