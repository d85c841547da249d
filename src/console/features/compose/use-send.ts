import { useMutation } from '@tanstack/react-query';
import type { AlertContent, FindingCode, RaiseAnswer, RaiseRequest } from '../../../contracts/alerts.ts';
import { raiseAlert } from '../../api/compose.ts';
import type { SaveResult } from './use-autosave.ts';

export type SendExtras = Pick<RaiseRequest, 'breakGlass' | 'drillConfirmed'>;

/**
 * Sends what was written, as the draft that the service has: an answer that got lost cannot make two alerts, because a
 * draft becomes one alert once.
 */
export function useSend(options: {
  content: AlertContent;
  checksConfirmed: FindingCode[];
  save: () => Promise<SaveResult>;
}) {
  return useMutation({
    mutationFn: async (extras: SendExtras): Promise<RaiseAnswer> => {
      const { content, checksConfirmed } = options;
      const saved = await options.save();
      if (saved.kind === 'over') return { kind: 'not_a_draft' };
      if (saved.kind === 'failed') throw saved.error;
      return raiseAlert({ content, checksConfirmed, draftId: saved.draftId, ...extras });
    },
  });
}
