import { KnownError } from '../../errors.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import type { Words } from '../../i18n/words.ts';
import { isLeftOut } from '../../situation/not-chosen.ts';
import type { Situation } from '../../situation/situation.ts';

const WORDS = {
  notChosen: {
    fr: 'Non examinés, par choix de la configuration ({key})\u00a0: {ids}',
    en: 'Not examined, by choice of the configuration ({key}): {ids}',
  },
} as const satisfies Record<string, Words>;

/** The checks that the configuration leaves out, as a line of stderr; '' where it leaves none. */
export function notChosenLine({ parameters: { notChosen } }: Situation, language: Language): string {
  if (notChosen === undefined) return '';
  const ids = notChosen.checks.map(({ id }) => id).join(', ');
  return `${phrase(WORDS, 'notChosen', language, { key: notChosen.by, ids })}\n`;
}

/** Refuses a check that the configuration of the audit leaves out: `KnownError` (usage). */
export function refuseLeftOut({ parameters, checks }: Situation, id: string): void {
  if (!isLeftOut(parameters, id)) return;
  const key = parameters.notChosen?.by ?? '';
  throw new KnownError(
    'usage',
    `${id} was not chosen: the configuration of this audit leaves it out (${key})`,
    {
      nextSteps: [
        `Of this audit: ${checks.map((check) => check.id).join(', ')}`,
        `To have it too, ${key === 'checks.only' ? 'name it in' : 'take it out of'} ${key} of the configuration, then collect and assess again: vigie audit`,
      ],
    },
  );
}
