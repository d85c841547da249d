import type { ApprovalNeed } from '../../../contracts/alerts.ts';
import type { Translate } from '../../ui/texts.ts';

export interface SendPlan {
  drill: boolean;
  households: number;
  approval: ApprovalNeed;
  /** When it leaves, in words; null: at once. */
  time: string | null;
}

/** What the button says that sends: what will happen, and to how many households. */
export function sendWords({ drill, households: count, approval, time }: SendPlan, t: Translate): string {
  if (approval.kind === 'second_person') return t(drill ? 'send-drill-ask' : 'send-ask', { count });
  if (time !== null) return t(drill ? 'send-drill-later' : 'send-later', { count, time });
  return t(drill ? 'send-drill-now' : 'send-now', { count });
}
