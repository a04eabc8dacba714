import { withAside } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import type { Gap } from '../../situation/situation.ts';
import { REPORT_WORDS } from './words.ts';

/** What is not known, in one sentence or two; whose number of accounts it is, where it is not the report's own. */
export function gapText({ words, ofWholeTenant }: Gap, language: Language): string {
  const what = words.what[language];
  return ofWholeTenant === true ? withAside(what, phrase(REPORT_WORDS, 'gapOfTenant', language)) : what;
}
