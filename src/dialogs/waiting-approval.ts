import type { CategoryCode } from '../alerts/alert.ts';

/** An alert that waits for a second person's word. */
export interface WaitingApproval {
  alertId: string;
  number: string;
  category: CategoryCode;
  households: number;
  when: 'before' | 'after';
  /** As households get it. */
  text: string;
}
