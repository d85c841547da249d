import { ROUTE_RULES } from '../../config/channels.ts';
import type { TermsStore } from '../../src/deliveries/ports.ts';
import type { AccountTerms } from '../../src/deliveries/route.ts';

/** An account of a channel without windows, that has no templates and nothing to spend. */
export function freeTerms(ratePerSecond: number): AccountTerms {
  return {
    channelAccountId: 'account',
    channel: 'telegram',
    rules: ROUTE_RULES.telegram,
    ratePerSecond,
    refused: false,
    paysForRoutine: false,
    paidLeft: null,
    paidUsedUpUntil: null,
    templatesUsedUpUntil: null,
    templates: [],
  };
}

export function freeTermsStore(ratePerSecond: number): TermsStore {
  return {
    terms: async () => freeTerms(ratePerSecond),
    noteUsedUp: async () => {},
    noteTemplateRefused: async () => {},
  };
}
