import { integer, pluralForm } from '../../../i18n/format.ts';
import type { Words } from '../../../i18n/words.ts';
import type { ImportedFile } from '../../../snapshot/imported.ts';
import { EXPORT_REMEDIES } from '../../gaps/export-words.ts';
import type { GapWords } from '../../gaps/found-gap.ts';

/** What follows where a column is not there, for those that decide more than what they tell themselves. */
const CONSEQUENCES: Readonly<Record<string, Words>> = {
  createdDateTime: {
    fr: 'Sans la date de création, une boîte aux lettres jamais utilisée dont l’âge n’est pas dit compte comme ancienne.',
    en: 'Without the day of creation, a mailbox that was never used and whose age is not told counts as old.',
  },
  accountEnabled: {
    fr: 'Sans l’état des comptes, les comptes désactivés comptent comme activés.',
    en: 'Without the state of accounts, disabled ones count as enabled.',
  },
  userType: {
    fr: 'Sans le type des comptes, les invités ne sont pas distingués des membres.',
    en: 'Without the type of accounts, guests are not told from members.',
  },
  RuleCount: {
    fr: 'Sans le nombre de règles, une boîte aux lettres sans règle ne se distingue pas d’une boîte qui n’a pas été interrogée.',
    en: 'Without the number of rules, a mailbox without one is not told from a mailbox that was not asked.',
  },
};

export function missingColumns({ name, source, missing }: ImportedFile): GapWords {
  const list = missing.join(', ');
  const then = missing.flatMap((column) => CONSEQUENCES[column] ?? []);
  return {
    what: {
      fr: [
        `Exportation «\u00a0${name}\u00a0»\u00a0: colonnes absentes, ou vides de la première à la dernière ligne\u00a0: ${list}. Ce qu’elles diraient n’est pas connu.`,
        ...then.map(({ fr }) => fr),
      ].join(' '),
      en: [
        `Export “${name}”: columns that are missing, or empty from the first line to the last: ${list}. What they would tell is not known.`,
        ...then.map(({ en }) => en),
      ].join(' '),
    },
    remedy: EXPORT_REMEDIES[source],
  };
}

export function otherPeriod({ name, source, periodDays = 0 }: ImportedFile): GapWords {
  return {
    what: {
      fr: `Exportation «\u00a0${name}\u00a0»\u00a0: rapport sur ${integer(periodDays, 'fr')} jours. Ses dates sont reprises, ses nombres ne le sont pas\u00a0: ils sont d’une autre période.`,
      en: `Export “${name}”: a report over ${integer(periodDays, 'en')} days. Its dates are taken, its counts are not: they are of another period.`,
    },
    remedy: EXPORT_REMEDIES[source],
  };
}

export function unmatchedLines({ name, unmatched }: ImportedFile): GapWords {
  const lines = (language: 'fr' | 'en', one: string, other: string): string =>
    `${integer(unmatched, language)} ${pluralForm(unmatched, language) === 'one' ? one : other}`;
  return {
    what: {
      fr: `Exportation «\u00a0${name}\u00a0»\u00a0: ${lines('fr', 'ligne dont le compte n’est pas', 'lignes dont le compte n’est pas')} dans l’exportation des utilisateurs.`,
      en: `Export “${name}”: ${lines('en', 'line whose account is', 'lines whose account is')} not in the export of users.`,
    },
    remedy: {
      fr: 'Rien à faire si elles sont peu nombreuses\u00a0: des comptes changent entre deux exportations. Sinon, exporter tous les utilisateurs, puis importer de nouveau.',
      en: 'Nothing to do if they are few: accounts change between two exports. Else export all users, then import again.',
    },
  };
}
