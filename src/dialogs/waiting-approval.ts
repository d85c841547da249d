import type { CategoryCode } from '../alerts/alert.ts';
import type { OutgoingFile } from '../channels/channel.ts';

/** An alert that waits for a second person's word. */
export interface WaitingApproval {
  alertId: string;
  number: string;
  category: CategoryCode;
  households: number;
  when: 'before' | 'after';
  /** As households get it. */
  text: string;
  /** The picture or voice note that goes with it. */
  file?: OutgoingFile;
}
