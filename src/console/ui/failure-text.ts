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
      switch (failure.error) {
        case 'person_not_found':
          return t('failure-person-not-found');
        case 'button_not_found':
          return t('failure-button-not-found');
        case 'bot_blocked':
          return t('failure-bot-blocked');
      }
  }
}
