import { integer, pluralForm } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import type { Words } from '../../i18n/words.ts';
import type { Situation } from '../../situation/situation.ts';
import { paragraph, strong, type Block } from './block.ts';

const WORDS = {
  sample: {
    fr: 'Essai : échantillon de {n}',
    en: 'Pilot: a sample of {n}',
  },
  sampleOne: { fr: '{n} compte', en: '{n} account' },
  sampleOther: { fr: '{n} comptes', en: '{n} accounts' },
  sampleNote: {
    fr: 'Ce qui se demande compte par compte (règles de boîte de réception, dernières connexions, authentification multifacteur par utilisateur) n’a été demandé que d’un échantillon; les comptes qui n’en sont pas, s’il y en a, sont indéterminés, et les parts ne valent pas pour l’organisation. Cet audit n’est comparé à aucun autre et ne compte pas dans l’évolution.',
    en: 'What is asked account by account (inbox rules, last sign-ins, per-user multifactor authentication) was asked of a sample alone; accounts outside it, if there are any, are undetermined, and the shares do not hold for the organization. This audit is compared with no other, and does not count in the trend.',
  },
} as const satisfies Record<string, Words>;

/** Of a pilot: of how many accounts, and what follows. */
export function pilot(situation: Situation, language: Language): Block[] {
  const title = sampleTitle(situation, language);
  if (title === '') return [];
  return [strong('sample', title), paragraph('sample-note', phrase(WORDS, 'sampleNote', language))];
}

/** That the report is of a pilot; '' where it is not. */
export function sampleTitle({ sample }: Situation, language: Language): string {
  if (sample === undefined) return '';
  const one = pluralForm(sample.accounts, language) === 'one' ? 'sampleOne' : 'sampleOther';
  const n = phrase(WORDS, one, language, { n: integer(sample.accounts, language) });
  return phrase(WORDS, 'sample', language, { n });
}
