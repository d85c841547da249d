import type { Translate } from '../../ui/texts.ts';

/** `staff.signed_in` in words; an action that has none yet by its own name. */
export function actionWords(action: string, t: Translate): string {
  const key = `audit-action-${action.replaceAll('.', '-')}`;
  const words = t(key);
  return words === key ? action : words;
}
