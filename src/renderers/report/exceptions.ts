import { day, integer } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import { phrase } from '../../i18n/phrase.ts';
import type { Words } from '../../i18n/words.ts';
import type { ExceptionStanding } from '../../situation/exceptions/exceptions-schema.ts';
import { expiredExceptions } from '../../situation/exceptions/expired-exceptions.ts';
import type { Situation } from '../../situation/situation.ts';
import { list, paragraph, said, table, type Block, type Sentence } from './block.ts';
import type { Cell } from './cell.ts';
import { counted, words } from './cells.ts';
import { section, type Section } from './section.ts';

const WORDS = {
  title: { fr: 'Exceptions', en: 'Exceptions' },
  about: {
    fr: 'Des constats acceptés, dont quelqu’un répond jusqu’à une date. Ils restent comptés dans les chiffres et paraissent à côté; une exception échue n’accepte plus rien.',
    en: 'Findings that are accepted, and that somebody answers for until a day. They stay counted in the figures, and are told beside them; an exception that has expired accepts nothing any more.',
  },
  check: { fr: 'Contrôle', en: 'Check' },
  count: { fr: 'Comptes trouvés', en: 'Accounts found' },
  accepted: { fr: 'Acceptés', en: 'Accepted' },
  physicians: { fr: 'Dont médecins', en: 'Of these, physicians' },
  expired: { fr: 'Exceptions échues', en: 'Exceptions expired' },
  toRenew: {
    fr: 'Exceptions échues au {day}\u00a0: {n}. Leurs comptes ne sont plus acceptés; il faut régler le cas ou donner une nouvelle date.',
    en: 'Exceptions expired by {day}: {n}. Their accounts are no longer accepted; settle the case, or give another day.',
  },
  noFinding: {
    fr: 'Exceptions sans objet, le compte n’étant plus un constat\u00a0: {n}.',
    en: 'Exceptions of no use, as the account is no finding any more: {n}.',
  },
  undetermined: {
    fr: 'Exceptions dont le compte est indéterminé\u00a0: {n}.',
    en: 'Exceptions whose account is undetermined: {n}.',
  },
  noAccount: {
    fr: 'Exceptions qui ne correspondent à aucun compte lu\u00a0: {n}.',
    en: 'Exceptions that match no account that was read: {n}.',
  },
  where: {
    fr: 'Chaque exception, avec sa raison et son responsable\u00a0: exceptions.csv.',
    en: 'Every exception, with its reason and owner: exceptions.csv.',
  },
} as const satisfies Record<string, Words>;

/** The accepted cases beside the figures that they are of; nothing where the configuration names none. */
export function exceptions(situation: Situation, language: Language): Section[] {
  const { exceptions: all, checks } = situation;
  if (all === undefined) return [];
  const rows = situation.indicators.flatMap(({ id, count, exceptions: of }): Cell[][] => {
    if (of === undefined || of.accepted + of.expired === 0) return [];
    return [
      [
        words(checks.find((check) => check.id === id)?.title[language] ?? id),
        ...[count, of.accepted, of.physicians.accepted, of.expired].map((n) => counted(n, language)),
      ],
    ];
  });
  const heads = (['check', 'count', 'accepted', 'physicians', 'expired'] as const).map((key) =>
    phrase(WORDS, key, language),
  );
  const notes = [...exceptionTroubles(situation, language), ...ofNoUse(situation, language)];
  const blocks: Block[] = [
    paragraph('exceptions-about', phrase(WORDS, 'about', language)),
    ...(rows.length === 0 ? [] : [table('exceptions', heads, rows)]),
    ...(notes.length === 0 ? [] : [list('exceptions-notes', notes)]),
    ...(situation.scope === undefined
      ? [paragraph('exceptions-where', phrase(WORDS, 'where', language))]
      : []),
  ];
  return [section('exceptions', phrase(WORDS, 'title', language), { blocks })];
}

/** What somebody has to see to, told on the first page too. Of an establishment's part, what is of its own figures. */
export function exceptionTroubles(situation: Situation, language: Language): Sentence[] {
  const { exceptions: all, scope } = situation;
  if (all === undefined) return [];
  const ofTenant = scope === undefined ? standing(situation, 'no-account') : 0;
  return [
    ...told('toRenew', expiredExceptions(situation).found, language, { day: day(all.day, language) }),
    ...told('noAccount', ofTenant, language),
  ];
}

function ofNoUse(situation: Situation, language: Language): Sentence[] {
  if (situation.scope !== undefined) return [];
  return [
    ...told('noFinding', standing(situation, 'no-finding'), language),
    ...told('undetermined', standing(situation, 'undetermined'), language),
  ];
}

function standing({ exceptions: all }: Situation, of: ExceptionStanding): number {
  return all === undefined ? 0 : all.byStanding[of];
}

function told(
  key: 'toRenew' | 'noAccount' | 'noFinding' | 'undetermined',
  n: number,
  language: Language,
  values: Readonly<Record<string, string>> = {},
): Sentence[] {
  if (n === 0) return [];
  return [said(phrase(WORDS, key, language, { ...values, n: integer(n, language) }), 'limit')];
}
