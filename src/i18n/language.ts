export const LANGUAGES = ['fr', 'en'] as const;

/** A language of the reports. */
export type Language = (typeof LANGUAGES)[number];
