import { KnownError, worded } from '../../errors.ts';
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

const REFUSED = {
  notChosen: {
    fr: '{id} n’a pas été choisi\u00a0: la configuration de cet audit l’écarte ({key})',
    en: '{id} was not chosen: the configuration of this audit leaves it out ({key})',
  },
  there: { fr: 'De cet audit\u00a0: {ids}', en: 'Of this audit: {ids}' },
  nameIt: {
    fr: 'Pour l’avoir aussi, le nommer dans {key} de la configuration, puis collecter et évaluer de nouveau\u00a0: vigie audit',
    en: 'To have it too, name it in {key} of the configuration, then collect and assess again: vigie audit',
  },
  takeItOut: {
    fr: 'Pour l’avoir aussi, l’ôter de {key} de la configuration, puis collecter et évaluer de nouveau\u00a0: vigie audit',
    en: 'To have it too, take it out of {key} of the configuration, then collect and assess again: vigie audit',
  },
} as const satisfies Record<string, Words>;

/** Refuses a check that the configuration of the audit leaves out: `KnownError` (usage). */
export function refuseLeftOut({ parameters, checks }: Situation, id: string): void {
  if (!isLeftOut(parameters, id)) return;
  const key = parameters.notChosen?.by ?? '';
  throw new KnownError('usage', worded(REFUSED.notChosen, { id, key }), {
    nextSteps: [
      worded(REFUSED.there, { ids: checks.map((check) => check.id).join(', ') }),
      worded(key === 'checks.only' ? REFUSED.nameIt : REFUSED.takeItOut, { key }),
    ],
  });
}
