import type { ShowCode } from '../../graph/device-code.ts';
import type { Language } from '../../i18n/language.ts';
import type { Words } from '../../i18n/words.ts';
import type { Io } from '../io.ts';

const BEFORE: Words = {
  fr: 'Une personne doit se connecter. Message de Microsoft\u00a0:',
  en: 'A person must sign in. Microsoft’s message:',
};
const AFTER: Words = {
  fr: 'En attente de cette connexion; Ctrl-C pour y renoncer.',
  en: 'Waiting for this sign-in; Ctrl-C to give up.',
};

/** Shows a device code on stderr, whether it is a terminal or not, and also where progress is not wanted: it is needed. */
export function showCode({ stderr }: Pick<Io, 'stderr'>, language: Language): ShowCode {
  return (message) => stderr.write(`${BEFORE[language]}\n  ${message}\n${AFTER[language]}\n`);
}
