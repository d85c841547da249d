/** Words in the texts of the two messages of the alert, by which the platform's copies are told apart. */
export const MARKS = ['TIN-THU-NHAT', 'TIN-THU-HAI'] as const;

/** How a repeat begins in every language (`alert-repeat-note` in src/locales). */
export const REPEAT_MARK = '🔂';
