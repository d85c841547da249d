import type { Situation } from '../../../contracts/words.ts';

/** Which households a figure stands for: where a click on it leads. */
export interface HouseholdsOf {
  groupId: string | undefined;
  situation: Situation | undefined;
}
