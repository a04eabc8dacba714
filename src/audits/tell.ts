import type { Words } from '../i18n/words.ts';

/** Tells whoever runs the command one line in the language of the run, given without its end. */
export type Tell = (line: Words) => Promise<void>;
