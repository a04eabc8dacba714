import { LANGUAGES, type Language } from '../i18n/language.ts';
import type { Io } from './io.ts';
import { languageOf } from './options.ts';

const OPTION = '--lang';

/**
 * The language of what is told of a failure: that of `--lang`, else the first that LANGUAGE names (as GNU gettext reads it, for messages
 * alone), else that of the reports. It is looked for in the command line as it was given, which may be what is wrong.
 */
export function messageLanguage(argv: readonly string[], env: Io['env']): Language {
  const named = argv.flatMap((text, at) => {
    if (text === OPTION) return argv[at + 1] ?? [];
    return text.startsWith(`${OPTION}=`) ? text.slice(OPTION.length + 1) : [];
  });
  const given = LANGUAGES.find((language) => language === named.at(-1));
  if (given !== undefined) return given;
  const wanted = (env.LANGUAGE ?? '').toLowerCase().split(':');
  const first = wanted.flatMap((name) => LANGUAGES.find((language) => name.startsWith(language)) ?? [])[0];
  return first ?? languageOf(env);
}
